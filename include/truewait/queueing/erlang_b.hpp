// Erlang's loss formula: the share of calls turned away by s servers without a waiting room (M/M/s/s).
// O(1) for any number of servers; never loops over them. Source: A. K. Erlang, Elektroteknikeren 13 (1917).
#pragma once

#include "truewait/queueing/demand.hpp"

namespace truewait::queueing {

/// `servers` in [0, max_servers], `load_erlangs` in [0, max_load_erlangs]. 0 when the value is below the least double.
double erlang_b(int servers, double load_erlangs);

}  // namespace truewait::queueing
