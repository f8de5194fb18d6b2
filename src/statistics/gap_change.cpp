#include "truewait/statistics/gap_change.hpp"

#include <cmath>

namespace truewait::statistics {

Difference gap_reduction(const Difference& before, const Difference& after) {
  const double reduction = before.value - after.value;
  return {reduction,
          {reduction - std::hypot(before.value - before.interval.low, after.interval.high - after.value),
           reduction + std::hypot(before.interval.high - before.value, after.value - after.interval.low)}};
}

GapVerdict gap_verdict(const Difference& gap, double tolerance) {
  if (gap.interval.high <= tolerance) return GapVerdict::closed;
  return gap.interval.low > tolerance ? GapVerdict::open : GapVerdict::undecided;
}

std::string_view word(GapVerdict verdict) {
  switch (verdict) {
    case GapVerdict::closed:
      return "closed";
    case GapVerdict::open:
      return "open";
    case GapVerdict::undecided:
      return "undecided";
  }
  return {};
}

}  // namespace truewait::statistics
