// The agents and the line in front of them: whoever stands first is taken by the agent who has been idle longest.
// It knows nothing of callbacks but that a reached customer stands where the callback's place stood.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "simulation/callbacks/agenda.hpp"

namespace truewait::simulation::rush {

/// Somebody in line, or with an agent: a caller, or the reached customer of a callback.
struct Standing {
  int caller = 0;           ///< number on the plan
  std::string call_id;      ///< never used twice
  std::string callback_id;  ///< of a reached customer
  Instant rank;             ///< the order of service; equal ones by joining
  Instant joined;
  Duration talk{0};
};

enum class Happened { queued, answered, gave_up, withdrew, ended };

class Floor {
 public:
  /// `agent`: 0 to n - 1 for answered and ended, else -1.
  using Told = std::function<void(Happened what, const Standing& who, int agent)>;

  Floor(Agenda& agenda, int agents, Told told);

  /// Hangs up after `patience` in line.
  void join(Standing who, Duration patience);
  /// Goes straight to the agent who is reserved.
  void join_reserved(Standing who, int agent);
  /// An idle agent is kept for somebody who is being rung; false when the agent is not idle.
  bool reserve(int agent);
  void release(int agent);
  /// Leaves the line because a callback was taken; false when an agent was faster, or the caller hung up.
  bool withdraw(const std::string& call_id);
  bool waiting(const std::string& call_id) const { return places_.contains(call_id); }

  int in_line() const { return static_cast<int>(line_.size()); }
  int idle() const { return static_cast<int>(idle_.size()); }
  int reserved() const { return static_cast<int>(reserved_.size()); }

 private:
  using Place = std::pair<Instant, std::uint64_t>;
  void serve();
  void take(Standing who, int agent);
  bool take_out(const std::string& call_id, Happened why);

  Agenda& agenda_;
  Told told_;
  std::map<Place, Standing> line_;
  std::map<std::string, Place> places_;  ///< by call
  std::deque<int> idle_;                 ///< longest first
  std::set<int> reserved_;
  std::uint64_t joined_ = 0;
};

}  // namespace truewait::simulation::rush
