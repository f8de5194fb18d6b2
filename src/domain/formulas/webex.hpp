// Webex-like: the mean of the per-minute mean waits of the last half hour, waits of 0 included; 60 s when empty.
#pragma once

#include <cstdint>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

class Webex {
 public:
  void answered(Instant now, double wait_s);
  double estimate_s(Instant now) const;

  template <class A>
  void fields(A& a) {
    a(minutes_);
  }

 private:
  struct Minute {
    std::int64_t minute = 0;
    double sum_s = 0;
    std::uint32_t n = 0;
    template <class A>
    void fields(A& a) {
      a(minute, sum_s, n);
    }
  };
  std::vector<Minute> minutes_;  ///< at most 30, rising
};

}  // namespace truewait::domain
