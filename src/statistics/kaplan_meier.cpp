#include "truewait/statistics/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

std::optional<Survival> kaplan_meier(std::vector<Observation> observations, double at) {
  if (observations.empty()) return std::nullopt;
  for (const Observation& o : observations) require(std::isfinite(o.time) && o.time >= 0, "a time is finite and >= 0");
  std::sort(observations.begin(), observations.end(),
            [](const Observation& a, const Observation& b) { return a.time < b.time; });
  Survival s;
  s.n = observations.size();
  std::size_t i = 0;
  while (i < observations.size() && observations[i].time <= at) {
    const double time = observations[i].time, at_risk = static_cast<double>(observations.size() - i);
    double events = 0;
    for (; i < observations.size() && observations[i].time == time; ++i) events += observations[i].happened ? 1 : 0;
    s.survival *= (at_risk - events) / at_risk;
    if (events < at_risk) s.greenwood_sum += events / (at_risk * (at_risk - events));
  }
  s.at_risk = observations.size() - i;
  if (s.survival > 0) {
    s.error = s.survival * std::sqrt(s.greenwood_sum);
  } else {
    s.greenwood_sum = 0;
  }
  return s;
}

}  // namespace truewait::statistics
