#include "app/host/clock.hpp"

#include <time.h>

#include <algorithm>

namespace truewait::app {

using std::chrono::nanoseconds;

namespace {

nanoseconds read_clock(clockid_t id) {
  timespec t{};
  clock_gettime(id, &t);
  return std::chrono::seconds(t.tv_sec) + nanoseconds(t.tv_nsec);
}

}  // namespace

Clock::Clock(domain::Instant not_before, double speed) : line_(read(), not_before, speed) {}

// CLOCK_BOOTTIME and not CLOCK_MONOTONIC: after a suspended night the line must be at the morning, not crawl there.
nanoseconds Clock::steady() {
  return read_clock(CLOCK_BOOTTIME);
}

domain::Instant Clock::wall() {
  return domain::Instant(std::chrono::floor<domain::Duration>(read_clock(CLOCK_REALTIME)));
}

ClockReading Clock::read() {
  return {read_clock(CLOCK_REALTIME), steady()};
}

domain::Instant Clock::now() {
  return line_.at(read());
}

nanoseconds Clock::until(domain::Instant instant) {
  const nanoseconds left = instant - now();
  if (left <= nanoseconds(0)) return nanoseconds(0);
  return nanoseconds(static_cast<std::int64_t>(static_cast<double>(left.count()) / line_.speed()) + 1);
}

}  // namespace truewait::app
