// How long it takes until an event, of some of whom only a part was seen: mean and quantiles from Kaplan and Meier's
// curve (JASA 53 (1958) 457-481). The mean is the area under the curve up to the last time seen (Irwin, J. Hygiene 47
// (1949) 188-189); quantiles with the interval of Brookmeyer and Crowley, Biometrics 38 (1982) 29-41, with Greenwood's
// error. Being lost from sight is taken as independent of the time that was left.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "truewait/statistics/kaplan_meier.hpp"

namespace truewait::statistics {

struct TimeToEvent {
  /// Absent where the curve does not come down so far; the ends where its 95 % band does not.
  struct Quantile {
    std::optional<double> value, low, high;
  };
  std::uint64_t n = 0, events = 0;
  double mean = 0;
  bool mean_is_floor = false;  ///< the curve ends above 0: the true mean is no less than this
  Quantile median, p90;
};

/// Nothing without an observation.
std::optional<TimeToEvent> time_to_event(std::vector<Observation> observations);

}  // namespace truewait::statistics
