#include "truewait/statistics/cusum.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/contract.hpp"

namespace truewait::statistics {

BernoulliCusum::BernoulliCusum(CusumPlan plan) : threshold_(plan.threshold) {
  require(plan.usual > 0 && plan.usual < plan.feared && plan.feared < 1, "0 < usual share < feared share < 1");
  require(std::isfinite(plan.threshold) && plan.threshold > 0, "a threshold is finite and above 0");
  up_ = std::log(plan.feared / plan.usual);
  down_ = std::log((1 - plan.feared) / (1 - plan.usual));
}

void BernoulliCusum::add(bool wrong) {
  value_ = std::max(0.0, value_ + (wrong ? up_ : down_));
  ++n_;
  wrong_ += wrong ? 1 : 0;
}

}  // namespace truewait::statistics
