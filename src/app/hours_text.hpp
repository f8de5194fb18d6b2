// Opening times as people write them: "Mon-Fri 08:00-18:00", "2026-12-24 08:00-12:00". Reads text only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "truewait/domain/hours.hpp"

namespace truewait::app {

/// Adds to a week "DAYS HH:MM-HH:MM"; DAYS is "daily" or a list with commas of Mon to Sun and of ranges as in
/// "Fri-Mon". The end may be 24:00; an end that is not after the beginning lies on the next day. False: it cannot be
/// read.
bool add_weekly(std::string_view text, domain::Hours& hours);

/// "YYYY-MM-DD" of the calendar.
std::optional<std::chrono::local_days> parse_date(std::string_view text);

/// "YYYY-MM-DD HH:MM-HH:MM", the end after the beginning, 24:00 at the latest.
struct SpecialSpan {
  std::chrono::local_days day;
  domain::DaySpan span;
};
std::optional<SpecialSpan> parse_special(std::string_view text);

/// In order, those that overlap or touch joined.
void put_in_order(std::vector<domain::DaySpan>& spans);

}  // namespace truewait::app
