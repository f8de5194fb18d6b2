#include "truewait/queueing/demand.hpp"

#include <cmath>

namespace truewait::queueing {

bool valid(const Demand& demand) {
  return std::isfinite(demand.arrival_rate_per_s) && demand.arrival_rate_per_s >= 0 &&
         std::isfinite(demand.mean_service_s) && demand.mean_service_s > 0 && demand.load_erlangs() <= max_load_erlangs;
}

bool valid_patience(const Demand& demand, double mean_patience_s) {
  return mean_patience_s >= min_patience_services * demand.mean_service_s &&
         mean_patience_s <= max_patience_services * demand.mean_service_s;
}

bool valid(const ServiceTarget& target) {
  return target.share > 0 && target.share < 1 && std::isfinite(target.within_s) && target.within_s >= 0;
}

}  // namespace truewait::queueing
