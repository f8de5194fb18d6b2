// Whoever hung up while waiting and calls again in time stands where they stood.
#include "domain/left_places.hpp"
#include "domain/redial_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

using Resume = Redial;

TEST_F(Resume, ThePlaceOfAnAbandonedCallIsResumed) {
  w.send(10, arrival("first", "customer-cb"));
  w.queued(20, "other");
  w.abandoned(30, "first");
  const auto again = calls(300, "again");
  EXPECT_EQ(fact<CallQueued>(again)->inherited, "call first");
  EXPECT_EQ(fact<CallQueued>(again)->rank, start + 10s);
  EXPECT_EQ(fact<PredictionRecorded>(again)->estimate.ahead, 0);
}

TEST_F(Resume, OnlyInTimeAndOnce) {
  w.send(10, arrival("first", "customer-cb"));
  w.abandoned(30, "first");
  EXPECT_TRUE(fact<CallQueued>(calls(331, "late"))->inherited.empty());
  w.left(332, "late");
  EXPECT_TRUE(fact<CallQueued>(calls(333, "later"))->inherited.empty());
}

TEST_F(Resume, WhoeverWasServedHasNoPlaceLeft) {
  w.send(10, arrival("first", "customer-cb"));
  w.abandoned(30, "first");
  calls(40, "second");
  w.answered(45, "second", "anna");
  w.ended(60, "second");
  EXPECT_TRUE(fact<CallQueued>(calls(70, "third"))->inherited.empty());
}

TEST_F(Resume, WhoeverLeftByChoiceHasNoPlaceLeft) {
  w.send(10, arrival("first", "customer-cb"));
  w.send(30, Departure{"first", "", LeftReason::key});
  EXPECT_TRUE(fact<CallQueued>(calls(40, "again"))->inherited.empty());
  w.send(50, Departure{"again", "", LeftReason::timeout});
  EXPECT_EQ(fact<CallQueued>(calls(60, "once-more"))->inherited, "call again") << "the switch gave up, not the caller";
}

TEST_F(Resume, AnotherGroupHasItsOwnPlaces) {
  w.send(10, arrival("first", "customer-cb", "billing"));
  w.abandoned(30, "first");
  EXPECT_TRUE(fact<CallQueued>(calls(40, "again"))->inherited.empty());
}

TEST_F(Resume, ThePlaceThatACallbackHeldIsNotLostWithTheCallThatTookIt) {
  w = CallbackWorld(CallbackWorld::rules());  // nothing is resumed but what was promised
  w.accept(10, "cb");
  calls(20, "again");
  w.abandoned(25, "again");
  w.queued(26, "other");
  const auto once_more = calls(300, "once-more");
  EXPECT_EQ(fact<CallQueued>(once_more)->inherited, "call again");
  EXPECT_EQ(fact<CallQueued>(once_more)->rank, start + 10s);
  w.abandoned(310, "once-more");
  EXPECT_TRUE(fact<CallQueued>(calls(320, "third"))->inherited.empty()) << "that place was promised to nobody";
}

TEST_F(Resume, NothingIsResumedUnlessItIsConfigured) {
  w = CallbackWorld(CallbackWorld::rules());
  w.send(10, arrival("first", "customer-cb"));
  w.abandoned(30, "first");
  EXPECT_TRUE(fact<CallQueued>(calls(31, "again"))->inherited.empty());
}

TEST_F(Resume, TheOldestPlacesAreForgottenFirst) {
  LeftPlaces places;
  for (std::size_t i = 0; i <= LeftPlaces::most; ++i) {
    places.keep({"customer-" + std::to_string(i), "c", start, start + from_seconds(static_cast<double>(i)), false},
                start);
  }
  EXPECT_EQ(places.size(), LeftPlaces::most);
  EXPECT_EQ(places.find("customer-0"), nullptr);
  EXPECT_NE(places.find("customer-1"), nullptr);
  places.keep({"late", "c", start, start + 25h, false}, start + 30h);
  EXPECT_EQ(places.find("customer-1"), nullptr) << "a day is long enough";
  EXPECT_NE(places.find("late"), nullptr);
  EXPECT_EQ(places.size(), 1u);
}

}  // namespace
}  // namespace truewait::domain
