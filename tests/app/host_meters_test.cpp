// What the metrics page counts along, and the page itself.
#include <gtest/gtest.h>

#include "app/host/event_lag.hpp"
#include "app/host/metrics.hpp"
#include "app/host/prediction_meter.hpp"

namespace truewait::app {
namespace {

using namespace std::chrono_literals;
using domain::Fact;
using domain::Instant;

constexpr Instant start{std::chrono::hours(480'000)};

Fact told(const std::string& call, double mean_s, domain::EstimateStatus status = domain::EstimateStatus::ok) {
  domain::PredictionRecorded body;
  body.call_id = call;
  body.source = "pbx";
  body.queue = "support";
  body.estimate.status = status;
  body.estimate.mean_s = mean_s;
  body.estimate.quantiles_s = {10, 20, 30, 40, 50, 60};
  return {1, 1, start, body};
}

Fact answered(const std::string& call, std::optional<domain::Duration> wait) {
  domain::CallAnswered body;
  body.origin.source = "pbx";
  body.call_id = call;
  body.queue = "support";
  body.wait = wait;
  return {1, 2, start, body};
}

TEST(PredictionMeter, CountsAnsweredCallsThatWerePredicted) {
  PredictionMeter meter;
  meter.observe(told("a", 30));
  meter.observe(answered("a", 40s));
  meter.observe(told("b", 30));
  meter.observe(answered("b", 70s));
  const auto& figures = meter.figures().at("support");
  EXPECT_EQ(figures.n, 2u);
  EXPECT_EQ(figures.covered, 1u);
  EXPECT_DOUBLE_EQ(figures.abs_error_s, 50);
}

TEST(PredictionMeter, LeavesOutWhatCannotBeCompared) {
  PredictionMeter meter;
  meter.observe(told("no_data", 30, domain::EstimateStatus::insufficient_data));
  meter.observe(answered("no_data", 40s));
  meter.observe(answered("never_predicted", 40s));
  meter.observe(told("no_wait", 30));
  meter.observe(answered("no_wait", std::nullopt));
  meter.observe(told("gave_up", 30));
  meter.observe({1, 3, start, domain::CallAbandoned{{"pbx", "e"}, "gave_up", "support", start, 5s}});
  meter.observe(answered("gave_up", 40s));
  meter.observe(told("lost", 30));
  meter.observe({1, 4, start, domain::CallLost{"lost", "pbx", true}});
  meter.observe(answered("lost", 40s));
  EXPECT_TRUE(meter.figures().empty());
}

TEST(PredictionMeter, AResetQueueForgetsTheCallsItDoesNotList) {
  PredictionMeter meter;
  meter.observe(told("gone", 30));
  meter.observe(told("kept", 30));
  domain::QueueReset reset;
  reset.origin.source = "pbx";
  reset.queue = "support";
  reset.calls.push_back({"kept", 0, "", start, start});
  meter.observe({1, 5, start, reset});
  meter.observe(answered("gone", 30s));
  meter.observe(answered("kept", 30s));
  EXPECT_EQ(meter.figures().at("support").n, 1u);
}

TEST(EventLag, CountsByBoundAndLeavesOutSourcesWithoutTimes) {
  EventLag lag;
  lag.observe(std::nullopt, start);
  lag.observe(start, start + 200ms);
  lag.observe(start, start + 3s);
  lag.observe(start + 5s, start);  // a source ahead of us: no lag, but skew
  EXPECT_EQ(lag.cumulative().back(), 3u);
  EXPECT_EQ(lag.cumulative()[0], 1u);
  EXPECT_EQ(lag.cumulative()[1], 2u);
  EXPECT_DOUBLE_EQ(lag.sum_s(), 3.2);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start), 5);
}

TEST(EventLag, SkewIsForgottenAfterAMinuteOrTwo) {
  EventLag lag;
  lag.observe(start, start + 50s);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start + 59s), 50);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start + 61s), 50);
  lag.observe(start + 70s, start + 71s);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start + 71s), 50);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start + 130s), 1);
  EXPECT_DOUBLE_EQ(lag.max_skew_s(start + 10min), 0);
}

TEST(Metrics, EveryFamilyIsDescribedOnceAndLabelsAreEscaped) {
  domain::QueueView odd;
  odd.queue = "a \"b\" \\c\nd";
  odd.waiting = 3;
  odd.in_service = 2;
  odd.longest_wait = 90s;
  PredictionMeter meter;
  meter.observe(told("a", 30));
  meter.observe(answered("a", 40s));
  EventLag lag;
  lag.observe(start, start + 1s);
  const std::vector<domain::QueueView> queues{odd, odd};
  const std::string page = metrics_text({queues, meter, lag, {}, 0, false, start, 0});
  EXPECT_NE(page.find("truewait_waiting_calls{queue=\"a \\\"b\\\" \\\\c\\nd\"} 6\n"), std::string::npos) << page;
  EXPECT_NE(page.find("truewait_live_calls 10\n"), std::string::npos);
  EXPECT_NE(page.find("truewait_estimate_abs_error_seconds_sum{queue=\"support\"} 10\n"), std::string::npos);
  EXPECT_NE(page.find("truewait_event_lag_seconds_bucket{le=\"+Inf\"} 1\n"), std::string::npos);
  std::map<std::string, int> described;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    ASSERT_FALSE(line.empty());
    if (line.starts_with("# TYPE ")) ++described[line.substr(7, line.find(' ', 7) - 7)];
    if (!line.starts_with("#")) {
      EXPECT_NE(line.find(' '), std::string::npos) << line;
    }
  }
  EXPECT_GE(described.size(), 14u);
  for (const auto& [name, times] : described) EXPECT_EQ(times, 1) << name;
}

}  // namespace
}  // namespace truewait::app
