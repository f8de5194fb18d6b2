// Avg-LES: the mean of the queue's last ten waits (callers who waited and were answered).
#pragma once

#include "domain/formulas/ring.hpp"

namespace truewait::domain {

class AvgLes {
 public:
  void answered_after_wait(double wait_s) { waits_.push(wait_s); }
  double estimate_s() const { return waits_.empty() ? 60 : waits_.mean(); }

  template <class A>
  void fields(A& a) {
    a(waits_);
  }

 private:
  RecentValues<10> waits_;
};

}  // namespace truewait::domain
