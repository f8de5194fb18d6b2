// What became of spoken upper bounds, counted: kept, broken late (served after it), broken left (gave up after it),
// censored (left before it, so never tested), void (closed or moved by the centre's own doing).
// The share kept counts those who gave up after the promised time as broken. Never print it without sharpness.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "truewait/statistics/interval.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::statistics {

struct PromiseCounts {
  std::uint64_t kept = 0, broken_late = 0, broken_left = 0, censored = 0, voided = 0;

  void merge(const PromiseCounts& other);

  /// kept / (kept + broken_late + broken_left): the headline. Its interval is wilson() of it, thinned by its clusters.
  Proportion kept_share() const;
  /// kept / (kept + broken_late): leaves out who gave up, and so flatters.
  Proportion kept_share_served() const;
  /// What the share would be if every censored promise had been broken, and if every one had been kept; absent without
  /// a promise that is not void.
  std::optional<Interval> bounds() const;
};

enum class PromiseVerdict { on_target, over_promising, under_promising };

/// Over-promising when the interval of the share kept lies below the nominal level tau, under-promising when above.
PromiseVerdict promise_verdict(Interval kept, double tau);

std::string_view word(PromiseVerdict verdict);

}  // namespace truewait::statistics
