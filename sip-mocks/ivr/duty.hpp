// Who is there when: shifts and outages of a scenario, handed to an agent pool when they are due. Without a clock.
#pragma once

#include <deque>

#include "centre/scenario.hpp"
#include "ivr/agent_pool.hpp"

namespace truewait::ivr {

class Duty {
 public:
  explicit Duty(const centre::Scenario& scenario);
  /// Everybody from 0 on.
  explicit Duty(std::size_t groups);

  void advance(AgentPool& pool, double now_s);

 private:
  enum class Change : std::uint8_t { outage_begins, outage_ends, shift_ends, shift_begins };
  struct Entry {
    double at_s = 0;
    Change change = Change::shift_begins;
    std::size_t group = 0;
  };
  void plan(double at_s, Change change, std::size_t group);
  void next_round();

  std::vector<Entry> round_;  ///< of one period, in order
  std::size_t next_ = 0;
  double period_s_ = 0, offset_s_ = 0;
  int outages_ = 0;
};

/// The groups of a scenario as those of a pool.
std::vector<PoolGroup> pool_groups(const centre::Scenario& scenario);

}  // namespace truewait::ivr
