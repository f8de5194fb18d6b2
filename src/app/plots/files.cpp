#include "app/plots/files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/plots/charts.hpp"

namespace truewait::app::plots {

std::optional<std::string> prepare_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && !std::filesystem::is_directory(folder, error) && !error)
    error = std::make_error_code(std::errc::not_a_directory);
  if (!error) return std::nullopt;
  return "cannot make the folder " + folder + ": " + error.message();
}

Written write_plots(const std::string& folder, const Calls& calls) {
  using namespace std::chrono_literals;
  const std::vector<Threshold> thresholds{{60s, probability_bins(calls, 60s)}, {180s, probability_bins(calls, 180s)}};
  const std::pair<const char*, std::string> files[] = {
      {"reliability.svg", reliability_chart(level_shares(calls))},
      {"probability.svg", probability_chart(thresholds)},
      {"predicted_measured.svg", predicted_measured_chart(measured_by_predicted(calls))},
      {"error_by_hour.svg", error_chart("Error by hour of day", "hour of joining", error_by_hour(calls))},
      {"error_by_ahead.svg", error_chart("Error by callers ahead", "callers ahead at joining", error_by_ahead(calls))},
  };
  Written written;
  for (const auto& [name, text] : files) {
    const auto path = (std::filesystem::path(folder) / name).string();
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
      written.error = "cannot write " + path + (errno == 0 ? "" : std::string(": ") + std::strerror(errno));
      return written;
    }
    written.paths.push_back(path);
  }
  return written;
}

}  // namespace truewait::app::plots
