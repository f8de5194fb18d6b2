// How late reports come: the time between a source's own `at` and the receipt, as a histogram, and the largest skew of
// the last minute in either direction. Only counts; decides nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "truewait/domain/time.hpp"

namespace truewait::app {

class EventLag {
 public:
  static constexpr std::array<double, 8> bounds_s{0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600};

  /// `at` absent: the source sends no times, nothing is counted.
  void observe(std::optional<domain::Instant> at, domain::Instant now);

  /// Events with a lag of at most bounds_s[i]; the last entry is all of them.
  const std::array<std::uint64_t, bounds_s.size() + 1>& cumulative() const { return counts_; }
  double sum_s() const { return sum_s_; }
  /// Largest |now - at| seen in the last one to two minutes.
  double max_skew_s(domain::Instant now) const;

 private:
  std::array<std::uint64_t, bounds_s.size() + 1> counts_{};
  double sum_s_ = 0;
  domain::Instant minute_{};  ///< start of the minute that `skew_` belongs to
  double skew_ = 0, skew_before_ = 0;
};

}  // namespace truewait::app
