// A customer who calls again at any moment of a callback's life is served once and never dialled after that, whatever
// is late, lost or said twice (pains 1 and 8).
#include "simulation/callbacks/redials.hpp"

#include <gtest/gtest.h>

namespace truewait::simulation {
namespace {

TEST(Redials, AThousandAreServedOnceAndNotDialledAfter) {
  const auto all = play_redials(1, 1000);
  EXPECT_EQ(all.redials, 1000);
  EXPECT_EQ(all.served_twice, 0);
  EXPECT_EQ(all.dialled_after, 0);
  EXPECT_EQ(all.not_ended_once, 0);
  for (const auto& sentence : all.sentences) ADD_FAILURE() << sentence;
  // Not an easy thousand: every state was met, and dials that were out came to something.
  for (const auto* state : {"requested", "waiting", "due", "dialling", "retry_wait", "uncertain"}) {
    const auto met = all.met.find(state);
    EXPECT_GE(met == all.met.end() ? 0 : met->second, 5) << state;
  }
  EXPECT_GE(all.told_over, 3);
  EXPECT_GE(all.by_dial, 3);
  EXPECT_GE(all.by_call, 300);
  EXPECT_GE(all.by_nobody, 50) << "who hangs up is not called back";
}

TEST(Redials, TheSameSeedIsTheSameThousand) {
  EXPECT_EQ(play_redials(5, 30).digest, play_redials(5, 30).digest);
  EXPECT_NE(play_redials(5, 30).digest, play_redials(500, 30).digest);
}

}  // namespace
}  // namespace truewait::simulation
