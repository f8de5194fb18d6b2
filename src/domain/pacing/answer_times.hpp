// How many of a queue's dials the customers take, and how long after the order: counted from outcomes, and completed by
// what is configured where little was counted. Seconds; no clock, no configuration in what is kept.
#pragma once

#include <array>
#include <cstddef>

#include "truewait/domain/callback_rule.hpp"

namespace truewait::domain {

/// Lower ends of the bins, seconds after the order; the last bin has no end.
inline constexpr std::array<double, 18> answer_edges_s{0,  2,  4,  6,  8,  10, 12, 15, 18,
                                                       21, 25, 30, 35, 40, 50, 60, 75, 90};

/// What was counted. Changed by facts only; of some hundred dials the older ones fade.
class AnswerTimes {
 public:
  using Counts = std::array<double, answer_edges_s.size()>;

  /// The customer took the call so long after the order.
  void answered(double after_s);
  /// The dial ended so long after the order without that.
  void unanswered(double after_s);

  const Counts& answers() const { return answers_; }
  const Counts& failures() const { return failures_; }

  bool operator==(const AnswerTimes&) const = default;

  template <class A>
  void fields(A& a) {
    a(answers_, failures_);
  }

 private:
  void fade();
  Counts answers_{}, failures_{};
};

/// What is to be expected of a dial of a queue.
class AnswerForecast {
 public:
  static constexpr std::size_t points = 8;

  /// `counted` may be null. The rule's figures weigh as much as `prior_dials` dials.
  static constexpr double prior_dials = 5;
  AnswerForecast(const DialRule& rule, const AnswerTimes* counted);
  /// Always taken after the same time: for checking what follows from it.
  AnswerForecast(double always_after_s, double share);

  /// Of the dials, the share that customers take; above 0, at most 1.
  double share() const { return share_; }
  /// When they take it, if they do: this many equally likely times, rising.
  const std::array<double, points>& times_s() const { return times_s_; }
  /// P(neither taken nor over `after_s` after the order).
  double still_ringing(double after_s) const;
  /// P(it will be taken, given that it is still ringing); 0 when no dial rings for so long.
  double answers_after(double after_s) const;

 private:
  double share_;
  std::array<double, points> times_s_{};
  AnswerTimes::Counts answers_{}, failures_{};  ///< with what was configured; each adds up to 1
};

}  // namespace truewait::domain
