// Callbacks do not corrupt what those on hold are told: the reached customer's minute at the switch is no wait of the
// queue (decision 0009).
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

/// What becomes of one callback whose customer was reached: the leg's id and when it joined.
using Leg = std::function<void(CallbackWorld&, const std::string& leg, double at_s)>;

/// A morning of forty callers who hold for 40 to 79 s; between them, forty who take a callback. In both mornings the
/// same people call; what differs is what happens to those who are called back.
CallbackWorld morning(const Leg& then) {
  CallbackWorld w;
  for (int i = 0; i < 40; ++i) {
    const double t = 1 + i * 300;
    const auto n = std::to_string(i);
    w.queued(t, "asks" + n);
    w.accept(t + 20, "cb" + n, "asks" + n);
    w.left(t + 21, "asks" + n);
    if (then) then(w, n, t + 30);
    w.queued(t + 100, "holds" + n);
    w.answered(t + 140 + i, "holds" + n);
    w.ended(t + 240 + i, "holds" + n);
  }
  return w;
}

double input(const CallbackWorld& w, double at_s, std::string_view name) {
  const auto e = w.engine.explain(start + from_seconds(at_s), "default", "support", {});
  const auto found =
      std::find_if(e->inputs.begin(), e->inputs.end(), [&](const LiveInput& i) { return i.name == name; });
  EXPECT_NE(found, e->inputs.end()) << name;
  return found->value.value_or(-1);
}

void expect_same_waits(const CallbackWorld& with, const CallbackWorld& without) {
  constexpr double noon = 3 * 3600 + 1500;
  const auto a = with.estimate(noon), b = without.estimate(noon);
  for (const auto f : {Formula::asterisk, Formula::webex, Formula::les, Formula::hol, Formula::rcs, Formula::avg_les}) {
    EXPECT_DOUBLE_EQ(formula(a, f), formula(b, f)) << formula_names[static_cast<std::size_t>(f)];
  }
  for (const auto* name : {"abandonment_rate", "arrivals", "usual_wait"}) {
    EXPECT_DOUBLE_EQ(input(with, noon, name), input(without, noon, name)) << name;
  }
}

TEST(HoldersEstimates, Pain6TheLegsWaitAtTheSwitchTeachesNothing) {
  const auto without = morning({});
  EXPECT_DOUBLE_EQ(formula(without.estimate(3 * 3600 + 1500), Formula::les), 79);
  expect_same_waits(morning([](CallbackWorld& w, const std::string& n, double t) {
                      w.leg(t, "leg" + n, "cb" + n);
                      w.answered(t + 5, "leg" + n);
                      w.ended(t + 60, "leg" + n);
                    }),
                    without);
}

TEST(HoldersEstimates, Pain6ALegThatHangsUpIsNoImpatienceOfTheQueue) {
  expect_same_waits(morning([](CallbackWorld& w, const std::string& n, double t) {
                      w.leg(t, "leg" + n, "cb" + n);
                      w.abandoned(t + 3, "leg" + n);
                    }),
                    morning({}));
}

TEST(HoldersEstimates, Pain6ALegThatWasAnsweredBeforeItWasReportedTeachesNothing) {
  expect_same_waits(morning([](CallbackWorld& w, const std::string& n, double t) {
                      w.send(t + 5, Answer{"leg" + n, "support", ""});
                      Arrival arrival;
                      arrival.call_id = "leg" + n;
                      arrival.queue = "support";
                      arrival.callback_id = "cb" + n;
                      w.send_late(t, t + 6, arrival);
                      w.ended(t + 60, "leg" + n);
                    }),
                    morning({}));
}

TEST(HoldersEstimates, Pain6ALegAloneInLineIsNotTheOldestWait) {
  CallbackWorld w;
  w.serve(1, "before", 90, 20);
  w.accept(200, "cb");
  w.leg(300, "leg", "cb");
  EXPECT_DOUBLE_EQ(formula(w.estimate(302), Formula::hol), formula(w.estimate(302), Formula::les));
}

TEST(HoldersEstimates, ASnapshotLeavesTheReachedCustomerInThePlaceOfTheCallback) {
  CallbackWorld w;
  w.accept(10, "cb");
  w.queued(20, "live");
  w.leg(50, "leg", "cb");
  EXPECT_EQ(w.estimate_call(51, "live")->ahead, 1);
  w.send(60, QueueSnapshot{"support", {{"live", start + 20s, 0, ""}, {"leg", start + 50s, 0, ""}}, {}});
  EXPECT_EQ(w.estimate_call(61, "leg")->ahead, 0);
  EXPECT_EQ(w.estimate_call(61, "live")->ahead, 1);
}

}  // namespace
}  // namespace truewait::domain
