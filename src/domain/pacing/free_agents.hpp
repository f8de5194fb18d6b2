// How many agents will be free within a time: those who are, and those whose call or after-call work ends until then.
// Each ends by the group's hazard of services, independently of the others. Left out: an agent who ends and takes
// another call within the time counts once; callers who join meanwhile and agents who log in count not at all.
#pragma once

#include <string>
#include <vector>

#include "domain/capacity.hpp"
#include "domain/group.hpp"
#include "domain/learned/hazard.hpp"

namespace truewait::domain {

class FreeAgents {
 public:
  /// Busy agents alike: how many, for how long already, and how fast such work ends, by its age.
  struct Busy {
    int count = 0;
    double age_s = 0;
    learned::ServiceHazard::Rates per_s{};
  };

  FreeAgents(int free_now, std::vector<Busy> busy);

  int now() const { return free_; }
  /// Expected number after `within_s` seconds, >= now().
  double mean(double within_s) const;
  /// P(at least k are free after `within_s` seconds) for k = 0 .. most. Up to 24 busy agents the exact distribution of
  /// a sum of unlike yes-or-no variables, beyond that the Poisson distribution of the same mean.
  std::vector<double> at_least(int most, double within_s) const;

 private:
  int free_;
  int busy_count_ = 0;
  std::vector<Busy> busy_;
};

/// P(work of this age ends within the next `within_s` seconds).
double ends_within(const FreeAgents::Busy& busy, double within_s);

/// Everybody believed to be at work for the group: reported, in service, or seen lately.
int agents_at_work(const Group& group, const Capacity& believed);

/// Of those who serve `queue`. `believed` is the group's capacity at `now`.
FreeAgents free_agents(const Group& group, const std::string& queue, const Capacity& believed, Instant now);

}  // namespace truewait::domain
