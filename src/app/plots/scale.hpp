// From values to pixels along one axis, and the round values at which it is marked.
#pragma once

#include <vector>

namespace truewait::app::plots {

/// Square root: for waits, most of which are short while a few are very long.
enum class Spacing { linear, square_root };

class Scale {
 public:
  /// `from` < `to`; with Spacing::square_root `from` is at least 0. The pixels may run either way.
  Scale(Spacing spacing, double from, double to, double from_px, double to_px);

  /// Values beyond the ends are drawn at the ends.
  double px(double value) const;
  double from() const { return from_; }
  double to() const { return to_; }
  /// Round values within the scale, rising, about nine at the most; on a square root scale times in seconds.
  std::vector<double> ticks() const;

 private:
  double stretched(double value) const;
  std::vector<double> round_times() const;
  Spacing spacing_;
  double from_, to_, from_px_, to_px_;
};

}  // namespace truewait::app::plots
