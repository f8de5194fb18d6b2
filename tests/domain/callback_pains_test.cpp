// What hurts users of other systems, and what happens here: places beside those on hold, and restarts.
#include <gtest/gtest.h>

#include "domain/callback_world.hpp"

namespace truewait::domain::testing {
namespace {

using S = CallbackState;

/// As after a kill: the journal is all there is.
Engine from_the_journal(const World& w) {
  Engine fresh(CallbackWorld::rules());
  for (const auto& fact : w.facts) EXPECT_TRUE(fresh.apply(fact));
  return fresh;
}

TEST(CallbackPains, Pain2ACallbackNeitherOvertakesThoseOnHoldNorStarvesBehindThem) {
  CallbackWorld w;
  w.queued(1, "earlier");
  w.accept(2, "cb");
  w.queued(3, "later");
  EXPECT_EQ(w.view("cb").position, 2) << "behind who came before, before who came after";
  w.agent(10, "anna", AgentState::available);
  EXPECT_EQ(w.state("cb"), S::waiting) << "the agent is for the caller who came earlier";
  w.answered(11, "earlier", "anna");
  EXPECT_EQ(w.state("cb"), S::due) << "else the caller who came later would get the next agent";
}

TEST(CallbackPains, Pain2ALineThatNeverEmptiesDoesNotStarveACallback) {
  CallbackWorld w;
  w.accept(1, "cb");
  for (int i = 0; i < 20 && w.state("cb") == S::waiting; ++i) w.queued(2 + i, "c" + std::to_string(i));
  EXPECT_EQ(w.state("cb"), S::due) << "nobody who comes later goes first";
}

TEST(CallbackPains, Pain4ARestartLosesNoRequest) {
  CallbackWorld w;
  w.queued(1, "c1");
  w.accept(2, "from a call", "c1");
  w.left(3, "c1");
  w.accept(4, "from the web");
  w.agent(5, "anna", AgentState::available);
  w.assign(6, "from a call", "d1");
  const auto after = from_the_journal(w);
  for (const auto* id : {"from a call", "from the web"}) {
    ASSERT_TRUE(after.callback("default", id)) << id;
    EXPECT_EQ(after.callback("default", id)->state, w.state(id)) << id;
  }
  EXPECT_EQ(w.state("from a call"), S::dialling) << "and the dial that is out is known, so that nobody is rung twice";
  EXPECT_TRUE(after.order("default", "d1"));
  EXPECT_EQ(after.digest(), w.engine.digest());
}

TEST(CallbackPains, Pain12ThePlaceInLineIsTheSameAfterARestart) {
  CallbackWorld w;
  w.queued(1, "c1");
  w.accept(2, "first");
  w.queued(3, "c2");
  w.accept(4, "second");
  const auto after = from_the_journal(w);
  EXPECT_EQ(w.view("first").position, 2);
  EXPECT_EQ(w.view("second").position, 4);
  for (const auto* id : {"first", "second"}) {
    EXPECT_EQ(after.callback("default", id)->position, w.view(id).position) << id;
    EXPECT_EQ(after.callback("default", id)->window->to, w.view(id).window->to) << id << ": what was promised stands";
  }
}

}  // namespace
}  // namespace truewait::domain::testing
