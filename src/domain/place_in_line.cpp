#include "domain/place_in_line.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace truewait::domain {
namespace {

/// Ranks of everybody else in line, sorted.
struct Others {
  std::vector<Instant> callers, callbacks, all;
};

Others others_in_line(const Group& group, const Callback& callback) {
  Others others;
  for (const auto* call : group.waiting()) others.callers.push_back(call->rank);
  for (const auto* place : group.callbacks().places()) {
    if (place != &callback) others.callbacks.push_back(place->accepted.rank);
  }
  std::merge(others.callers.begin(), others.callers.end(), others.callbacks.begin(), others.callbacks.end(),
             std::back_inserter(others.all));
  return others;
}

/// Of those of the same rank, callbacks that are there already go first and callers do not.
int ahead_with(const Others& others, Instant rank) {
  const auto callers = std::lower_bound(others.callers.begin(), others.callers.end(), rank) - others.callers.begin();
  const auto callbacks =
      std::upper_bound(others.callbacks.begin(), others.callbacks.end(), rank) - others.callbacks.begin();
  return static_cast<int>(callers + callbacks);
}

}  // namespace

Instant rank_for_position(const Group& group, const Callback& callback, int position) {
  const auto others = others_in_line(group, callback);
  const int last = static_cast<int>(others.all.size());
  const int wanted = std::clamp(position - 1, 0, last);
  if (group.ahead_of(callback) == wanted) return callback.accepted.rank;
  constexpr Duration least{1};
  const auto behind = others.all[static_cast<std::size_t>(std::min(wanted, last - 1))];
  const auto ahead = others.all[static_cast<std::size_t>(std::max(wanted - 1, 0))];
  const std::array<Instant, 4> tried = wanted == last
                                           ? std::array<Instant, 4>{ahead + least, ahead, ahead, ahead}
                                           : std::array<Instant, 4>{behind - least, ahead + least, ahead, behind};
  // Just ahead of whoever is behind: those who come later do not slip in between.
  return *std::min_element(tried.begin(), tried.end(), [&](Instant a, Instant b) {
    return std::abs(ahead_with(others, a) - wanted) < std::abs(ahead_with(others, b) - wanted);
  });
}

}  // namespace truewait::domain
