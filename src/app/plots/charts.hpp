// The plots of a replay, each from its numbers to one SVG document.
#pragma once

#include <string>
#include <vector>

#include "app/plots/measures.hpp"
#include "app/plots/panel.hpp"

namespace truewait::app::plots {

/// Promised level against the share of waits within the quantile, with Wilson's 95 % interval.
std::string reliability_chart(const std::vector<LevelShare>& shares);

struct Threshold {
  domain::Duration wait{0};  ///< T of P(W > T)
  ProbabilityBins bins;
};
/// One panel per threshold: told probability against the share of longer waits, with Wilson's 95 % interval.
std::string probability_chart(const std::vector<Threshold>& thresholds);

/// Predicted mean against the median and the tenth to ninetieth percentile of measured waits, on square root axes.
std::string predicted_measured_chart(const std::vector<MeasuredBin>& bins);

/// Mean absolute error as bars, bias as a line, calls as numbers below each category.
std::string error_chart(const std::string& title, const std::string& words, const std::vector<Category>& categories);

/// Where the plot lies on a drawing with one panel.
inline constexpr Box single_panel{70, 50, 740, 420};

}  // namespace truewait::app::plots
