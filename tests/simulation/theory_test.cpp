// Waits as the engine measures them, on simulated M/M/s and M/M/s+M centres, against the closed forms.
#include <gtest/gtest.h>

#include <cmath>

#include "sanitized.hpp"
#include "simulation/day.hpp"
#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/erlang_c.hpp"

namespace truewait::simulation {
namespace {

centre::Scenario markov(int servers, double per_s, double service_s, double patience_s) {
  centre::Scenario s;
  s.queues = {{"q", {{0, per_s}}, {service_s, {}}, patience_s, {}}};
  s.agents = {{"a", servers, {"q"}, {centre::Shift{}}, 0}};
  return s;
}

/// Means of 30 batches after a first one for warm-up; nearly independent when the batches are long.
struct Batches {
  std::vector<double> sums = std::vector<double>(31, 0), counts = std::vector<double>(31, 0);
  void add(std::size_t batch, double value) {
    sums[batch] += value;
    counts[batch] += 1;
  }
  double mean() const {
    double total = 0;
    for (std::size_t b = 1; b < sums.size(); ++b) total += sums[b] / counts[b];
    return total / 30;
  }
  /// 99.9 % interval; 3.66 is Student's t with 29 degrees of freedom.
  double half_width() const {
    double squares = 0;
    for (std::size_t b = 1; b < sums.size(); ++b) squares += std::pow(sums[b] / counts[b] - mean(), 2);
    return 3.66 * std::sqrt(squares / 29 / 30);
  }
};

struct Measured {
  Batches wait_s, waited, abandoned;
};

/// The waits that the engine's own facts carry.
Measured measure(const centre::Scenario& scenario, std::uint64_t seed, std::size_t calls) {
  centre::Centre centre(scenario, seed);
  const centre::EventWriter writer(centre, "t");
  domain::EngineConfig config;
  config.queues.push_back({});
  config.queues[0].name = "q";
  domain::Engine engine(config);
  Measured m;
  std::size_t over = 0;
  const auto count = [&](domain::Duration wait, bool gave_up) {
    const auto batch = over++ * 31 / calls;
    m.wait_s.add(batch, domain::to_seconds(wait));
    m.waited.add(batch, wait > domain::Duration{0} ? 1 : 0);
    m.abandoned.add(batch, gave_up ? 1 : 0);
  };
  while (over < calls) {
    const auto event = writer.event(*centre.next(), day_start);
    for (const auto& fact : engine.step(*event.at, event).facts) {
      if (const auto* a = std::get_if<domain::CallAnswered>(&fact.body); a != nullptr && over < calls)
        count(*a->wait, false);
      if (const auto* g = std::get_if<domain::CallAbandoned>(&fact.body); g != nullptr && over < calls)
        count(*g->wait, true);
    }
  }
  return m;
}

constexpr std::size_t calls = sanitized ? 31'000 : 310'000;
/// How much wider intervals are than those of 310,000 calls.
const double wider = std::sqrt(310'000. / calls);

TEST(Theory, MeasuredWaitsOfMMsAgreeWithErlangC) {
  const queueing::Demand demand{0.064, 100};
  const queueing::ErlangC exact(demand, 8);
  const auto m = measure(markov(8, 0.064, 100, centre::never), 5, calls);
  EXPECT_NEAR(m.wait_s.mean(), exact.mean_wait_s(), m.wait_s.half_width());
  EXPECT_LT(m.wait_s.half_width(), 0.12 * wider * exact.mean_wait_s());
  EXPECT_NEAR(m.waited.mean(), exact.probability_of_waiting(), m.waited.half_width() + 0.001);
  EXPECT_EQ(m.abandoned.mean(), 0);
}

TEST(Theory, MeasuredWaitsAndHangUpsOfMMsMAgreeWithErlangA) {
  const queueing::Demand demand{0.12, 100};
  const queueing::ErlangA exact(demand, 10, 150);
  const auto m = measure(markov(10, 0.12, 100, 150), 6, calls);
  EXPECT_NEAR(m.wait_s.mean(), exact.mean_wait_s(), m.wait_s.half_width());
  EXPECT_LT(m.wait_s.half_width(), 0.05 * wider * exact.mean_wait_s());
  EXPECT_NEAR(m.abandoned.mean(), exact.abandonment(), m.abandoned.half_width());
  EXPECT_LT(m.abandoned.half_width(), 0.05 * wider * exact.abandonment());
}

}  // namespace
}  // namespace truewait::simulation
