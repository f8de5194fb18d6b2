#include "app/commands/report_window.hpp"

#include <algorithm>

#include "app/commands/instant_text.hpp"
#include "app/host/records.hpp"

namespace truewait::app {

namespace {

constexpr domain::Duration day = std::chrono::hours(24);

std::optional<domain::Instant> newest_fact(storage::Store& store, const std::string& site) {
  std::optional<domain::Instant> newest;
  const auto shards = store.shards();
  if (!shards) return newest;
  for (const storage::Shard& shard : *shards) {
    if (shard.site != site) continue;
    const auto last = store.last_seq(shard.id);
    if (!last || *last == 0) continue;
    const auto record = store.read(shard.id, *last, 1);
    if (!record || record->empty()) continue;
    const domain::Instant at = from_ms(record->front().now_ms);
    newest = newest ? std::max(*newest, at) : at;
  }
  return newest;
}

}  // namespace

std::variant<ReportWindow, std::string> report_window(storage::Store& store, const std::string& site,
                                                      const std::optional<std::string>& from,
                                                      const std::optional<std::string>& to, domain::Instant now) {
  ReportWindow window;
  std::optional<domain::Instant> given_from, given_to;
  for (const auto& [text, into, option] :
       {std::tuple(&from, &given_from, "--from"), std::tuple(&to, &given_to, "--to")}) {
    if (!*text) continue;
    *into = parse_instant(**text);
    if (!*into) return std::string(option) + " " + **text + ": write it as in 2024-03-05T09:00:00Z (RFC 3339)";
  }
  if (given_to) {
    window.to = *given_to;
  } else {
    window.to = now;
    window.note = "until now";
    const auto newest = newest_fact(store, site);
    if (!given_from && newest && *newest < now - day) {
      window.to = *newest + domain::Duration(1);
      window.note = "until the newest fact";
    }
  }
  window.from = given_from ? *given_from : window.to - day;
  if (!given_from) window.note = "24 hours" + (window.note.empty() ? "" : " " + window.note);
  if (window.from >= window.to) return std::string("--from must lie before --to");
  return window;
}

}  // namespace truewait::app
