// Measures programs against a peer in the same run: CPU time of the calling thread, interleaved rounds whose order is
// reversed each time, medians. Machines drift by 10 to 15 %, so only ratios within one run are figures; an absolute
// cost is given as if on the reference machine, where the yardstick takes 5.6 ms. Never starts a thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

namespace truewait::bench {

/// CPU seconds this thread has used.
inline double thread_cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// The compiler must assume that `value` is read and changed here: neither what made it nor what uses it is dropped.
template <class T>
inline void keep(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

/// Middle value (the mean of the two middle ones when their number is even); `values` must not be empty.
inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

/// CPU seconds of one call of `work`, the mean over `repeats` calls.
template <class Work>
double cpu_s(Work&& work, std::size_t repeats = 1) {
  const double start = thread_cpu_s();
  for (std::size_t i = 0; i < repeats; ++i) work();
  return (thread_cpu_s() - start) / static_cast<double>(repeats);
}

/// How many calls of `work` take at least `least_s`; warms the caches on the way.
template <class Work>
std::size_t repeats_for(Work&& work, double least_s = 2e-3) {
  std::size_t repeats = 1;
  while (cpu_s(work, repeats) * static_cast<double>(repeats) < least_s) repeats *= 2;
  return repeats;
}

/// Medians over the rounds, CPU seconds per call.
struct Comparison {
  double subject_s = 0, peer_s = 0;
  double ratio() const { return peer_s / subject_s; }  ///< how many times as fast the subject is
};

/// Both measured in every round, the order reversed each time, so that a drift of the machine meets both.
template <class Subject, class Peer>
Comparison compare(Subject&& subject, Peer&& peer, int rounds = 11) {
  const std::size_t subject_repeats = repeats_for(subject), peer_repeats = repeats_for(peer);
  std::vector<double> subject_s, peer_s;
  for (int round = 0; round < rounds; ++round) {
    if (round % 2 == 0) subject_s.push_back(cpu_s(subject, subject_repeats));
    peer_s.push_back(cpu_s(peer, peer_repeats));
    if (round % 2 == 1) subject_s.push_back(cpu_s(subject, subject_repeats));
  }
  return {median(subject_s), median(peer_s)};
}

/// Erlang's loss probability by the recursion with one division per server: the peer and the yardstick.
inline double erlang_b_by_division(int servers, double load_erlangs) {
  double b = 1.0;
  for (int k = 1; k <= servers; ++k) b = load_erlangs * b / (static_cast<double>(k) + load_erlangs * b);
  return b;
}

inline constexpr double reference_yardstick_s = 5.6e-3;

/// CPU seconds of the yardstick on this machine now: the recursion above at a million servers, median of `rounds`.
inline double yardstick_s(int rounds = 5) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    times.push_back(cpu_s([] {
      double load = 990'000.0;
      keep(load);
      double b = erlang_b_by_division(1'000'000, load);
      keep(b);
    }));
  }
  return median(times);
}

/// What `measured_s` would be on the reference machine, given the yardstick of the same run.
inline double on_reference_machine_s(double measured_s, double yardstick) {
  return measured_s / yardstick * reference_yardstick_s;
}

}  // namespace truewait::bench
