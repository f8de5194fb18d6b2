#include "domain/pacing/retry.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/callback_rules.hpp"
#include "domain/dial_hours.hpp"
#include "domain/pacing/dial_class.hpp"
#include "domain/redial.hpp"

namespace truewait::domain {
namespace {

/// Tries of all kinds: a trunk that is always congested must end too.
constexpr int most_tries = 20;

Duration delay_after(const RetryRule& rule, DialOutcome kind) {
  if (is_ours(kind)) return rule.after_congestion;
  if (kind == DialOutcome::busy) return rule.after_busy;
  return kind == DialOutcome::machine ? rule.after_machine : rule.after_no_answer;
}

/// Never again, and for a while not on a new request either.
void never_again(Step& step, ShardState& shard, const std::string& callback_id, CallbackState end, DialOutcome kind) {
  const auto& rule = rule_of(step.state, shard, *shard.group.callbacks().find(callback_id)).retry;
  CallbackChanged fact{callback_id, end, std::string(name_of(kind)), std::nullopt};
  if (rule.quarantine > Duration{0}) fact.quarantined_until = step.now + rule.quarantine;
  step.emit(shard, std::move(fact));
}

/// "2026-03-02T09:00:00Z", rounded up.
std::string utc_text(Instant at) {
  const auto whole = std::chrono::ceil<std::chrono::seconds>(at);
  const auto day = std::chrono::floor<std::chrono::days>(whole);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(whole - day);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace

void end_of_try(Step& step, ShardState& shard, const std::string& callback_id, DialOutcome kind) {
  if (ended_as_yielded(step, shard, callback_id)) return;
  if (kind == DialOutcome::rejected) return never_again(step, shard, callback_id, CallbackState::declined, kind);
  if (kind == DialOutcome::invalid_number) return never_again(step, shard, callback_id, CallbackState::exhausted, kind);
  try_again(step, shard, callback_id, std::string(name_of(kind)), kind);
}

void try_again(Step& step, ShardState& shard, const std::string& callback_id, std::string reason, DialOutcome kind) {
  if (ended_as_yielded(step, shard, callback_id)) return;
  const auto& callback = *shard.group.callbacks().find(callback_id);
  const auto& rule = rule_of(step.state, shard, callback);
  if (callback.dials >= rule.retry.most_dials || callback.tries >= most_tries) {
    return change(step, shard, callback_id, CallbackState::exhausted, std::move(reason));
  }
  const auto soonest = step.now + delay_after(rule.retry, kind);
  // Which switches are off then, nobody knows: only the hours can be foreseen.
  const auto next = std::max(soonest, may_dial_from(rule, Switches{}, soonest).value_or(soonest));
  if (next >= callback.accepted.expires) {
    return change(step, shard, callback_id, CallbackState::expired, std::move(reason));
  }
  change(step, shard, callback_id, CallbackState::retry_wait, std::move(reason), next);
}

bool refuse_quarantined(Step& step, const Acceptance& wish) {
  const bool meant = wish.confirmed_by == ConfirmedBy::key || wish.confirmed_by == ConfirmedBy::agent;
  if (wish.customer.empty() || meant) return false;
  std::optional<Instant> until;
  for (const auto& shard : step.state.shards) {
    if (shard.site != wish.site) continue;
    const auto here = shard.group.callbacks().quarantined_until(wish.customer);
    if (here && *here > step.now && (!until || *here > *until)) until = here;
  }
  if (!until) return false;
  step.refuse(Refusal::quarantined,
              "the last call to this number was rejected, or the number was found to be none: until " +
                  utc_text(*until) + " a callback needs the customer's key (confirmed_by key) or an agent");
  return true;
}

}  // namespace truewait::domain
