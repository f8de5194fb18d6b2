// Arrivals of a group over the last half hour, counted per second so that the memory is bounded.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

class ArrivalRate {
 public:
  void arrived(Instant now);
  /// Arrivals per second: the count over the time since the window's first arrival, at least 60 s and at most 1800 s.
  /// `pending` arrivals at `now` are counted on top (the caller who asks).
  double per_s(Instant now, int pending) const;
  void clear() { seconds_.clear(), total_ = 0; }

  template <class A>
  void fields(A& a) {
    std::vector<Second> flat(seconds_.begin(), seconds_.end());
    a(flat);
    if constexpr (!A::reading) return;
    seconds_.assign(flat.begin(), flat.end());
    total_ = 0;
    for (const auto& s : seconds_) total_ += s.n;
  }

 private:
  struct Second {
    std::int64_t second = 0;
    std::uint32_t n = 0;
    template <class A>
    void fields(A& a) {
      a(second, n);
    }
  };
  std::deque<Second> seconds_;
  std::uint64_t total_ = 0;
};

}  // namespace truewait::domain
