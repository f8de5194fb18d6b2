// The plots of a replay as files in a folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plots/measures.hpp"

namespace truewait::app::plots {

/// Makes the folder and those above it where they are missing. A message when that cannot be done.
std::optional<std::string> prepare_folder(const std::string& folder);

struct Written {
  std::vector<std::string> paths;
  std::optional<std::string> error;  ///< what could not be written; the paths before it were
};
/// Replaces files of the same names: reliability, probability, predicted_measured, error_by_hour, error_by_ahead, each
/// with the ending .svg.
Written write_plots(const std::string& folder, const Calls& calls);

}  // namespace truewait::app::plots
