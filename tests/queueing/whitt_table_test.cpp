// Table 1 of W. Whitt, Engineering Solution of a Basic Call-Center Model (2005): M/M/100/200+M, mu = theta = 1, by two
// ways that share no formula: sums over the states with the finite room, closed forms without it. The chance to find
// 200 callers waiting is far below the last digit, so both must give the paper's numbers.
#include <gtest/gtest.h>

#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/finite_room.hpp"

namespace truewait::queueing {
namespace {

TEST(WhittTable, FiniteRoomGivesThePublishedColumn) {
  const FiniteRoom queue({102, 1}, 100, 1, 200);
  EXPECT_NEAR(queue.probability_no_wait(), 0.408281, 5e-7);
  EXPECT_NEAR(queue.abandonment(), 0.049918, 5e-7);
  EXPECT_NEAR(queue.mean_queue_length(), 5.09163, 5e-6);
  EXPECT_NEAR(queue.queue_length_variance(), 44.6138, 5e-5);
  EXPECT_NEAR(queue.mean_in_system(), 102.000, 5e-4);
  EXPECT_NEAR(queue.mean_wait_of_served_s(), 0.0490409, 5e-8);
  EXPECT_NEAR(queue.wait_variance_of_served_s2(), 0.00419688, 5e-9);
  EXPECT_NEAR(queue.mean_wait_of_abandoned_s(), 0.0666, 5e-5);
  EXPECT_NEAR(queue.served_within(0.1), 0.7986, 5e-5);
  EXPECT_NEAR(queue.served_within(0.2), 0.9644, 5e-5);
  EXPECT_LT(queue.blocking(), 1e-30);
}

TEST(WhittTable, EndlessRoomGivesThePublishedColumn) {
  const ErlangA queue({102, 1}, 100, 1);
  EXPECT_NEAR(queue.probability_no_wait(), 0.408281, 5e-7);
  EXPECT_NEAR(queue.abandonment(), 0.049918, 5e-7);
  EXPECT_NEAR(queue.mean_queue_length(), 5.09163, 5e-6);
  EXPECT_NEAR(queue.queue_length_variance(), 44.6138, 5e-5);
  EXPECT_NEAR(queue.mean_in_system(), 102.000, 5e-4);
  EXPECT_NEAR(queue.mean_wait_of_served_s(), 0.0490409, 5e-8);
  EXPECT_NEAR(queue.wait_variance_of_served_s2(), 0.00419688, 5e-9);
  EXPECT_NEAR(queue.mean_wait_of_abandoned_s(), 0.0666, 5e-5);
  EXPECT_NEAR(1 - queue.probability_served_wait_exceeds(0.1), 0.7986, 5e-5);
  EXPECT_NEAR(1 - queue.probability_served_wait_exceeds(0.2), 0.9644, 5e-5);
}

TEST(WhittTable, UnderloadedCase) {
  const FiniteRoom finite({98, 1}, 100, 1, 200);
  const ErlangA endless({98, 1}, 100, 1);
  EXPECT_NEAR(finite.probability_no_wait(), 0.566689, 5e-7);
  EXPECT_NEAR(finite.abandonment(), 0.0310152, 5e-8);
  EXPECT_NEAR(finite.mean_queue_length(), 3.03949, 5e-6);
  EXPECT_NEAR(finite.mean_wait_of_served_s(), 0.0301239, 1e-7);
  EXPECT_NEAR(endless.probability_no_wait(), finite.probability_no_wait(), 1e-13);
  EXPECT_NEAR(endless.abandonment(), finite.abandonment(), 1e-13);
  EXPECT_NEAR(endless.mean_wait_of_served_s(), finite.mean_wait_of_served_s(), 1e-13);
}

TEST(FiniteRoom, WithoutARoomIsErlangB) {
  const FiniteRoom queue({8, 1}, 10, 1, 0);
  EXPECT_NEAR(queue.blocking(), 0.12166106425295149, 1e-13);  // B(10, 8)
  EXPECT_NEAR(queue.probability_no_wait(), 1 - queue.blocking(), 1e-14);
  EXPECT_EQ(queue.abandonment(), 0.0);
  EXPECT_EQ(queue.mean_queue_length(), 0.0);
  EXPECT_EQ(queue.mean_wait_of_abandoned_s(), 0.0);
  EXPECT_NEAR(queue.served_within(0), 1, 1e-14);
}

TEST(FiniteRoom, ASmallRoomByHand) {
  // One agent, two places, lambda = mu = theta = 1: states 0..3 weigh 1, 1, 1/2, 1/6.
  const FiniteRoom queue({1, 1}, 1, 1, 2);
  const double total = 1 + 1 + 0.5 + 1.0 / 6;
  EXPECT_NEAR(queue.probability_no_wait(), 1 / total, 1e-15);
  EXPECT_NEAR(queue.blocking(), 1.0 / 6 / total, 1e-15);
  EXPECT_NEAR(queue.mean_queue_length(), (0.5 + 2.0 / 6) / total, 1e-15);
  EXPECT_NEAR(queue.abandonment(), queue.mean_queue_length(), 1e-15);
  // Served: at once, or finding 1 (share 1/2, rate 2), or finding 2 (share 1/3, rates 2 and 3).
  const double served = 1 + 1 * 0.5 + 0.5 / 3;
  EXPECT_NEAR(queue.mean_wait_of_served_s(), (0.5 * 0.5 + 0.5 / 3 * (0.5 + 1.0 / 3)) / served, 1e-15);
}

TEST(FiniteRoom, DeepOverloadKeepsTheFullRoom) {
  const FiniteRoom queue({1e6, 1}, 1000, 1e6, 5000);
  EXPECT_NEAR(queue.blocking(), 1 - (1000 + 0.005) / 1e6, 1e-8);
  EXPECT_NEAR(queue.mean_queue_length(), 5000, 0.01);
  EXPECT_NEAR(queue.probability_no_wait(), 0, 1e-300);
}

}  // namespace
}  // namespace truewait::queueing
