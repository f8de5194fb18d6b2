// Asterisk's holdtime: (3 old + wait) / 4 in whole seconds at every answer, waits of 0 included (app_queue).
#pragma once

#include <cmath>

namespace truewait::domain {

class Asterisk {
 public:
  void answered(double wait_s) { holdtime_s_ = std::floor((3 * holdtime_s_ + wait_s) / 4); }
  double estimate_s() const { return holdtime_s_; }

  template <class A>
  void fields(A& a) {
    a(holdtime_s_);
  }

 private:
  double holdtime_s_ = 60;
};

}  // namespace truewait::domain
