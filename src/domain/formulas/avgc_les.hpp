// AvgC-LES: the mean of the last 30 waits of callers of this queue and priority that found as many ahead.
// Nothing seen for that key yet: (ahead + 1) services shared by the servers. Thiongane, Chan, L'Ecuyer (2015).
#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include "domain/formulas/ring.hpp"
#include "domain/formulas/situation.hpp"

namespace truewait::domain {

class AvgcLes {
 public:
  void answered_after_wait(int priority, int ahead, double wait_s) {
    const auto found = waits_.find(key(priority, ahead));
    if (found != waits_.end()) {
      found->second.push(wait_s);
    } else if (waits_.size() < most_keys) {
      waits_[key(priority, ahead)].push(wait_s);
    }
  }
  /// The waits that an estimate for this key would be the mean of.
  struct Seen {
    double n = 0, sum_s = 0;
  };
  Seen seen(int priority, int ahead) const {
    const auto found = waits_.find(key(priority, ahead));
    if (found == waits_.end()) return {};
    const auto n = static_cast<double>(found->second.size());
    return {n, n * found->second.mean()};
  }
  double estimate_s(const Situation& at) const {
    const auto found = waits_.find(key(at.priority, at.ahead));
    if (found != waits_.end()) return found->second.mean();
    return (at.ahead + 1) * at.mean_service_s / at.servers;
  }

  template <class A>
  void fields(A& a) {
    a(waits_);
  }

 private:
  using Key = std::pair<int, int>;
  static constexpr int most_ahead = 25;            // further back, one key for all
  static constexpr std::size_t most_keys = 2'000;  // a front-end that numbers its callers by priority stays bounded
  static Key key(int priority, int ahead) { return {priority, std::min(ahead, most_ahead)}; }

  std::map<Key, RecentValues<30>> waits_;
};

}  // namespace truewait::domain
