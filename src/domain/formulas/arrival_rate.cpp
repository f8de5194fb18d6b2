#include "domain/formulas/arrival_rate.hpp"

#include <algorithm>

namespace truewait::domain {
namespace {

constexpr std::int64_t window_s = 1800;

std::int64_t second_of(Instant now) {
  return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
}

}  // namespace

void ArrivalRate::arrived(Instant now) {
  const auto second = second_of(now);
  while (!seconds_.empty() && seconds_.front().second < second - window_s) {
    total_ -= seconds_.front().n;
    seconds_.pop_front();
  }
  if (seconds_.empty() || seconds_.back().second != second) seconds_.push_back({second, 0});
  ++seconds_.back().n;
  ++total_;
}

double ArrivalRate::per_s(Instant now, int pending) const {
  const auto second = second_of(now);
  auto n = total_ + static_cast<std::uint64_t>(pending);
  auto first = seconds_.begin();
  for (; first != seconds_.end() && first->second < second - window_s; ++first) n -= first->n;
  const auto since = first == seconds_.end() ? second : first->second;
  return static_cast<double>(n) / static_cast<double>(std::clamp<std::int64_t>(second - since + 1, 60, window_s));
}

}  // namespace truewait::domain
