#include "app/plots/measures.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "truewait/domain/offer.hpp"

namespace truewait::app::plots {
namespace {

/// Between neighbours on a straight line: R. J. Hyndman and Y. Fan, American Statistician 50 (1996), definition 7.
double sample_quantile(const std::vector<double>& sorted, double level) {
  const double at = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::size_t ahead_category(int ahead) {
  return static_cast<std::size_t>(ahead < 10 ? std::max(0, ahead) : ahead < 15 ? 10 : ahead < 20 ? 11 : 12);
}

void drop_empty_end(std::vector<Category>& categories) {
  while (!categories.empty() && categories.back().error.n() == 0) categories.pop_back();
}

}  // namespace

std::vector<LevelShare> level_shares(const Calls& calls) {
  std::vector<LevelShare> shares;
  for (const double level : domain::quantile_levels) shares.push_back({level, calls.size(), 0});
  for (const auto& c : calls) {
    for (std::size_t l = 0; l < shares.size(); ++l) {
      if (c.wait_s <= c.told->quantiles_s[l]) ++shares[l].within;
    }
  }
  return shares;
}

ProbabilityBins probability_bins(const Calls& calls, domain::Duration threshold) {
  ProbabilityBins bins;
  for (const auto& c : calls) {
    const double said = domain::probability_above(*c.told, threshold);
    const auto tenth = static_cast<std::size_t>(std::clamp(std::ceil(said * 10) - 1, 0.0, 9.0));
    auto& bin = bins[tenth];
    ++bin.n;
    bin.said += said;
    if (c.wait_s > domain::to_seconds(threshold)) ++bin.longer;
  }
  return bins;
}

std::vector<MeasuredBin> measured_by_predicted(const Calls& calls) {
  constexpr double width = 2;  // on the square root scale
  constexpr std::size_t least = 10;
  struct Waits {
    double predicted_s = 0;
    std::vector<double> measured_s;
  };
  std::map<int, Waits> by_root;
  for (const auto& c : calls) {
    auto& waits = by_root[static_cast<int>(std::sqrt(std::max(0.0, c.told->mean_s)) / width)];
    waits.predicted_s += c.told->mean_s;
    waits.measured_s.push_back(c.wait_s);
  }
  std::vector<MeasuredBin> bins;
  for (auto& [root, waits] : by_root) {
    auto& w = waits.measured_s;
    if (w.size() < least) continue;
    std::sort(w.begin(), w.end());
    bins.push_back({w.size(), waits.predicted_s / static_cast<double>(w.size()), sample_quantile(w, 0.1),
                    sample_quantile(w, 0.5), sample_quantile(w, 0.9)});
  }
  return bins;
}

std::vector<Category> error_by_hour(const Calls& calls) {
  std::vector<Category> hours;
  for (int h = 0; h < 24; ++h) hours.push_back({std::to_string(h), {}});
  for (const auto& c : calls) {
    const auto at = c.call->queued_at;
    const auto of_day = at - std::chrono::floor<std::chrono::days>(at);
    const auto hour = static_cast<std::size_t>(std::chrono::floor<std::chrono::hours>(of_day).count());
    hours[hour].error.add(c.told->mean_s, c.wait_s);
  }
  drop_empty_end(hours);
  const auto first = std::find_if(hours.begin(), hours.end(), [](const Category& h) { return h.error.n() > 0; });
  hours.erase(hours.begin(), first);
  return hours;
}

std::vector<Category> error_by_ahead(const Calls& calls) {
  std::vector<Category> places;
  for (int n = 0; n < 10; ++n) places.push_back({std::to_string(n), {}});
  for (const auto* words : {"10-14", "15-19", "20+"}) places.push_back({words, {}});
  for (const auto& c : calls) places[ahead_category(c.told->ahead)].error.add(c.told->mean_s, c.wait_s);
  drop_empty_end(places);
  return places;
}

}  // namespace truewait::app::plots
