// What the performance claims about the queueing formulas stand on: their error against fifty digits, their speed
// against the recursion with one division per server, staffing against a rescan. Prints one figure a line.
#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "timing.hpp"
#include "truewait/queueing/erlang_b.hpp"
#include "truewait/queueing/erlang_c.hpp"
#include "truewait/queueing/staffing.hpp"

namespace {

using Digits50 = boost::multiprecision::cpp_bin_float_50;
namespace bench = truewait::bench;
namespace queueing = truewait::queueing;

/// 1 / B by the recursion 1/B(k) = 1 + (k / a) / B(k-1), every server, in fifty digits.
Digits50 inverse_erlang_b(int servers, double load) {
  const Digits50 per_server = 1 / Digits50(load);
  Digits50 inverse = 1;
  for (int k = 1; k <= servers; ++k) {
    inverse *= per_server;
    inverse *= k;
    inverse += 1;
  }
  return inverse;
}

double relative_error(double value, const Digits50& exact) {
  return std::abs(static_cast<double>((Digits50(value) - exact) / exact));
}

/// The larger of the errors of Erlang B and Erlang C; 0 where the exact value has no normal double.
double error_at(int servers, double load) {
  const Digits50 inverse = inverse_erlang_b(servers, load), b = 1 / inverse;
  if (b < 1e-300) return 0;
  double worst = relative_error(queueing::erlang_b(servers, load), b);
  if (load < servers) {
    const Digits50 c = servers / (load + (servers - Digits50(load)) * inverse);
    worst = std::max(worst, relative_error(queueing::erlang_c(servers, load), c));
  }
  return worst;
}

/// Loads around and far from the servers; the far ones only where the exact value is cheap.
double worst_error() {
  double worst = 0;
  for (const int servers : {1, 2, 5, 12, 40, 41, 60, 100, 299, 301, 1000, 3162, 10'000, 31'623, 100'000, 1'000'000}) {
    const double n = servers, deviation = std::sqrt(n);
    std::vector<double> loads{n, n * (1 - 1e-12), n * (1 + 1e-9), 0.99 * n, 0.965 * n, 1.2 * n};
    if (servers < 1'000'000) {
      for (const double share : {1e-9, 0.01, 0.3, 0.5, 0.8, 0.9, 0.95, 0.98, 1.01, 1.05, 2.0, 10.0}) {
        loads.push_back(share * n);
      }
      for (const double away : {-30.0, -9.1, -8.9, -6.0, -4.01, -2.0, -1.0, 1.0, 2.0, 3.99, 4.01, 6.0}) {
        if (n + away * deviation > 0) loads.push_back(n + away * deviation);
      }
    }
    for (const double load : loads) worst = std::max(worst, error_at(servers, load));
  }
  return worst;
}

double erlang_c_by_division(int servers, double load) {
  const double b = bench::erlang_b_by_division(servers, load);
  return servers * b / (servers - load * (1 - b));
}

/// The peer of staffing: every candidate starts the recursion anew.
int rescan(const queueing::Demand& demand, const queueing::ServiceTarget& target) {
  const double load = demand.load_erlangs();
  for (int servers = static_cast<int>(load) + 1;; ++servers) {
    const double over = std::exp(-(servers - load) * target.within_s / demand.mean_service_s);
    if (1 - erlang_c_by_division(servers, load) * over >= target.share) return servers;
  }
}

bench::Comparison speed(int servers) {
  double load = 0.98 * servers;
  return bench::compare(
      [=]() mutable {
        bench::keep(load);
        double c = queueing::erlang_c(servers, load);
        bench::keep(c);
      },
      [=]() mutable {
        bench::keep(load);
        double c = erlang_c_by_division(servers, load);
        bench::keep(c);
      });
}

bench::Comparison staffing() {
  queueing::Demand demand{9'800.0 / 300, 300};
  const queueing::ServiceTarget target{0.8, 20};
  if (queueing::agents_needed(demand, target) != rescan(demand, target)) {
    std::fputs("agents_needed and the rescan disagree\n", stderr);
    std::exit(1);
  }
  return bench::compare(
      [=]() mutable {
        bench::keep(demand.arrival_rate_per_s);
        int servers = queueing::agents_needed(demand, target);
        bench::keep(servers);
      },
      [=]() mutable {
        bench::keep(demand.arrival_rate_per_s);
        int servers = rescan(demand, target);
        bench::keep(servers);
      });
}

}  // namespace

int main() {
  std::printf("erlang_error %.3g\n", worst_error());
  std::printf("erlang_speed_100 %.4g\n", speed(100).ratio());
  std::printf("erlang_speed_1000 %.4g\n", speed(1'000).ratio());
  std::printf("erlang_speed %.4g\n", speed(10'000).ratio());
  std::printf("agents_needed %.4g\n", staffing().ratio());
  std::printf("yardstick_ms %.4g\n", 1e3 * bench::yardstick_s());
}
