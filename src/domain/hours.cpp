#include "truewait/domain/hours.hpp"

#include <algorithm>

namespace truewait::domain {

bool Hours::always() const {
  return days.empty() && std::all_of(week.begin(), week.end(), [](const auto& spans) { return spans.empty(); });
}

std::optional<Span> open_span(const Hours& hours, Instant at) {
  if (hours.always()) return Span{at - as_good_as_ever, at + as_good_as_ever};
  return std::nullopt;
}

std::optional<Span> next_open(const Hours& hours, Instant at) {
  return open_span(hours, at);
}

}  // namespace truewait::domain
