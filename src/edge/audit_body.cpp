#include "edge/audit_body.hpp"

#include <charconv>

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out.append(",\"").append(name).append("\":");
  if (value.empty()) {
    out += "null";
  } else {
    append_json(out, value);
  }
}

void append_act(std::string& out, const domain::AuditRow& row) {
  const domain::ActTaken& act = row.act;
  out += "{\"at\":";
  append_instant(out, row.at.now);
  append_member(out, "act", domain::name_of(act.act));
  append_member(out, "queue", act.queue);
  append_member(out, "callback_id", act.callback_id);
  append_member(out, "detail", act.detail);
  append_member(out, "who", act.who);
  append_member(out, "key", act.source);
  append_member(out, "why", act.why);
  append_member(out, "act_id", act.act_id);
  out += '}';
}

std::string cursor_of(const domain::AuditPosition& at) {
  return std::to_string(at.now.time_since_epoch().count()) + '-' + std::to_string(at.shard) + '-' +
         std::to_string(at.seq);
}

/// Takes a number, and a '-' behind it unless it is the last one, off the front.
template <class Number>
bool take_number(std::string_view& text, bool last, Number& into) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
  if (failed != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (last) return text.empty();
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<domain::AuditPosition> audit_position(std::string_view cursor) {
  constexpr std::int64_t beyond_any_time = 253'402'300'800'000;  // the year 10000
  std::int64_t ms = 0;
  domain::AuditPosition at;
  const bool read =
      take_number(cursor, false, ms) && take_number(cursor, false, at.shard) && take_number(cursor, true, at.seq);
  if (!read || ms < 0 || ms >= beyond_any_time) return std::nullopt;
  at.now = domain::Instant(domain::Duration(ms));
  return at;
}

std::string audit_body(const domain::AuditQuery& query, const domain::AuditPage& page) {
  std::string out = "{\"from\":";
  append_instant(out, query.from);
  out += ",\"to\":";
  append_instant(out, query.to);
  out += ",\"acts\":[";
  for (const domain::AuditRow& row : page.rows) {
    if (&row != &page.rows.front()) out += ',';
    append_act(out, row);
  }
  out += "],\"next\":";
  if (page.more) {
    append_json(out, cursor_of(page.rows.back().at));
  } else {
    out += "null";
  }
  out += '}';
  return out;
}

}  // namespace truewait::edge
