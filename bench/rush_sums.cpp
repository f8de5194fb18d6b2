#include "bench/rush_sums.hpp"

#include "simulation/rush/day.hpp"

namespace truewait::bench {
namespace {

using simulation::rush::Plan;
using simulation::rush::RushDay;

constexpr auto widest = std::chrono::minutes(15);

void promises(const RushDay& day, Sums& sums) {
  for (const auto& kept : day.kept) {
    sums.dials += kept.dials;
    if (kept.to_human) {
      const double s = domain::to_seconds(*kept.to_human);
      sums.called_back += kept.dials > 0 ? 1 : 0;
      sums.called_back_s += kept.dials > 0 ? s : 0;
      ++sums.human;
      sums.human_s += s;
    } else {
      ++sums.no_human;
    }
    if (kept.end == domain::CallbackState::superseded) continue;  // answered before anybody could be called back
    ++sums.accepted;
    if (!kept.window) continue;
    ++sums.with_window;
    const auto promised = kept.window->to - kept.window->from;
    sums.width_s += domain::to_seconds(promised);
    sums.wide += promised > widest ? 1 : 0;
    if (!kept.first_ring) {
      ++sums.never_rung;
      continue;
    }
    const bool early = *kept.first_ring < kept.window->from, late = *kept.first_ring >= kept.window->to;
    ++(early ? sums.early : late ? sums.late : sums.inside);
  }
}

void holders(const RushDay& day, const std::vector<simulation::rush::Live>& if_held, Sums& sums) {
  for (const auto& [n, live] : day.live) {
    ++sums.holders;
    sums.holders_s += domain::to_seconds(live.wait);
    sums.holders_if_held_s += domain::to_seconds(if_held[static_cast<std::size_t>(n)].wait);
    if (live.gave_up) {
      ++sums.no_human;
    } else {
      ++sums.human;
      sums.human_s += domain::to_seconds(live.wait);
    }
  }
}

}  // namespace

void Sums::add(const Sums& o) {
  for (auto field : {&Sums::callers,
                     &Sums::offered,
                     &Sums::accepted,
                     &Sums::with_window,
                     &Sums::inside,
                     &Sums::early,
                     &Sums::late,
                     &Sums::never_rung,
                     &Sums::wide,
                     &Sums::width_s,
                     &Sums::dials,
                     &Sums::idle_s,
                     &Sums::idle_for_places_s,
                     &Sums::agents_s,
                     &Sums::holders,
                     &Sums::holders_s,
                     &Sums::holders_if_held_s,
                     &Sums::no_human,
                     &Sums::no_human_without,
                     &Sums::human,
                     &Sums::human_s,
                     &Sums::human_without,
                     &Sums::human_without_s,
                     &Sums::called_back,
                     &Sums::called_back_s,
                     &Sums::legs_gave_up}) {
    this->*field += o.*field;
  }
  holds_s.insert(holds_s.end(), o.holds_s.begin(), o.holds_s.end());
}

Sums sums_of(const Plan& plan, std::uint64_t seed) {
  const auto day = play_with_callbacks(plan, seed);
  Sums sums;
  sums.callers = day.callers;
  sums.offered = day.offered;
  sums.idle_s = day.idle_s;
  sums.idle_for_places_s = day.idle_for_places_s;
  sums.agents_s = day.agents_s;
  sums.holds_s = day.holds_s;
  sums.legs_gave_up = day.legs_gave_up;
  promises(day, sums);
  holders(day, play_without(plan, seed, day.accepted()), sums);
  for (const auto& live : play_without(plan, seed, {})) {
    if (live.gave_up) {
      ++sums.no_human_without;
    } else {
      ++sums.human_without;
      sums.human_without_s += domain::to_seconds(live.wait);
    }
  }
  return sums;
}

}  // namespace truewait::bench
