#include "app/callback_section.hpp"

#include "truewait/domain/callback.hpp"

namespace truewait::app {
namespace {

constexpr domain::Duration longest_setting = std::chrono::hours(24);
constexpr domain::Duration shortest_retry = std::chrono::seconds(1);

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
  rule.expires_after =
      reader.duration("callback_expires", std::chrono::minutes(1), 7 * longest_setting).value_or(rule.expires_after);
}

void read_dialling(TableReader& reader, domain::DialRule& rule) {
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
  rule.resume_within = reader.duration("callback_resume_within", {}, longest_setting).value_or(rule.resume_within);
}

}  // namespace truewait::app
