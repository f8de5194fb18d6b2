#include "domain/promised.hpp"

#include <algorithm>

#include "truewait/domain/explanation.hpp"
#include "truewait/domain/offer.hpp"
#include "truewait/domain/wait_quantile.hpp"

namespace truewait::domain {
namespace {

using std::chrono::minutes;

/// More likely than not, or for certain, the wait outlasts the deadline.
bool runs_late(const Estimate& estimate, Instant deadline, Instant now) {
  if (now >= deadline) return true;
  return is_told(estimate) && probability_above(estimate, deadline - now) >= 0.5;
}

bool lies_beyond(const Estimate& estimate, double level, Instant deadline, Instant now) {
  return now >= deadline || quantile_at(estimate, level) > to_seconds(deadline - now);
}

Announcement place_in_line(const Estimate& estimate) {
  Announcement said;
  said.mode = QuoteMode::position;
  said.text_key = text_key::position;
  said.position = estimate.ahead + 1;
  return said;
}

Announcement apology(const Estimate& estimate, double level, Announcement fresh) {
  if (fresh.mode == QuoteMode::more_than) {
    fresh.text_key = text_key::late_more_than;
  } else {
    fresh.mode = QuoteMode::about;
    fresh.text_key = text_key::late;
    fresh.upper_min = minutes_up(quantile_at(estimate, level));
    fresh.position.reset();
  }
  fresh.running_late = fresh.callback_first = true;
  return fresh;
}

/// The same words, but the earliest end does not move away either.
Announcement counting_down(Announcement said, const Promised& before) {
  if (!said.lower_min || !before.lower) return said;
  const auto least = static_cast<int>(std::chrono::floor<minutes>(*before.lower).count());
  if (*said.lower_min <= least) return said;
  said.lower_min = least;
  if (least >= 1) return said;
  said.mode = QuoteMode::about;
  said.text_key = text_key::about;
  said.lower_min.reset();
  return said;
}

bool is_correction(const Promised& before, const Quote& quote, std::optional<Instant> promised, Instant spoken,
                   const Estimate& estimate, double level) {
  if (!before.deadline || before.corrected) return false;
  const bool later = promised ? *promised > *before.deadline : quote.mode == QuoteMode::more_than;
  if (!later) return false;
  if (runs_late(estimate, *before.deadline, spoken)) return true;
  const bool own_words = quote.text_key == text_key::late || quote.text_key == text_key::late_more_than;
  return own_words && (!is_told(estimate) || lies_beyond(estimate, level, *before.deadline, spoken));
}

}  // namespace

void Promised::heard(const QuoteGiven& quote) {
  quoted = true;
  deadline = quote.deadline;
  if (!quote.supersedes.empty()) {
    corrected = true;
    lower.reset();
    upper.reset();
  }
  if (!promises(quote.mode) || !quote.upper) return;
  if (first.empty()) first = quote.quote_id;
  upper = quote.upper;
  if (quote.lower) lower = quote.lower;
}

Announcement announce_again(const Estimate& estimate, double level, Instant now, const Promised& before) {
  auto fresh = announce(estimate, level);
  if (!before.deadline) return fresh;
  if (!fresh.mode) {
    fresh.at_risk = now >= *before.deadline;
    return fresh;
  }
  if (!before.corrected && runs_late(estimate, *before.deadline, now)) return apology(estimate, level, fresh);
  if (lies_beyond(estimate, level, *before.deadline, now)) {
    auto said = place_in_line(estimate);
    said.at_risk = true;
    return said;
  }
  if (fresh.upper_min && before.upper && minutes(*fresh.upper_min) > *before.upper) return place_in_line(estimate);
  return counting_down(fresh, before);
}

Consequence consequence(const Promised& before, const Quote& quote, Instant spoken, const Estimate& estimate,
                        double level) {
  const bool bounded = promises(quote.mode) && quote.upper;
  const auto promised = bounded ? std::optional(spoken + *quote.upper) : std::nullopt;
  if (is_correction(before, quote, promised, spoken, estimate, level)) return {promised, true};
  if (!promised || !before.deadline) return {promised ? promised : before.deadline, false};
  return {std::min(*before.deadline, *promised), false};
}

}  // namespace truewait::domain
