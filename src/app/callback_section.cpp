#include "app/callback_section.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "truewait/domain/callback.hpp"

namespace truewait::app {
namespace {

constexpr domain::Duration longest_setting = std::chrono::hours(24);
constexpr std::int64_t most_callers = 1'000'000;
constexpr domain::Duration shortest_retry = std::chrono::seconds(1);
constexpr domain::Duration longest_quarantine = std::chrono::hours(24 * 365);
constexpr double least_hold_cost = 0.1, most_hold_cost = 1000;

void read_offers(TableReader& reader, domain::OfferRule& rule) {
  rule.enabled = reader.truth("callback").value_or(rule.enabled);
  rule.above = reader.duration("callback_offer_above", {}, longest_setting).value_or(rule.above);
  if (const auto percent = reader.whole("callback_offer_percent", 1, 99)) {
    rule.probability = static_cast<double>(*percent) / 100;
  }
  rule.waited_at_least = reader.duration("callback_offer_waited", {}, longest_setting).value_or(rule.waited_at_least);
  if (const auto n = reader.whole("callback_offer_waiting", 0, most_callers)) {
    rule.waiting_at_least = static_cast<int>(*n);
  }
  rule.waiting_per_agent_at_least =
      reader.real("callback_offer_calls_per_agent", 0, 1000).value_or(rule.waiting_per_agent_at_least);
  rule.number_needed = reader.truth("callback_offer_number_needed").value_or(rule.number_needed);
  for (const auto& [place, name] : reader.texts("callback_offer_classes").value_or(std::vector<PlacedText>{})) {
    rule.classes.insert(name);
  }
}

void read_bounds(TableReader& reader, domain::OfferRule& rule) {
  const auto most = [&](std::string_view key, std::optional<int>& into) {
    if (const auto n = reader.whole(key, 1, most_callers)) into = static_cast<int>(*n);
  };
  most("callback_max_pending", rule.most_pending);
  most("callback_max_per_hour", rule.most_per_hour);
  rule.stop_before_closing =
      reader.duration("callback_stop_before_closing", {}, longest_setting).value_or(rule.stop_before_closing);
  rule.closing_sweep = reader.truth("callback_closing_sweep").value_or(rule.closing_sweep);
  if (rule.stop_before_closing > domain::Duration{0} && !reader.has("open") && !reader.has("closed")) {
    reader.error(reader.place("callback_stop_before_closing"),
                 "\"callback_stop_before_closing\" has no meaning in a queue that never closes: add open = "
                 "[\"Mon-Fri 08:00-18:00\"], or remove it.");
  }
  if (rule.closing_sweep && rule.stop_before_closing == domain::Duration{0}) {
    reader.error(reader.place("callback_closing_sweep"),
                 "\"callback_closing_sweep\" needs \"callback_stop_before_closing\": how long before closing.");
  }
}

void read_retries(TableReader& reader, domain::RetryRule& rule) {
  rule.most_dials = static_cast<int>(reader.whole("callback_max_dials", 1, 10).value_or(rule.most_dials));
  if (const auto after = reader.duration("callback_retry", shortest_retry, longest_setting)) {
    rule.after_busy = rule.after_no_answer = rule.after_machine = *after;
  }
  const auto own = [&reader](std::string_view key, domain::Duration& delay) {
    delay = reader.duration(key, shortest_retry, longest_setting).value_or(delay);
  };
  own("callback_retry_busy", rule.after_busy);
  own("callback_retry_no_answer", rule.after_no_answer);
  own("callback_retry_machine", rule.after_machine);
  own("callback_retry_congestion", rule.after_congestion);
  rule.quarantine = reader.duration("callback_quarantine", {}, longest_quarantine).value_or(rule.quarantine);
  rule.expires_after =
      reader.duration("callback_expires", std::chrono::minutes(1), 7 * longest_setting).value_or(rule.expires_after);
}

void read_pacing(TableReader& reader, domain::DialRule& rule) {
  const std::vector<std::string> modes(domain::dial_mode_names.begin(), domain::dial_mode_names.end());
  if (const auto mode = reader.choice("callback_dial", modes)) {
    const auto found = std::find(modes.begin(), modes.end(), *mode);
    if (found != modes.end()) rule.mode = static_cast<domain::DialMode>(found - modes.begin());
  }
  rule.hold_cost = reader.real("callback_hold_cost", least_hold_cost, most_hold_cost).value_or(rule.hold_cost);
  rule.answer_time = reader.duration("callback_answer_time", std::chrono::seconds(1), std::chrono::minutes(1))
                         .value_or(rule.answer_time);
  if (const auto percent = reader.whole("callback_answer_percent", 1, 100)) {
    rule.answer_share = static_cast<double>(*percent) / 100;
  }
}

void read_dialling(TableReader& reader, domain::DialRule& rule) {
  read_pacing(reader, rule);
  const auto from = reader.text("callback_from");
  if (!from) return;
  rule.caller_id = *from;
  if (!domain::is_e164(*from)) {
    reader.error(reader.place("callback_from"),
                 "\"callback_from\" must be an E.164 number, a plus and 7 to 15 digits: \"+15550100000\".");
  }
}

}  // namespace

void read_callbacks(TableReader& reader, domain::CallbackRule& rule) {
  read_offers(reader, rule.offer);
  read_bounds(reader, rule.offer);
  read_retries(reader, rule.retry);
  read_dialling(reader, rule.dial);
  rule.resume_within = reader.duration("callback_resume_within", {}, longest_setting).value_or(rule.resume_within);
}

}  // namespace truewait::app
