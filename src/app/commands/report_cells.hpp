// Cells of the tables that people read: a dash where nothing is known.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "truewait/statistics/interval.hpp"

namespace truewait::app {

/// "12.3", or "-".
inline std::string number_cell(std::optional<double> value, int decimals = 1) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "-";
}

/// "83 %", or "-" without a case.
inline std::string percent_cell(double share, double n) {
  return n > 0 ? fmt::format("{:.0f} %", share * 100) : "-";
}

/// "74.5-89.1 %"
inline std::string percent_range(statistics::Interval i) {
  return fmt::format("{:.1f}-{:.1f} %", i.low * 100, i.high * 100);
}

}  // namespace truewait::app
