#include "truewait/queueing/staffing.hpp"

#include <algorithm>
#include <cmath>

#include "queueing/contract.hpp"
#include "queueing/stability.hpp"
#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/erlang_b.hpp"

namespace truewait::queueing {

int least_stable_agents(const Demand& demand) {
  require(valid(demand), "least_stable_agents: demand");
  int servers = static_cast<int>(std::floor(demand.load_erlangs())) + 1;
  while (!is_spare(spare_servers(demand, servers), servers)) ++servers;
  return servers;
}

int agents_needed(const Demand& demand, const ServiceTarget& target) {
  require(valid(target), "agents_needed: target");
  const double load = demand.load_erlangs(), within_services = target.within_s / demand.mean_service_s;
  int servers = least_stable_agents(demand);
  double b = erlang_b(servers, load);
  // One exact value to start with, then one step of the recursion per agent; each step shrinks a rounding error.
  for (;; b = load * b / (++servers + load * b)) {
    const double gap = spare_servers(demand, servers), waiting = servers * b / (gap + load * b);
    if (waiting * std::exp(-gap * within_services) <= 1 - target.share) return servers;
  }
}

int agents_needed(const Demand& demand, const ServiceTarget& target, double mean_patience_s) {
  require(valid(target), "agents_needed: target");
  const auto enough = [&](int servers) {
    return ErlangA(demand, servers, mean_patience_s).service_level(target.within_s) >= target.share;
  };
  int too_few = 0, step = 1 + static_cast<int>(std::sqrt(demand.load_erlangs()));
  int servers = std::max(1, static_cast<int>(demand.load_erlangs() * target.share));
  for (; !enough(servers); servers += step, step *= 2) too_few = servers;
  while (servers - too_few > 1) {
    const int middle = too_few + (servers - too_few) / 2;
    (enough(middle) ? servers : too_few) = middle;
  }
  return servers;
}

}  // namespace truewait::queueing
