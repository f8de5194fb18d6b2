#include "truewait/statistics/time_to_event.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"
#include "truewait/statistics/interval.hpp"

namespace truewait::statistics {
namespace {

/// A product of fractions that should be one half is so only to the last digits.
constexpr double last_digits = 1e-12;

void reach(std::optional<double>& into, double curve, double level, double time) {
  if (!into && curve <= level + last_digits) into = time;
}

void look_at(TimeToEvent::Quantile& q, double level, double time, double survival, double greenwood_sum) {
  reach(q.value, survival, level, time);
  const double half = z95 * survival * std::sqrt(greenwood_sum);
  reach(q.low, survival - half, level, time);
  if (survival > 0) reach(q.high, survival + half, level, time);  // at 0 Greenwood's formula is silent
}

}  // namespace

std::optional<TimeToEvent> time_to_event(std::vector<Observation> observations) {
  if (observations.empty()) return std::nullopt;
  for (const Observation& o : observations) require(std::isfinite(o.time) && o.time >= 0, "a time is finite and >= 0");
  std::sort(observations.begin(), observations.end(),
            [](const Observation& a, const Observation& b) { return a.time < b.time; });
  TimeToEvent out;
  out.n = observations.size();
  double survival = 1, greenwood_sum = 0, before = 0;
  for (std::size_t i = 0; i < observations.size();) {
    const double time = observations[i].time, at_risk = static_cast<double>(observations.size() - i);
    out.mean += survival * (time - before);
    before = time;
    std::uint64_t count = 0;
    for (; i < observations.size() && observations[i].time == time; ++i) count += observations[i].happened ? 1 : 0;
    if (count == 0) continue;
    out.events += count;
    const double events = static_cast<double>(count);
    survival *= (at_risk - events) / at_risk;
    if (events < at_risk) greenwood_sum += events / (at_risk * (at_risk - events));
    look_at(out.median, 0.5, time, survival, greenwood_sum);
    look_at(out.p90, 0.1, time, survival, greenwood_sum);
  }
  out.mean_is_floor = survival > 0;
  return out;
}

}  // namespace truewait::statistics
