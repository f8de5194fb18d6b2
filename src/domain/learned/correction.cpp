#include "domain/learned/correction.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::domain::learned {
namespace {

constexpr double ridge = 10;
constexpr double keep = 0.9998;  // of the last five thousand callers the older half still counts
constexpr double fades = 0.998;  // each squared error weighs so much of the next one

template <std::size_t K>
std::array<double, K> follow_the_forward_model() {
  std::array<double, K> w{};
  w[static_cast<std::size_t>(Feature::forward)] = 1;
  return w;
}

double value(const Evidence& e, Feature f) {
  return e.values_s[static_cast<std::size_t>(f)];
}

/// Waits scatter about as widely as they are long.
double weight(double mean) {
  const double m = std::max(0.25, mean);
  return 0.64 / (m * m + 0.08);
}

}  // namespace

Correction::Correction(const LearnerParts& parts)
    : own_slopes_(parts.has(Part::own_queue)),
      joining_(follow_the_forward_model<joining_feature_count>(), ridge, keep),
      waiting_(follow_the_forward_model<feature_count>(), ridge, keep) {
  for (std::size_t f = 0; f < feature_count; ++f) kept_[f] = parts.has(part_of(static_cast<Feature>(f))) ? 1 : 0;
}

double Correction::used(const Evidence& e, Feature f) const {
  return kept_[static_cast<std::size_t>(f)] * value(e, f);
}

/// The values in units of the group's usual wait: a centre of seconds and one of hours learn alike.
template <std::size_t K>
std::array<double, K> Correction::row(const Evidence& e) const {
  std::array<double, K> x;
  for (std::size_t i = 0; i < K; ++i) x[i] = kept_[i] * e.values_s[i] / e.usual_wait_s;
  return x;
}

/// 0 at joining, 1 from half a minute on: the two sets of slopes meet without a step.
double Correction::waited_share(const Evidence& e) {
  return std::min(1.0, value(e, Feature::elapsed) / 30);
}

void Correction::judge(std::uint32_t line, Evidence& e) const {
  e.mean_s = mean_s(line, e);
  e.quantiles_s = quantiles_s(line, e);
}

double Correction::mean_s(std::uint32_t line, Evidence& e) const {
  const double share = waited_share(e);
  double sum = 0;
  for (std::size_t i = 0; i < feature_count; ++i) {
    const double at_joining = i < joining_feature_count ? joining_.weights()[i] : 0;
    e.contributions_s[i] = ((1 - share) * at_joining + share * waiting_.weights()[i]) * (kept_[i] * e.values_s[i]);
    sum += e.contributions_s[i];
  }
  e.queue_s = 0;
  if (own_slopes_ && line < lines_.size()) {
    const OwnSlopes::Row x{1, used(e, Feature::forward) / e.usual_wait_s};
    e.queue_s = (1 - share) * lines_[line].own.predict(x) * e.usual_wait_s;
    sum += e.queue_s;
  }
  const double bounded = std::clamp(sum, std::min(1.0, e.usual_wait_s / 50), std::max(1800.0, 20 * e.usual_wait_s));
  e.bounds_s = bounded - sum;
  return bounded;
}

/// The forward model's quantiles stretched to the mean are the first guess.
Ladder<Correction::ladder_values>::Values Correction::ladder_values_of(const Evidence& e) const {
  const double unit = e.usual_wait_s;
  const double mean = e.mean_s / unit;
  const auto& forward = e.forward_quantiles_s;
  Ladder<ladder_values>::Values v;
  const double stretch = e.mean_s / std::max(value(e, Feature::forward), unit / 50);
  for (std::size_t l = 0; l < forward.size(); ++l) v.guess[l] = std::min(forward[l] * stretch / unit, 50.0);
  v.shared = {mean,
              std::sqrt(mean),
              forward[0] / unit,
              forward[2] / unit,
              std::min(forward[4] / unit, 20.0),
              std::min(e.weighted_ahead, 10.0) / 5,
              1,
              used(e, Feature::elapsed) / unit};
  return v;
}

Quantiles Correction::quantiles_s(std::uint32_t line, const Evidence& e) const {
  const auto z = ladder_values_of(e);
  const double share = waited_share(e);
  Quantiles joining{}, waiting{};
  if (share < 1) joining = joining_ladder_.quantiles(z);
  if (share > 0) waiting = waiting_ladder_.quantiles(z);
  if (line < lines_.size()) {
    joining = lines_[line].joining.held(joining);
    waiting = lines_[line].waiting.held(waiting);
  }
  Quantiles q;
  constexpr double most_s = 86400;
  for (std::size_t l = 0; l < q.size(); ++l)
    q[l] = std::min(e.usual_wait_s * ((1 - share) * joining[l] + share * waiting[l]), most_s);
  return q;
}

std::optional<double> Correction::rmse_s(std::uint32_t line) const {
  const auto n = samples(line);
  if (n == 0) return std::nullopt;
  const double weights = (1 - std::pow(fades, static_cast<double>(n))) / (1 - fades);
  return std::sqrt(lines_[line].squared / weights);
}

/// Squared errors of the last few hundred callers.
void Correction::compare(Line& own, const Evidence& said, double wait_s) {
  const double error = said.mean_s - wait_s, formula_error = value(said, Feature::best_formula) - wait_s;
  own.squared = fades * own.squared + error * error;
  own.formula_squared = fades * own.formula_squared + formula_error * formula_error;
}

bool Correction::trusted(std::uint32_t line) const {
  constexpr std::uint64_t enough = 30;
  constexpr double no_better = 1.25;  // less is noise
  if (samples(line) < enough) return false;
  return lines_[line].squared <= no_better * lines_[line].formula_squared;
}

bool Correction::possible(const Evidence& e, double formula_s) {
  constexpr double at_most = 3;
  return formula_s <= at_most * std::max(value(e, Feature::forward), e.usual_wait_s);
}

void Correction::learn(std::uint32_t line, const Evidence& e, double remaining_s) {
  if (e.version != evidence_version || !(e.usual_wait_s > 0)) return;
  if (!std::isfinite(remaining_s + e.mean_s + e.usual_wait_s)) return;
  if (line >= lines_.size()) lines_.resize(line + 1);
  auto& own = lines_[line];
  const double unit = e.usual_wait_s, mean = e.mean_s / unit;
  // A forgotten caller must not turn the slopes: what lies far beyond belief counts as just beyond it.
  const double measured = std::min(remaining_s / unit, mean + 10 * std::max(1.0, mean));
  const auto z = ladder_values_of(e);
  if (value(e, Feature::elapsed) > 0) {
    own.waiting.learn(e.quantiles_s, remaining_s);
    waiting_ladder_.learn(z, measured);
    waiting_.learn(row<feature_count>(e), measured, weight(mean));
    return;
  }
  ++own.samples;
  compare(own, e, remaining_s);
  own.joining.learn(e.quantiles_s, remaining_s);
  joining_ladder_.learn(z, measured);
  const auto x = row<joining_feature_count>(e);
  if (own_slopes_)
    own.own.learn({1, x[static_cast<std::size_t>(Feature::forward)]}, measured - joining_.predict(x), weight(mean));
  joining_.learn(x, measured, weight(mean));
}

}  // namespace truewait::domain::learned
