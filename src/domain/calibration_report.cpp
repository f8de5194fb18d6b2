#include "truewait/domain/calibration_report.hpp"

#include <algorithm>
#include <tuple>

#include "domain/promise_outcome.hpp"
#include "truewait/domain/offer.hpp"

namespace truewait::domain {
namespace {

constexpr std::size_t at_p10 = 0, at_p90 = 4;
constexpr double interval_level = quantile_levels[at_p90] - quantile_levels[at_p10];

/// Broken promises are expected at the rate at which words are chosen to fail; twice as many are to be noticed, or half
/// way to all of them where twice would be all.
statistics::CusumPlan drift_plan(double level) {
  statistics::CusumPlan plan;
  plan.usual = 1 - level;
  plan.feared = std::min(2 * plan.usual, (1 + plan.usual) / 2);
  return plan;
}

}  // namespace

Duration OfferTimes::of(const std::string& queue) const {
  const auto found = by_queue.find(queue);
  return found == by_queue.end() ? otherwise : found->second;
}

void CalibrationFigures::add(const Estimate& said, double wait_s, Duration offer_above) {
  const auto& q = said.quantiles_s;
  for (std::size_t i = 0; i < q.size(); ++i) at_or_under[i] += wait_s <= q[i] ? 1 : 0;
  p10_p90.add(q[at_p10], q[at_p90], wait_s);
  interval_score_s.add(statistics::interval_score_s(q[at_p10], q[at_p90], wait_s, interval_level));
  // The same curve through the quantiles from which offers read P(W > T).
  pit.add(1 - probability_above(said, from_seconds(wait_s)));
  above.add(probability_above(said, offer_above), wait_s > to_seconds(offer_above));
}

void CalibrationFigures::merge(const CalibrationFigures& other) {
  for (std::size_t i = 0; i < at_or_under.size(); ++i) at_or_under[i] += other.at_or_under[i];
  p10_p90.merge(other.p10_p90);
  interval_score_s.merge(other.interval_score_s);
  pit.merge(other.pit);
  above.merge(other.above);
  abandoned += other.abandoned;
  unpredicted += other.unpredicted;
}

void CalibrationReport::add(const Fact& fact) {
  calls_.add(fact, [this](const WaitedCall& call) { count(call); });
  contacts_.add(fact, [this](const Contact& contact) { test(contact, tested_); });
}

void CalibrationReport::count(const WaitedCall& call) {
  auto& to = rows_[{call.queue, std::chrono::floor<std::chrono::hours>(call.joined)}];
  if (!call.said || !call.answered) {
    to.abandoned += call.said ? 1 : 0;
    to.unpredicted += call.answered ? 1 : 0;
    return;
  }
  to.add(*call.said, call.wait_s, times_.of(call.queue));
}

void CalibrationReport::test(const Contact& contact, ByQueue& tested) {
  if (!contact.call || !contact.promise) return;
  const auto outcome = outcome_of(contact, *contact.promise);
  const bool kept = outcome.end == PromiseEnd::kept;
  const bool broken = outcome.end == PromiseEnd::broken_late || outcome.end == PromiseEnd::broken_left;
  if (kept || broken) tested[contact.queue].push_back({outcome.known, contact.promise->spoken, broken});
}

PromiseDrift CalibrationReport::drift(std::vector<Tested> tested, double level) {
  // Contacts come when their callback is over, too: later than the outcome of their words.
  std::sort(tested.begin(), tested.end(), [](const Tested& a, const Tested& b) {
    return std::tie(a.known, a.spoken, a.broken) < std::tie(b.known, b.spoken, b.broken);
  });
  PromiseDrift out{statistics::BernoulliCusum(drift_plan(level)), {}};
  for (const auto& each : tested) {
    out.sum.add(each.broken);
    if (!out.sum.alarm()) {
      out.above_since.reset();
    } else if (!out.above_since) {
      out.above_since = each.known;
    }
  }
  return out;
}

Calibration CalibrationReport::result() const {
  auto tested = tested_;
  contacts_.each_held([&](const Contact& contact) { test(contact, tested); });
  Calibration out;
  std::map<std::string, CalibrationFigures> queues;
  for (const auto& [place, figures] : rows_) {
    out.rows.push_back({place.first, place.second, figures});
    queues[place.first].merge(figures);
  }
  for (const auto& [queue, promises] : tested) queues.try_emplace(queue);  // spoken to, though nothing of it was scored
  for (auto& [queue, figures] : queues) {
    out.queues.push_back(
        {queue, times_.of(queue), std::move(figures), drift(std::move(tested[queue]), levels_.of(queue))});
  }
  return out;
}

}  // namespace truewait::domain
