#include "truewait/domain/announcement.hpp"

#include <algorithm>
#include <cmath>

#include "truewait/domain/explanation.hpp"
#include "truewait/domain/wait_quantile.hpp"

namespace truewait::domain {
namespace {

constexpr double a_minute_s = 60;
constexpr double short_s = 1 * a_minute_s, close_s = 5 * a_minute_s, fine_s = 15 * a_minute_s,
                 longest_s = 30 * a_minute_s;
constexpr int coarse_min = 5;
constexpr double widest = 4;  // p80 to p20
constexpr std::size_t at_p20 = 1, at_p80 = 3;
static_assert(quantile_levels[at_p20] == 0.20 && quantile_levels[at_p80] == 0.80);

int step_min(double upper_s) {
  return upper_s > fine_s ? coarse_min : 1;
}

/// As an upper bound of `upper_s` is rounded, but downwards; never below zero.
int minutes_down(double lower_s, double upper_s) {
  const int step = step_min(upper_s);
  return static_cast<int>(std::floor(std::clamp(lower_s, 0.0, upper_s) / (step * a_minute_s))) * step;
}

Announcement words(QuoteMode mode, std::string_view key, std::optional<int> lower, std::optional<int> upper) {
  Announcement said;
  said.mode = mode;
  said.text_key = key;
  said.lower_min = lower;
  said.upper_min = upper;
  return said;
}

Announcement silence(std::string_view key) {
  Announcement said;
  said.text_key = key;
  return said;
}

Announcement bounded_words(double lower_s, double upper_s) {
  const int lower = minutes_down(lower_s, upper_s), upper = minutes_up(upper_s);
  const bool close = upper_s <= close_s && upper - lower < 2;
  if (close || lower < 1 || lower >= upper) return words(QuoteMode::about, text_key::about, {}, upper);
  return words(QuoteMode::range, text_key::range, lower, upper);
}

}  // namespace

int minutes_up(double seconds) {
  const int step = step_min(seconds);
  return std::max(1, static_cast<int>(std::ceil(std::clamp(seconds, 0.0, longest_s) / (step * a_minute_s))) * step);
}

Announcement announce(const Estimate& estimate, double level) {
  if (estimate.status == EstimateStatus::closed) return silence(text_key::closed);
  const double low_s = estimate.quantiles_s[at_p20], high_s = estimate.quantiles_s[at_p80];
  const double upper_s = quantile_at(estimate, level);
  if (!is_told(estimate) || std::isnan(low_s) || std::isnan(high_s) || std::isnan(upper_s)) {
    return silence(text_key::unknown);
  }
  if (upper_s < short_s) return words(QuoteMode::less_than, text_key::less_than, {}, 1);
  if (upper_s > longest_s) {
    auto said = words(QuoteMode::more_than, text_key::more_than, static_cast<int>(longest_s / a_minute_s), {});
    said.callback_first = true;
    return said;
  }
  if (high_s > widest * low_s) {
    auto said = words(QuoteMode::position, text_key::position, {}, {});
    said.position = estimate.ahead + 1;
    return said;
  }
  return bounded_words(low_s, upper_s);
}

}  // namespace truewait::domain
