#include "truewait/queueing/erlang_a.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "queueing/birth_death.hpp"
#include "sanitized.hpp"
#include "truewait/queueing/erlang_c.hpp"

namespace truewait::queueing {
namespace {

std::string named(int servers, double load, double patience) {
  return std::to_string(servers) + " servers, load " + std::to_string(load) + ", patience " + std::to_string(patience);
}

void expect_close(double value, double exact, const std::string& what) {
  EXPECT_LE(std::abs(value - exact), 1e-12 * std::abs(exact)) << what << ": " << value << " against " << exact;
}

void expect_means(const ErlangA& queue, const test::BirthDeath& exact, const std::string& name) {
  expect_close(queue.probability_of_waiting(), exact.waiting(), "waiting, " + name);
  expect_close(queue.abandonment(), exact.abandonment(), "abandonment, " + name);
  expect_close(queue.mean_queue_length(), exact.mean_queue_length(), "queue, " + name);
  expect_close(queue.queue_length_variance(), exact.queue_variance(), "variance of the queue, " + name);
  expect_close(queue.mean_wait_of_served_s(), exact.mean_served_wait(), "served wait, " + name);
  expect_close(queue.wait_variance_of_served_s2(), exact.served_wait_variance(), "variance of served wait, " + name);
  expect_close(queue.mean_wait_of_abandoned_s(), exact.mean_abandoned_wait(), "abandoned wait, " + name);
  expect_close(queue.mean_virtual_wait_s(), exact.mean_virtual_wait(), "virtual wait, " + name);
}

void expect_tails(const ErlangA& queue, const test::BirthDeath& exact, const std::string& name) {
  for (const double share : {0.01, 0.5, 1.0, 3.0}) {
    const double t = share * queue.mean_wait_of_waiting_s();
    const double exceeds = exact.virtual_exceeds(t);
    // Further out the states left off by the reference matter.
    if (exceeds < 1e-25 * exact.waiting()) continue;
    expect_close(queue.probability_virtual_wait_exceeds(t), exceeds, "P(V > t), " + name);
    expect_close(queue.probability_served_wait_exceeds(t), exact.served_exceeds(t), "P(W > t | served), " + name);
    EXPECT_NEAR(queue.service_level(t), exact.answered_within(t), 1e-13) << name;
  }
}

TEST(ErlangA, AgreesWithTheStatesInFiftyDigits) {
  for (const int servers : {1, 3, 12, 100, 400}) {
    for (const double rho : {1e-6, 0.5, 0.95, 1 - 1e-12, 1.0, 1 + 1e-9, 1.05, 1.4, 3.0}) {
      for (const double patience : {0.01, 0.3, 1.0, 10.0, 200.0}) {
        const double load = rho * servers;
        if (sanitized && servers * patience > 100) continue;
        if ((load - servers) * patience > 3000) continue;  // the reference visits every state
        const ErlangA queue({load, 1}, servers, patience);
        const test::BirthDeath exact(load, servers, 1 / patience);
        if (exact.waiting() < 1e-250) continue;
        expect_means(queue, exact, named(servers, load, patience));
        if (servers != 400) expect_tails(queue, exact, named(servers, load, patience));
      }
    }
  }
}

TEST(ErlangA, BecomesErlangCWhenNobodyHangsUp) {
  for (const int servers : {1, 10, 1000, 1'000'000}) {
    const Demand demand{0.98 * servers / 300, 300};
    const ErlangA a(demand, servers, 3e12);
    const ErlangC c(demand, servers);
    EXPECT_NEAR(a.probability_of_waiting() / c.probability_of_waiting(), 1, 1e-8);
    EXPECT_NEAR(a.mean_wait_s() / c.mean_wait_s(), 1, 1e-6);
    EXPECT_NEAR(a.mean_wait_of_served_s() / c.mean_wait_s(), 1, 1e-6);
    EXPECT_NEAR(a.queue_length_variance() / c.queue_length_variance(), 1, 1e-5);
    EXPECT_NEAR(a.service_level(1), c.service_level(1), 1e-7);
    EXPECT_NEAR(a.occupancy(), c.occupancy(), 1e-8);
  }
}

TEST(ErlangA, WithPatienceLikeServiceIsAnInfiniteServer) {
  // theta = mu: every caller leaves at rate mu, waiting or served, so N is Poisson(load) whatever the servers.
  for (const int servers : {1, 90, 100, 1'000'000}) {
    const ErlangA queue({100, 1}, servers, 1);
    EXPECT_NEAR(queue.mean_in_system(), 100, 1e-11) << servers;
  }
  const ErlangA large({1e6 * (1 + 1e-9), 1}, 1'000'000, 1);
  EXPECT_NEAR(large.mean_in_system() / (1e6 * (1 + 1e-9)), 1, 1e-14);
}

TEST(ErlangA, BalancesItsFlows) {
  for (const int servers : {1, 50, 3000, 1'000'000}) {
    for (const double rho : {0.3, 0.99, 1.0, 1.2, 8.0}) {
      for (const double patience : {1e-3, 1.0, 500.0}) {
        const Demand demand{rho * servers / 300, 300};
        const ErlangA queue(demand, servers, 300 * patience);
        const double answered = queue.occupancy() * servers / 300;
        EXPECT_NEAR((answered + queue.abandonment() * demand.arrival_rate_per_s) / demand.arrival_rate_per_s, 1, 1e-12);
        EXPECT_NEAR(queue.probability_no_wait() + queue.probability_of_waiting(), 1, 1e-14);
        EXPECT_NEAR(queue.probability_served_wait_exceeds(0),
                    1 - queue.probability_no_wait() / (1 - queue.abandonment()), 1e-11);
        const double both = (1 - queue.abandonment()) * queue.mean_wait_of_served_s() +
                            queue.abandonment() * queue.mean_wait_of_abandoned_s();
        EXPECT_NEAR(both, queue.mean_wait_s(), 1e-11 * queue.mean_wait_s()) << servers << " " << rho << " " << patience;
      }
    }
  }
}

TEST(ErlangA, DeepOverloadFollowsTheFluidLimit) {
  // With so many agents the wait hardly varies: those with patience above w are the ones the agents can serve.
  const ErlangA queue({1.2e6 / 300, 300}, 1'000'000, 300);
  const double w = 300 * std::log(1.2);
  EXPECT_NEAR(queue.abandonment(), 1 - 1 / 1.2, 1e-9);
  EXPECT_NEAR(queue.mean_queue_length(), 0.2e6, 1e-3);
  EXPECT_NEAR(queue.mean_virtual_wait_s(), w, 1e-3);
  EXPECT_NEAR(queue.virtual_wait_quantile_s(0.5), w, 1e-3);
  EXPECT_NEAR(queue.served_wait_quantile_s(0.9), w + 1.2816 * 0.3, 5e-3);  // deviation 300 / sqrt(s)
  EXPECT_LT(queue.service_level(0.9 * w), 1e-9);
  EXPECT_NEAR(queue.service_level(1.1 * w), 1 / 1.2, 1e-9);
}

TEST(ErlangA, QuantilesInvertTheTails) {
  for (const int servers : {1, 12, 500, 1'000'000}) {
    for (const double rho : {0.7, 0.99, 1.1}) {
      const ErlangA queue({rho * servers / 180, 180}, servers, 240);
      for (const double level : {0.1, 0.5, 0.9, 0.999}) {
        const double v = queue.virtual_wait_quantile_s(level), w = queue.wait_quantile_s(level),
                     s = queue.served_wait_quantile_s(level);
        EXPECT_LE(w, v);
        const auto check = [&](double time, double exceeds) {
          // At zero the level may be passed at once: that many do not wait.
          EXPECT_LE(exceeds, 1 - level + 1e-9) << servers << " " << rho << " " << level;
          if (time > 0) {
            EXPECT_GE(exceeds, 1 - level - 1e-9) << servers << " " << rho << " " << level;
          }
        };
        check(v, queue.probability_virtual_wait_exceeds(v));
        check(w, queue.probability_wait_exceeds(w));
        check(s, queue.probability_served_wait_exceeds(s));
      }
    }
  }
}

TEST(ErlangA, NobodyCallsNobodyWaits) {
  const ErlangA queue({0, 300}, 5, 60);
  EXPECT_EQ(queue.probability_of_waiting(), 0.0);
  EXPECT_EQ(queue.abandonment(), 0.0);
  EXPECT_EQ(queue.mean_wait_s(), 0.0);
  EXPECT_EQ(queue.mean_wait_of_served_s(), 0.0);
  EXPECT_EQ(queue.service_level(0), 1.0);
  EXPECT_NEAR(queue.mean_wait_of_waiting_s(), 1 / (5.0 / 300 + 1.0 / 60), 1e-12);
}

TEST(ErlangA, EveryMeasureIsFiniteOverTheWholeRange) {
  for (const int servers : {1, 1000, 1'000'000}) {
    for (const double rho : {1e-9, 0.5, 1 - 1e-12, 1 + 1e-9, 1.2, 9.9}) {
      for (const double patience : {1e-6, 1.0, 1e6, 1e12}) {
        const ErlangA queue({rho * servers / 300, 300}, servers, patience * 300);
        for (const double value :
             {queue.probability_of_waiting(), queue.abandonment(), queue.mean_queue_length(),
              queue.queue_length_variance(), queue.mean_wait_of_served_s(), queue.wait_variance_of_served_s2(),
              queue.mean_wait_of_abandoned_s(), queue.mean_virtual_wait_s(), queue.service_level(20),
              queue.wait_quantile_s(0.9), queue.virtual_wait_quantile_s(0.9), queue.served_wait_quantile_s(0.9)}) {
          EXPECT_TRUE(std::isfinite(value) && value >= 0) << value << " " << named(servers, rho, patience);
        }
      }
    }
  }
}

}  // namespace
}  // namespace truewait::queueing
