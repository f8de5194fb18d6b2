#include "domain/offer_rules.hpp"

#include <algorithm>
#include <cmath>

#include "domain/callback_window.hpp"
#include "domain/capacity.hpp"
#include "domain/dial_hours.hpp"

namespace truewait::domain {
namespace {

using Reason = std::string_view;
constexpr Reason nothing_against{};

/// Everybody of the group in line, and who serves them.
struct GroupLine {
  double callers = 0;    ///< on the phone
  double callbacks = 0;  ///< open ones, wherever they stand
  double places = 0;     ///< callers and callbacks that stand in line
  double agents = 0;     ///< on duty, as far as is known
  double service_s = 0;  ///< mean handle time

  /// Whether one more callback can be served within `left`, after those who are there already.
  bool has_room(Duration left, double ahead) const {
    return service_s > 0 && ahead + 1 <= agents * to_seconds(left) / service_s;
  }
};

GroupLine line_of_group(const Place& place, Instant now) {
  const auto& group = place.shard->group;
  const auto believed = capacity(group, *place.queue, now);
  GroupLine line;
  line.callers = static_cast<double>(group.waiting().size());
  line.callbacks = static_cast<double>(group.callbacks().open());
  line.places = line.callers + static_cast<double>(group.callbacks().places().size());
  line.agents = std::max(believed.servers, believed.active_agents);
  line.service_s = believed.mean_service_s;
  return line;
}

/// What is asked of the wait and of the line.
Reason not_worth_it(const Place& place, const GroupLine& line, const Estimate& estimate) {
  const auto& rule = place.queue->callback.offer;
  const auto* queue = place.shard->group.queue(place.queue->name);
  const int waiting = queue == nullptr ? 0 : static_cast<int>(queue->waiting.size());
  if (probability_above(estimate, rule.above) < rule.probability) return "wait_is_short";
  if (estimate.elapsed < rule.waited_at_least) return "not_waited_enough";
  if (waiting < rule.waiting_at_least) return "queue_is_short";
  if (line.places < rule.waiting_per_agent_at_least * line.agents) return "enough_agents";
  return nothing_against;
}

/// `sweep`: all who still wait are meant, whatever their class.
Reason not_for(const OfferRule& rule, const Prospect& who, bool sweep) {
  if (rule.number_needed && !who.number_known) return "no_number";
  if (!sweep && !rule.classes.empty() && !rule.classes.contains(std::string(who.caller_class)))
    return "class_not_offered";
  return nothing_against;
}

bool as_many_pending(const Place& place) {
  const auto& most = place.queue->callback.offer.most_pending;
  return most && place.shard->group.callbacks().open_in(place.queue->name) >= *most;
}

Reason too_many(const Place& place, Instant now) {
  if (as_many_pending(place)) return "too_many_pending";
  const auto& most = place.queue->callback.offer.most_per_hour;
  const auto& callbacks = place.shard->group.callbacks();
  const auto an_hour_ago = now - std::chrono::hours(1);
  if (most && callbacks.accepted_since(place.queue->name, an_hour_ago, *most) >= *most) return "too_many_this_hour";
  return nothing_against;
}

/// Nine times in ten within the hours that contain now, and the agents get round to it.
bool kept_today(const GroupLine& line, const Span& serving, const Estimate& estimate, Instant now) {
  return now + reached_within(estimate) <= serving.to && line.has_room(serving.to - now, line.callers + line.callbacks);
}

/// In the next hours callers of today are gone; callbacks are first in line.
bool kept_next_time(const CallbackRule& rule, const GroupLine& line, const Span& serving) {
  const auto next = next_serving(rule, serving.to);
  return next && line.has_room(next->to - next->from, line.callbacks);
}

std::string utc_text(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at - day).count();
  const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day())) + "T" + two(minutes / 60) + ":" + two(minutes % 60) + "Z";
}

/// The next three spans of the hours, for whoever was refused.
std::string next_windows(const CallbackRule& rule, Instant now) {
  constexpr int told = 3;
  std::string text;
  auto span = next_serving(rule, now);
  for (int i = 0; i < told && span; ++i, span = next_serving(rule, span->to)) {
    text += (text.empty() ? "" : ", ") + utc_text(span->from) + " to " + utc_text(span->to);
  }
  return text.empty() ? "no hours are ahead" : "the next hours are " + text;
}

Offer outside(const CallbackRule& rule, Instant now) {
  const auto next = next_serving(rule, now);
  return {false, "outside_hours", next ? std::optional(Window{next->from, next->to}) : std::nullopt};
}

}  // namespace

double probability_above(const Estimate& e, Duration t) {
  const double at = to_seconds(t);
  const auto& q = e.quantiles_s;
  if (at < q.front())
    return q.front() <= 0 ? 1 - quantile_levels.front() : 1 - quantile_levels.front() * at / q.front();
  for (std::size_t i = 1; i < q.size(); ++i) {
    if (at >= q[i]) continue;
    const double share = (at - q[i - 1]) / (q[i] - q[i - 1]);
    return 1 - (quantile_levels[i - 1] + share * (quantile_levels[i] - quantile_levels[i - 1]));
  }
  const double last = 1 - quantile_levels.back(), before = 1 - quantile_levels[q.size() - 2];
  const double step = q.back() - q[q.size() - 2];
  if (step <= 0) return at > q.back() ? 0 : last;
  return last * std::pow(last / before, (at - q.back()) / step);
}

Offer judge_offer(const Place& place, const Prospect& who, const Estimate& estimate, Instant now) {
  const auto& rule = place.queue->callback;
  if (!rule.offer.enabled) return {};
  if (!place.shard->group.switches(place.queue->name).offers) return {false, "switched_off", {}};
  const auto open = open_span(rule.hours, now), serving = serving_span(rule, now);
  if (!open || !serving) return outside(rule, now);
  if (estimate.status != EstimateStatus::ok) return {false, "no_estimate", {}};

  // Whoever has waited already is swept up before the doors close; whoever comes now is not drawn in any more.
  const bool late = now >= open->to - rule.offer.stop_before_closing;
  const bool sweep = late && rule.offer.closing_sweep && estimate.elapsed > Duration{0};
  if (late && !sweep) return {false, "closing_soon", {}};
  const auto line = line_of_group(place, now);
  auto why_not = sweep ? nothing_against : not_worth_it(place, line, estimate);
  if (why_not == nothing_against) why_not = not_for(rule.offer, who, sweep);
  if (why_not == nothing_against) why_not = too_many(place, now);
  if (why_not != nothing_against) return {false, why_not, {}};

  const bool kept = always_serving(rule) || kept_today(line, *serving, estimate, now) ||
                    (sweep && kept_next_time(rule, line, *serving));
  const auto window = kept ? promised_window(rule, estimate, now) : std::nullopt;
  if (!window) return {false, "cannot_be_kept", {}};
  return {true, sweep ? "closing_sweep" : "wait_is_long", window};
}

bool could_be_offered(const EngineState& state, const ShardState& shard, const Call& call) {
  if (call.offered || !call.callback_id.empty()) return false;
  const auto* place = state.place(shard.site, call.queue);
  if (place == nullptr || !place->queue->callback.offer.enabled) return false;
  return shard.group.callbacks().of_call(call_key(call.source, call.id)) == nullptr;
}

void record_offer(Step& step, ShardState& shard, const Call& call, const Estimate& estimate) {
  if (!could_be_offered(step.state, shard, call)) return;
  const auto* place = step.state.place(shard.site, call.queue);
  const auto offer = judge_offer(*place, {call.caller_class, !call.customer.empty()}, estimate, step.now);
  if (!offer.offered) return;
  step.emit(shard, OfferMade{call.source, call.id, call.queue, std::string(offer.reason), offer.window});
}

std::optional<Refused> no_acceptance(const Place& place, Instant now) {
  const auto& rule = place.queue->callback;
  const auto& name = place.queue->name;
  if (!place.shard->group.switches(name).offers) {
    return Refused{Refusal::callbacks_off, "callbacks of queue \"" + name + "\" were turned off: ask again later"};
  }
  if (!open_span(rule.hours, now)) {
    return Refused{Refusal::outside_hours, "queue \"" + name + "\" is closed: " + next_windows(rule, now)};
  }
  if (as_many_pending(place)) {
    return Refused{Refusal::too_many_callbacks, "queue \"" + name + "\" has " +
                                                    std::to_string(*rule.offer.most_pending) +
                                                    " open callbacks, as many as it may: ask again later"};
  }
  return std::nullopt;
}

std::optional<Instant> dials_begin(const Place& place, Instant now) {
  const auto& rule = place.queue->callback;
  const auto& group = place.shard->group;
  if (group.callbacks().open_in(place.queue->name) == 0) return std::nullopt;
  if (!group.switches(place.queue->name).dials) return std::nullopt;
  const auto span = next_serving(rule, now);
  if (!span || span->from > now) return span ? std::optional(span->from) : std::nullopt;
  const auto after = next_serving(rule, span->to);
  return after ? std::optional(after->from) : std::nullopt;
}

}  // namespace truewait::domain
