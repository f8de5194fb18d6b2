#include "domain/pacing/answer_times.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::domain {
namespace {

constexpr double remembered_dials = 300;  // what is further back counts 1/e
constexpr double nobody_rings_longer_s = 120;

std::size_t answer_bin(double after_s) {
  const auto after = std::upper_bound(answer_edges_s.begin() + 1, answer_edges_s.end(), after_s);
  return static_cast<std::size_t>(after - answer_edges_s.begin()) - 1;
}

double end_of_bin_s(std::size_t b) {
  return b + 1 < answer_edges_s.size() ? answer_edges_s[b + 1] : nobody_rings_longer_s;
}

/// Gamma with shape 4, whose coefficient of variation is one half: people take neither no time nor always the same.
double answered_by(double s, double mean_s) {
  const double x = 4 * s / mean_s;
  return 1 - std::exp(-x) * (1 + x + x * x / 2 + x * x * x / 6);
}

/// Busy comes at once and "no answer" late: exponential, until it is known.
double failed_by(double s, double mean_s) {
  return 1 - std::exp(-s / mean_s);
}

/// Counts and `weight` dials that end as `by` says, as shares.
template <class By>
AnswerTimes::Counts completed(const AnswerTimes::Counts* counted, double weight, double mean_s, By by) {
  AnswerTimes::Counts shares{};
  double sum = 0, before = 0;
  for (std::size_t b = 0; b < shares.size(); ++b) {
    const double until = b + 1 < shares.size() ? by(end_of_bin_s(b), mean_s) : 1;
    shares[b] = (counted == nullptr ? 0 : (*counted)[b]) + weight * (until - before);
    before = until;
    sum += shares[b];
  }
  for (auto& s : shares) s /= sum;
  return shares;
}

/// The part that ends after `s`, evenly spread within a bin.
double later_than(const AnswerTimes::Counts& shares, double s) {
  double sum = 0;
  for (std::size_t b = shares.size(); b-- > 0;) {
    if (s >= end_of_bin_s(b)) break;
    const double whole = end_of_bin_s(b) - answer_edges_s[b];
    sum += shares[b] * std::min(1.0, (end_of_bin_s(b) - s) / whole);
  }
  return sum;
}

double dials_in(const AnswerTimes::Counts& counts) {
  double sum = 0;
  for (const double n : counts) sum += n;
  return sum;
}

}  // namespace

void AnswerTimes::fade() {
  constexpr double keep = 1 - 1 / remembered_dials;
  for (auto& n : answers_) n *= keep;
  for (auto& n : failures_) n *= keep;
}

void AnswerTimes::answered(double after_s) {
  fade();
  ++answers_[answer_bin(std::max(0.0, after_s))];
}

void AnswerTimes::unanswered(double after_s) {
  fade();
  ++failures_[answer_bin(std::max(0.0, after_s))];
}

AnswerForecast::AnswerForecast(const DialRule& rule, const AnswerTimes* counted) {
  const double mean_s = std::max(1.0, to_seconds(rule.answer_time));
  const double taken = counted == nullptr ? 0 : dials_in(counted->answers());
  const double failed = counted == nullptr ? 0 : dials_in(counted->failures());
  const double prior = std::clamp(rule.answer_share, 0.01, 1.0);
  share_ = (taken + prior_dials * prior) / (taken + failed + prior_dials);
  answers_ = completed(counted == nullptr ? nullptr : &counted->answers(), prior_dials, mean_s, answered_by);
  failures_ = completed(counted == nullptr ? nullptr : &counted->failures(), prior_dials, mean_s, failed_by);
  double below = 0;
  std::size_t b = 0;
  for (std::size_t i = 0; i < points; ++i) {
    const double level = (static_cast<double>(i) + 0.5) / points;
    while (b + 1 < answers_.size() && below + answers_[b] < level) below += answers_[b++];
    const double within = answers_[b] > 0 ? std::min(1.0, (level - below) / answers_[b]) : 0;
    times_s_[i] = answer_edges_s[b] + within * (end_of_bin_s(b) - answer_edges_s[b]);
  }
}

AnswerForecast::AnswerForecast(double always_after_s, double share) : share_(share) {
  times_s_.fill(always_after_s);
  answers_[answer_bin(always_after_s)] = 1;
  failures_.back() = 1;
}

double AnswerForecast::still_ringing(double after_s) const {
  return share_ * later_than(answers_, after_s) + (1 - share_) * later_than(failures_, after_s);
}

double AnswerForecast::answers_after(double after_s) const {
  const double ringing = still_ringing(after_s);
  return ringing > 0 ? share_ * later_than(answers_, after_s) / ringing : 0;
}

}  // namespace truewait::domain
