#include "simulation/callbacks/timetable.hpp"

namespace truewait::simulation {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

constexpr double clocks_change = 0.35, has_hours = 0.3;
constexpr int minutes_of_a_day = 24 * 60;

DayKind drawn_kind(Dice& dice) {
  if (!dice.chance(clocks_change)) return DayKind::usual;
  return dice.chance(0.5) ? DayKind::spring : DayKind::autumn;
}

}  // namespace

Timetable::Timetable(Dice& dice) : kind_(drawn_kind(dice)) {
  const bool by_hours = kind_ != DayKind::usual || dice.chance(has_hours);
  for (auto& gaps : gaps_) {
    if (!by_hours) continue;
    if (dice.chance(0.6)) gaps.opening = drawn(dice);
    if (dice.chance(0.8)) gaps.calling = drawn(dice);
  }
}

Instant Timetable::begins() const {
  switch (kind_) {
    case DayKind::spring:
    case DayKind::autumn:
      return changes() - hours(2) - minutes(kind_ == DayKind::autumn ? 60 : 0);  // midnight there
    case DayKind::usual:
      break;
  }
  return sys_days{year{2026} / 3 / 2} + hours(8);
}

Instant Timetable::changes() const {
  return sys_days{kind_ == DayKind::autumn ? year{2026} / 10 / 25 : year{2026} / 3 / 29} + hours(1);
}

std::chrono::seconds Timetable::offset(bool changed) const {
  if (kind_ == DayKind::usual) return hours(0);
  return hours((kind_ == DayKind::spring) == changed ? 2 : 1);
}

/// Around the hour that is skipped or comes twice: from two to three in the morning.
Timetable::Gap Timetable::drawn(Dice& dice) const {
  const int day_begins = kind_ == DayKind::usual ? 8 * 60 : 0;
  const int from = day_begins + dice.whole(60, 190);
  return {from, from + dice.whole(5, 75)};
}

domain::Hours Timetable::with(const Gap& gap) const {
  domain::Hours out;
  if (gap.to == 0) return out;
  for (auto& day : out.week) day = {{minutes(0), minutes(gap.from)}, {minutes(gap.to), hours(24)}};
  out.offsets = {{changes() - hours(24 * 100), offset(false)}, {changes(), offset(true)}};
  return out;
}

domain::Hours Timetable::opening(const std::string& queue) const {
  return with(of(queue).opening);
}

domain::Hours Timetable::calling(const std::string& queue) const {
  return with(of(queue).calling);
}

bool Timetable::may_ring(const std::string& queue, Instant at) const {
  const auto local = at + offset(at >= changes());
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const auto minute = static_cast<int>(std::chrono::floor<minutes>(local - midnight).count()) % minutes_of_a_day;
  const auto shut = [minute](const Gap& gap) { return minute >= gap.from && minute < gap.to; };
  return !shut(of(queue).opening) && !shut(of(queue).calling);
}

}  // namespace truewait::simulation
