// A sum that fades: what was added `tau_s` seconds ago counts 1/e. Time is handed in and never goes back.
#pragma once

#include <cmath>

#include "truewait/domain/time.hpp"

namespace truewait::domain::learned {

class Decayed {
 public:
  void add(Instant now, double x, double tau_s) {
    sum_ = at(now, tau_s) + x;
    when_ = now;
  }
  double at(Instant now, double tau_s) const {
    return sum_ == 0 ? 0 : sum_ * std::exp(-to_seconds(now - when_) / tau_s);
  }

  template <class A>
  void fields(A& a) {
    a(sum_, when_);
  }

 private:
  double sum_ = 0;
  Instant when_{};
};

}  // namespace truewait::domain::learned
