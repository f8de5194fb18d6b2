#include "domain/served.hpp"

#include <algorithm>
#include <cmath>

#include "domain/ensure.hpp"

namespace truewait::domain {
namespace {

// A prediction of next to nothing would make ratios without bound; below this the error is taken as a difference would
// be.
constexpr double least_predicted_s = 10;
// So many callers are asked at least; a band with fewer borrows from its neighbours.
constexpr std::size_t least_samples = 40;

/// Quantile of sorted values at (n + 1) q, between neighbours, not past the ends.
double quantile(const double* first, std::size_t n, double level) {
  const double at = std::clamp(level * (static_cast<double>(n) + 1) - 1, 0.0, static_cast<double>(n - 1));
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, n - 1);
  return first[below] + (at - static_cast<double>(below)) * (first[above] - first[below]);
}

}  // namespace

std::size_t Served::band(int ahead) {
  constexpr std::array<int, bands - 1> last{0, 1, 2, 4, 7, 12};
  return static_cast<std::size_t>(std::lower_bound(last.begin(), last.end(), ahead) - last.begin());
}

double Served::ratio(const Score& s) const {
  return s.wait_s / std::max(least_predicted_s, s.said[static_cast<std::size_t>(best_)]);
}

void Served::scored(int ahead, const FormulaAnswers& said, double wait_s) {
  const Score score{static_cast<std::uint8_t>(band(ahead)), wait_s, said};
  const auto add = [this](const Score& s, double sign) {
    for (std::size_t f = 0; f < formula_count; ++f)
      squared_[f] += sign * (s.said[f] - s.wait_s) * (s.said[f] - s.wait_s);
  };
  if (scores_.full()) {
    add(scores_.oldest(), -1);
    remove(scores_.oldest());
  }
  scores_.push(score);
  add(score, 1);
  insert(score);
  choose();
}

void Served::insert(const Score& s) {
  auto& sorted = ratios_[s.band];
  const double value = ratio(s);
  sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), value), value);
}

void Served::remove(const Score& s) {
  auto& sorted = ratios_[s.band];
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), ratio(s));
  ensure(at != sorted.end() && *at == ratio(s), "served: a score leaves that never came");
  sorted.erase(at);
}

void Served::choose() {
  const auto least = std::min_element(squared_.begin(), squared_.end());
  const auto best = static_cast<Formula>(least - squared_.begin());
  if (best != best_) rebuild();
}

void Served::rebuild() {
  if (scores_.empty()) return;
  best_ = static_cast<Formula>(std::min_element(squared_.begin(), squared_.end()) - squared_.begin());
  for (auto& sorted : ratios_) sorted.clear();
  for (const auto& s : scores_.values()) ratios_[s.band].push_back(ratio(s));
  for (auto& sorted : ratios_) std::sort(sorted.begin(), sorted.end());
}

std::optional<double> Served::rmse_s(Formula f) const {
  if (scores_.empty()) return std::nullopt;
  // Sums that scores leave again can end a hair below zero.
  const double sum = std::max(0.0, squared_[static_cast<std::size_t>(f)]);
  return std::sqrt(sum / static_cast<double>(scores_.size()));
}

Served::Spread Served::spread(int ahead, double predicted_s, double elapsed_s) const {
  const std::size_t centre = band(ahead);
  std::array<double, window> asked;
  std::size_t n = 0;
  for (std::size_t reach = 0; reach < bands && n < least_samples; ++reach) {
    for (const auto b : {centre - reach, centre + reach}) {  // below zero wraps and is out of range as well
      if (b >= bands) continue;
      std::copy(ratios_[b].begin(), ratios_[b].end(), asked.begin() + static_cast<std::ptrdiff_t>(n));
      n += ratios_[b].size();
      if (reach == 0) break;
    }
    if (reach > 0) std::sort(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(n));
  }
  const double scale = std::max(least_predicted_s, predicted_s);
  // Those of them who had to wait as long as this caller already has; when none had, the longest stands for all.
  const double* end = asked.data() + n;
  const double* first = std::min<const double*>(
      std::upper_bound(static_cast<const double*>(asked.data()), end, elapsed_s / scale), end - 1);
  const auto left = static_cast<std::size_t>(end - first);
  Spread spread;
  spread.samples = static_cast<int>(left);
  const auto remaining = [&](double r) { return std::max(0.0, r * scale - elapsed_s); };
  for (std::size_t q = 0; q < quantile_levels.size(); ++q) {
    spread.quantiles_s[q] = remaining(quantile(first, left, quantile_levels[q]));
  }
  double sum = 0;
  for (const double* r = first; r != end; ++r) sum += remaining(*r);
  spread.mean_s = sum / static_cast<double>(left);
  return spread;
}

}  // namespace truewait::domain
