// What happens when, in simulated time, and the one source of chance of a simulated day.
// Equal instants keep the order in which they were entered, so a day is a function of its seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::simulation {

using domain::Duration;
using domain::Instant;

class Agenda {
 public:
  explicit Agenda(Instant begins) : now_(begins) {}

  Instant now() const { return now_; }
  void at(Instant when, std::function<void()> what) {
    entries_.push_back({std::max(when, now_), ++entered_, std::move(what)});
    std::push_heap(entries_.begin(), entries_.end(), later);
  }
  void in(Duration after, std::function<void()> what) { at(now_ + after, std::move(what)); }

  /// Runs the earliest entry; false when there is none up to `last`.
  bool next(Instant last) {
    if (entries_.empty() || entries_.front().when > last) return false;
    std::pop_heap(entries_.begin(), entries_.end(), later);
    const Entry entry = std::move(entries_.back());
    entries_.pop_back();
    now_ = entry.when;
    entry.what();
    return true;
  }

 private:
  struct Entry {
    Instant when;
    std::uint64_t order = 0;
    std::function<void()> what;
  };
  static bool later(const Entry& a, const Entry& b) { return a.when != b.when ? a.when > b.when : a.order > b.order; }

  Instant now_;
  std::uint64_t entered_ = 0;
  std::vector<Entry> entries_;
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed * 2654435761u + 97) {}

  double unit() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  double exponential(double mean) { return -mean * std::log1p(-unit()); }
  /// Uniform in [low, high].
  int whole(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  Duration seconds(double low, double high) { return domain::from_seconds(between(low, high)); }

 private:
  std::mt19937_64 random_;
};

}  // namespace truewait::simulation
