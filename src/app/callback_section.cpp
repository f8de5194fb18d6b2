#include "app/callback_section.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "truewait/domain/callback.hpp"

namespace truewait::app {
namespace {

constexpr domain::Duration longest_setting = std::chrono::hours(24);
constexpr domain::Duration shortest_retry = std::chrono::seconds(1);
constexpr domain::Duration longest_quarantine = std::chrono::hours(24 * 365);
constexpr double least_hold_cost = 0.1, most_hold_cost = 1000;

void read_offers(TableReader& reader, domain::OfferRule& rule) {
  rule.enabled = reader.truth("callback").value_or(rule.enabled);
  rule.above = reader.duration("callback_offer_above", {}, longest_setting).value_or(rule.above);
  if (const auto percent = reader.whole("callback_offer_percent", 1, 99)) {
    rule.probability = static_cast<double>(*percent) / 100;
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
  read_retries(reader, rule.retry);
  read_dialling(reader, rule.dial);
}

}  // namespace truewait::app
