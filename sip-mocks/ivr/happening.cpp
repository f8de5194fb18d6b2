#include "ivr/happening.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <tuple>

namespace truewait::ivr {

std::string trace_line(const Happening& happening) {
  std::array<char, 48> begin{};
  std::snprintf(begin.data(), begin.size(), "{\"at_s\":%.3f,", happening.at_s);
  boost::json::object line{{"what", happening.what}};
  const auto put = [&line](const char* name, const std::string& value) {
    if (!value.empty()) line[name] = value;
  };
  put("call_id", happening.call_id);
  put("queue", happening.queue);
  put("callback_id", happening.callback_id);
  put("dial_id", happening.dial_id);
  put("detail", happening.detail);
  return begin.data() + boost::json::serialize(line).substr(1);
}

bool Tally::Key::operator<(const Key& o) const {
  return std::tie(what, queue, detail) < std::tie(o.what, o.queue, o.detail);
}

void Tally::add(const Happening& happening) {
  // Only an outcome's detail is one of few words.
  const bool counted = happening.what == "outcome";
  ++counts_[{happening.what, happening.queue, counted ? happening.detail : std::string()}];
}

std::uint64_t Tally::count(const std::string& what, const std::string& queue, const std::string& detail) const {
  std::uint64_t sum = 0;
  for (const auto& [key, n] : counts_) {
    if (key.what == what && (queue.empty() || key.queue == queue) && (detail.empty() || key.detail == detail)) sum += n;
  }
  return sum;
}

std::vector<std::string> Tally::summary() const {
  const auto n = [this](const char* what, const char* detail = "") { return std::to_string(count(what, "", detail)); };
  std::vector<std::string> lines;
  lines.push_back(n("queued") + " calls: " + n("answered") + " answered (called back ones included), " +
                  n("abandoned") + " hung up");
  lines.push_back(n("quoted") + " waits announced");
  lines.push_back(n("callback_accepted") + " callbacks accepted, " + n("callback_refused") + " refused");
  lines.push_back(n("dialling") + " dials: " + n("reached") + " reached, " + n("outcome", "no_answer") +
                  " no answer, " + n("outcome", "busy") + " busy, " + n("outcome", "machine") + " machine, " +
                  n("outcome", "rejected") + " rejected");
  lines.push_back(n("surveyed") + " surveys answered");
  if (const auto refused = count("refused") + count("outcome_refused") + count("post_refused"); refused > 0) {
    lines.push_back(std::to_string(refused) + " messages refused by the service");
  }
  return lines;
}

}  // namespace truewait::ivr
