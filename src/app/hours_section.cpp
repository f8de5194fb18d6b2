#include "app/hours_section.hpp"

#include <algorithm>
#include <set>

#include "app/hours_text.hpp"
#include "app/time_zone.hpp"

namespace truewait::app {
namespace {

/// "open" or "calling"; an empty list is never, a missing one always.
void read_week(TableReader& reader, std::string_view key, domain::Hours& hours) {
  const auto spans = reader.texts(key);
  if (!spans) return;
  hours.closed_week = spans->empty();
  for (const auto& [place, text] : *spans) {
    if (add_weekly(text, hours)) continue;
    reader.error(place, "\"" + text +
                            "\" is no part of a week: write days and times as in \"Mon-Fri 08:00-18:00\", "
                            "\"Sat,Sun 09:00-12:00\" or \"daily 00:00-24:00\".");
  }
  for (auto& day : hours.week) put_in_order(day);
}

void read_closed_days(TableReader& reader, domain::Hours& hours) {
  for (const auto& [place, text] : reader.texts("closed").value_or(std::vector<PlacedText>{})) {
    if (const auto day = parse_date(text)) {
      hours.days[*day] = {};
    } else {
      reader.error(place, "\"" + text + "\" is no day of the calendar: write it as in \"2026-12-25\".");
    }
  }
}

void read_special_days(TableReader& reader, domain::Hours& hours) {
  const auto closed = hours.days;
  for (const auto& [place, text] : reader.texts("special_days").value_or(std::vector<PlacedText>{})) {
    const auto special = parse_special(text);
    if (!special) {
      reader.error(place, "\"" + text +
                              "\" is no special day: write date and times as in \"2026-12-24 08:00-12:00\", "
                              "the end after the beginning; what goes on after midnight stands with the next date.");
    } else if (closed.contains(special->day)) {
      reader.error(place, "\"" + text.substr(0, 10) + "\" stands in \"closed\" too: remove one of the two.");
    } else {
      hours.days[special->day].push_back(special->span);
    }
  }
  for (auto& [day, spans] : hours.days) put_in_order(spans);
}

/// Within the time that is looked ahead there is an hour of both.
bool meet(const domain::Hours& a, const domain::Hours& b, domain::Instant around) {
  const auto until = around + domain::as_good_as_ever;
  const auto first = domain::open_between(a, around, until), second = domain::open_between(b, around, until);
  if (first.empty() || second.empty()) return true;  // never is never: nobody is misled
  auto one = first.begin(), other = second.begin();
  while (one != first.end() && other != second.end()) {
    if (std::max(one->from, other->from) < std::min(one->to, other->to)) return true;
    if (one->to < other->to) {
      ++one;
    } else {
      ++other;
    }
  }
  return false;
}

}  // namespace

void read_hours(TableReader& reader, domain::CallbackRule& rule, const std::string& zone, domain::Instant around) {
  read_week(reader, "open", rule.hours);
  read_closed_days(reader, rule.hours);
  read_special_days(reader, rule.hours);
  read_week(reader, "calling", rule.calling);
  constexpr auto year = std::chrono::hours(24 * 366);
  const auto offsets = offsets_between(zone, around - 2 * year, around + 10 * year);
  if (!rule.hours.always()) rule.hours.offsets = offsets;
  if (!rule.calling.always()) rule.calling.offsets = offsets;
  if (reader.has("calling") && !meet(rule.hours, rule.calling, around)) {
    reader.error(reader.place("calling"),
                 "\"calling\" and the hours in which the queue is open never meet: no customer "
                 "could ever be rung.");
  }
}

}  // namespace truewait::app
