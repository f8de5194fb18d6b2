#include "ivr/duty.hpp"

#include <algorithm>

namespace truewait::ivr {

Duty::Duty(const centre::Scenario& scenario) : period_s_(scenario.period_s) {
  for (std::size_t group = 0; group < scenario.agents.size(); ++group) {
    for (const centre::Shift& shift : scenario.agents[group].shifts) {
      plan(shift.from_s, Change::shift_begins, group);
      plan(shift.to_s, Change::shift_ends, group);
    }
  }
  for (const centre::Outage& outage : scenario.outages) {
    plan(outage.from_s, Change::outage_begins, 0);
    plan(outage.to_s, Change::outage_ends, 0);
  }
  std::stable_sort(round_.begin(), round_.end(), [](const Entry& a, const Entry& b) {
    return a.at_s != b.at_s ? a.at_s < b.at_s : a.change < b.change;
  });
}

Duty::Duty(std::size_t groups) {
  for (std::size_t group = 0; group < groups; ++group) plan(0, Change::shift_begins, group);
}

void Duty::plan(double at_s, Change change, std::size_t group) {
  if (at_s != centre::never) round_.push_back({at_s, change, group});
}

void Duty::advance(AgentPool& pool, double now_s) {
  for (;;) {
    if (next_ == round_.size() && period_s_ > 0 && offset_s_ + period_s_ <= now_s) next_round();
    if (next_ == round_.size() || offset_s_ + round_[next_].at_s > now_s) return;
    const Entry& due = round_[next_++];
    const double at_s = offset_s_ + due.at_s;
    if (due.change == Change::shift_begins) pool.log_in(at_s, due.group);
    if (due.change == Change::shift_ends) pool.log_out(at_s, due.group);
    if (due.change == Change::outage_begins && ++outages_ == 1) pool.set_away(at_s, true);
    if (due.change == Change::outage_ends && --outages_ == 0) pool.set_away(at_s, false);
  }
}

void Duty::next_round() {
  offset_s_ += period_s_;
  next_ = 0;
}

std::vector<PoolGroup> pool_groups(const centre::Scenario& scenario) {
  std::vector<PoolGroup> groups;
  for (const centre::AgentGroup& group : scenario.agents) {
    groups.push_back({group.name, group.agents, group.serves, group.wrap_up_s});
  }
  return groups;
}

}  // namespace truewait::ivr
