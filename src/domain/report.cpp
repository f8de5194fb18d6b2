#include "truewait/domain/report.hpp"

#include <algorithm>
#include <tuple>

namespace truewait::domain {

void ShadowAccuracy::add(const Estimate& said, double wait_s) {
  for (std::size_t f = 0; f < formula_count; ++f) formulas[f].add(said.formulas_s[f], wait_s);
  if (said.evidence.version != 0) learner.add(said.evidence.mean_s, wait_s);
}

void ShadowAccuracy::merge(const ShadowAccuracy& other) {
  for (std::size_t f = 0; f < formula_count; ++f) formulas[f].merge(other.formulas[f]);
  learner.merge(other.learner);
}

AccuracyRow& AccuracyReport::row(const std::string& queue, Instant joined) {
  const Instant hour = std::chrono::floor<std::chrono::hours>(joined);
  for (auto r = rows_.rbegin(); r != rows_.rend(); ++r) {
    if (r->queue == queue && r->hour == hour) return *r;
  }
  auto& added = rows_.emplace_back();
  added.queue = queue;
  added.hour = hour;
  return added;
}

void AccuracyReport::add(const Fact& fact) {
  calls_.add(fact, [this](const WaitedCall& call) { count(call); });
}

void AccuracyReport::count(const WaitedCall& call) {
  auto& to = row(call.queue, call.joined);
  if (!call.said || !call.answered) {
    to.abandoned += call.said ? 1 : 0;
    to.unpredicted += call.answered ? 1 : 0;
    return;
  }
  const Estimate& said = *call.said;
  to.mean.add(said.mean_s, call.wait_s);
  to.median.add(said.quantiles_s[2], call.wait_s);
  to.p10_p90.add(said.quantiles_s[0], said.quantiles_s[4], call.wait_s);
  to.shadows.add(said, call.wait_s);
}

std::vector<AccuracyRow> AccuracyReport::rows() const {
  auto sorted = rows_;
  std::sort(sorted.begin(), sorted.end(), [](const AccuracyRow& a, const AccuracyRow& b) {
    return std::tie(a.queue, a.hour) < std::tie(b.queue, b.hour);
  });
  return sorted;
}

}  // namespace truewait::domain
