#include "truewait/queueing/erlang_b.hpp"

#include "queueing/contract.hpp"
#include "queueing/state_sums.hpp"

namespace truewait::queueing {

double erlang_b(int servers, double load_erlangs) {
  require(servers >= 0 && servers <= max_servers, "erlang_b: servers");
  require(load_erlangs >= 0 && load_erlangs <= max_load_erlangs, "erlang_b: load");
  if (load_erlangs == 0) return servers == 0 ? 1.0 : 0.0;
  return 1 / sum_below(servers, load_erlangs);
}

}  // namespace truewait::queueing
