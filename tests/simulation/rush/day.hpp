// A rush day, three times with the same people: with callbacks through the real engine; with those who accepted holding
// patiently instead; and with nobody offered anything. Functions of plan and seed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "simulation/rush/plan.hpp"
#include "truewait/domain/callback.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation::rush {

/// One accepted callback.
struct Kept {
  int caller = 0;
  Instant accepted;
  std::optional<domain::Window> window;
  std::optional<Instant> first_ring, first_dial;
  std::optional<Duration> to_human;  ///< from joining; absent when nobody was reached
  int dials = 0, ends = 0;
  domain::CallbackState end = domain::CallbackState::waiting;
};

/// What the centre looked like at an instant.
struct Look {
  Duration at{0};  ///< from the beginning of the day
  int live = 0;    ///< callers and reached customers in line
  int places = 0;  ///< callbacks that stand in line
  int idle = 0;    ///< agents
  int dials = 0;   ///< since the look before
};

/// A caller who did not accept a callback.
struct Live {
  Duration wait{0};
  bool gave_up = false;
};

struct RushDay {
  std::map<int, Live> live;  ///< by caller
  std::vector<Kept> kept;
  int callers = 0, offered = 0;
  std::vector<double> holds_s;  ///< of reached customers, until the agent or until they hung up
  int legs_gave_up = 0;
  /// Agent seconds during the rush: reserved, or idle while a callback stands and nobody else does; of the latter only
  /// as many agents as callbacks stand; all.
  double idle_s = 0, idle_for_places_s = 0, agents_s = 0;
  int most_in_flight = 0;
  std::vector<Look> looks;  ///< every half minute
  std::uint64_t digest = 0;

  std::vector<int> accepted() const;
};

RushDay play_with_callbacks(const Plan& plan, std::uint64_t seed);
RushDay play_with_callbacks(const Plan& plan, std::uint64_t seed, const domain::EngineConfig& config);

/// Without the service. Who stands in `patient` (numbers of callers, rising) never hangs up.
std::vector<Live> play_without(const Plan& plan, std::uint64_t seed, const std::vector<int>& patient);

}  // namespace truewait::simulation::rush
