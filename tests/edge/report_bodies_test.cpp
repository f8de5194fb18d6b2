// The experience report, the report of promises and the calibration report as text, without a server.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "edge/rfc3339.hpp"
#include "truewait/edge/calibration_body.hpp"
#include "truewait/edge/experience_body.hpp"
#include "truewait/edge/promise_body.hpp"
#include "truewait/statistics/newcombe.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

const domain::Instant nine = *parse_rfc3339("2026-03-05T09:00:00Z");
const domain::ReportQuery whole_day{nine - std::chrono::hours(9), nine + std::chrono::hours(15), ""};

domain::Experience one_of_all() {
  domain::Experience report;
  auto& f = report.all;
  f.contacts = 12;
  f.answered = 10;
  for (const double wait : {60.0, 120.0}) {
    f.predicted.add(100);
    f.measured.add(wait);
  }
  f.perceived.add(180);
  f.same.predicted.add(100);
  f.same.measured.add(120);
  f.same.perceived.add(180);
  f.perception.add(120, 3);
  f.fast = {113, 250};
  f.measured_fast = {6, 10};
  f.asked = {100, 60, 13, 77};
  report.rows.push_back({"=sum(A1)", nine, f});
  report.belief = domain::Share{198, 250};
  report.gaps =
      statistics::three_way(report.belief->proportion(), statistics::proportion(160, 250), f.fast.proportion());
  return report;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = text.find("\r\n", from);
    if (end == std::string::npos) return out;
    out.push_back(text.substr(from, end - from));
    from = end + 2;
  }
  return out;
}

TEST(ExperienceBody, ShowsTheThreeNumbersAndTheThreeSides) {
  const auto value = json::parse(experience_json(whole_day, one_of_all(), nine));
  const auto& row = value.at("rows").at(0);
  EXPECT_EQ(row.at("queue"), "=sum(A1)");
  EXPECT_EQ(row.at("hour"), "2026-03-05T09:00:00.000Z");
  EXPECT_EQ(row.at("n"), 2);
  EXPECT_EQ(row.at("answered"), 10);
  EXPECT_EQ(row.at("predicted_s"), 100);
  EXPECT_EQ(row.at("measured_s"), 90);
  EXPECT_EQ(row.at("perceived_s"), 180);
  EXPECT_EQ(row.at("perceived_n"), 1);
  EXPECT_EQ(row.at("same").at("measured_s"), 120);
  EXPECT_TRUE(row.at("same").at("measured_low_s").is_null()) << "one case has no interval";
  EXPECT_EQ(row.at("perception_ratio").at("value").to_number<double>(), 1.5);
  EXPECT_EQ(value.at("all").at("n"), 2);
  EXPECT_FALSE(value.at("all").as_object().contains("hour"));
  // 198 against 113 of 250: 34 points, 25.7456 to 41.5826 (Newcombe).
  EXPECT_NEAR(value.at("gap").at("points").to_number<double>(), 34, 1e-9);
  EXPECT_NEAR(value.at("gap").at("low").to_number<double>(), 25.7456, 1e-4);
  EXPECT_NEAR(value.at("gap").at("high").to_number<double>(), 41.5826, 1e-4);
  EXPECT_NEAR(value.at("belief_minus_measured").at("points").to_number<double>(), 15.2, 1e-9);
  EXPECT_NEAR(value.at("measured_minus_perceived").at("points").to_number<double>(), 18.8, 1e-9);
  EXPECT_EQ(value.at("belief").at("agree"), 198);
  EXPECT_EQ(value.at("perceived_fast").at("n"), 250);
  EXPECT_EQ(value.at("measured_fast").at("agree"), 6);
  EXPECT_EQ(value.at("measured_fast_asked").at("agree"), 160);
  EXPECT_EQ(value.at("as_of"), "2026-03-05T09:00:00.000Z");
  EXPECT_EQ(value.at("definition").as_string(), experience_definition.data());
}

TEST(ExperienceBody, NothingKnownIsNullAndNeverZero) {
  const auto value = json::parse(experience_json(whole_day, {}, nine));
  EXPECT_TRUE(value.at("rows").as_array().empty());
  for (const char* name : {"belief", "measured_fast", "measured_fast_asked", "perceived_fast", "gap",
                           "belief_minus_measured", "measured_minus_perceived"}) {
    EXPECT_TRUE(value.at(name).is_null()) << name;
  }
  const auto& all = value.at("all");
  EXPECT_EQ(all.at("n"), 0);
  for (const char* name : {"predicted_s", "measured_s", "perceived_s", "same", "perception_ratio", "fast"}) {
    EXPECT_TRUE(all.at(name).is_null()) << name;
  }
}

TEST(ExperienceBody, CsvHasACellForEveryName) {
  const auto text = lines(experience_csv(one_of_all()));
  ASSERT_EQ(text.size(), 2u);
  EXPECT_TRUE(text[0].starts_with("queue,hour,n,contacts,answered,predicted_s,measured_s,perceived_n,perceived_s,"));
  EXPECT_TRUE(text[1].starts_with("\"'=sum(A1)\",2026-03-05T09:00:00.000Z,2,12,10,100,90,1,180,1,100,,,120,"))
      << text[1];
  EXPECT_EQ(std::count(text[0].begin(), text[0].end(), ','), std::count(text[1].begin(), text[1].end(), ','));
  std::set<std::string> names;
  std::size_t from = 0, columns = 0;
  while (from <= text[0].size()) {
    const auto end = std::min(text[0].find(',', from), text[0].size());
    names.insert(text[0].substr(from, end - from));
    from = end + 1;
    ++columns;
  }
  EXPECT_EQ(names.size(), columns) << "no name twice";
}

domain::Promises published() {
  domain::Promises report;
  auto& f = report.all;
  f.counts = {83, 12, 5, 10, 2};
  f.levels = 100 * domain::promise_level;
  f.open = 3;
  f.calls = 230;
  f.quoted = 115;
  f.sharpness.add_served({60, 360}, 200, true, domain::promise_level);
  f.tested = {{0.5, true}, {1.2, true}};
  f.callbacks = {4, 1, 0, 2, 1};
  report.rows.push_back({"support", nine, f});
  return report;
}

TEST(PromiseBody, TheVerdictIsHeldAgainstTheLevelOfTheQueue) {
  auto report = published();
  report.all.levels = 100 * 0.95;
  EXPECT_EQ(json::parse(promise_json(whole_day, report, nine)).at("all").at("verdict"), "over_promising");
}

TEST(PromiseBody, ShareIntervalBoundsAndSharpnessStandTogether) {
  const auto value = json::parse(promise_json(whole_day, published(), nine));
  for (const auto* f : {&value.at("rows").at(0), &value.at("all")}) {
    EXPECT_EQ(f->at("kept"), 83);
    EXPECT_EQ(f->at("void"), 2);
    EXPECT_EQ(f->at("open"), 3);
    EXPECT_NEAR(f->at("share").to_number<double>(), 0.83, 1e-9);
    EXPECT_NEAR(f->at("low").to_number<double>(), 0.7445, 1e-9);
    EXPECT_NEAR(f->at("high").to_number<double>(), 0.8911, 1e-9);
    EXPECT_NEAR(f->at("share_served").to_number<double>(), 0.8737, 1e-9);
    EXPECT_NEAR(f->at("low_bound").to_number<double>(), 0.7545, 1e-9);
    EXPECT_NEAR(f->at("high_bound").to_number<double>(), 0.8455, 1e-9);
    EXPECT_EQ(f->at("median_upper_s"), 360);
    EXPECT_EQ(f->at("mean_width_s"), 300);
    EXPECT_EQ(f->at("informed").to_number<double>(), 0.5);
    EXPECT_EQ(f->at("verdict"), "on_target");
    EXPECT_EQ(f->at("share_km").to_number<double>(), 0.5);
    EXPECT_EQ(f->at("callbacks").at("too_early"), 1);
    EXPECT_EQ(f->at("callbacks").at("share").to_number<double>(), 0.8);
  }
}

TEST(PromiseBody, NoPromiseIsNeitherKeptNorBroken) {
  domain::Promises none;
  none.all.calls = 4;
  const auto value = json::parse(promise_json(whole_day, none, nine));
  const auto& all = value.at("all");
  for (const char* name : {"share", "low", "high", "share_served", "low_bound", "high_bound", "share_km",
                           "median_upper_s", "mean_width_s", "verdict"}) {
    EXPECT_TRUE(all.at(name).is_null()) << name;
  }
  EXPECT_EQ(all.at("informed"), 0) << "four calls, none was told anything: that is known";
  EXPECT_TRUE(all.at("callbacks").at("share").is_null());
}

TEST(PromiseBody, CsvHasACellForEveryName) {
  const auto text = lines(promise_csv(published()));
  ASSERT_EQ(text.size(), 2u);
  EXPECT_TRUE(text[0].starts_with("queue,hour,kept,broken_late,broken_left,censored,void,open,share,low,high,"));
  EXPECT_TRUE(text[1].starts_with("\"support\",2026-03-05T09:00:00.000Z,83,12,5,10,2,3,0.83,0.7445,0.8911,"));
  EXPECT_EQ(std::count(text[0].begin(), text[0].end(), ','), std::count(text[1].begin(), text[1].end(), ','));
}

/// A hundred waits of 1 to 100 s about which p10 to p95 were said to be 10, 20, 50, 80, 90 and 95 s.
domain::Calibration well_said() {
  domain::Estimate said;
  said.quantiles_s = {10, 20, 50, 80, 90, 95};
  domain::Calibration report;
  domain::QueueCalibration queue;
  queue.queue = "support";
  queue.offer_above = std::chrono::seconds(65);
  for (int wait = 1; wait <= 100; ++wait) queue.figures.add(said, wait, queue.offer_above);
  queue.figures.abandoned = 7;
  for (int i = 0; i < 8; ++i) queue.drift.sum.add(true);
  queue.drift.above_since = nine;
  report.rows.push_back({"support", nine, queue.figures});
  report.queues.push_back(queue);
  return report;
}

TEST(CalibrationBody, EachLevelStandsBesideItsInterval) {
  const auto value = json::parse(calibration_json(whole_day, well_said(), nine));
  EXPECT_EQ(value.at("definition").as_string(), calibration_definition.data());
  EXPECT_EQ(value.at("rows").at(0).at("hour"), "2026-03-05T09:00:00.000Z");
  EXPECT_FALSE(value.at("totals").at(0).as_object().contains("hour"));
  for (const auto* f : {&value.at("rows").at(0), &value.at("totals").at(0)}) {
    EXPECT_EQ(f->at("queue"), "support");
    EXPECT_EQ(f->at("n"), 100);
    EXPECT_EQ(f->at("levels").as_object().size(), 6u);
    EXPECT_NEAR(f->at("levels").at("p80").at("share").to_number<double>(), .8, 1e-9);
    EXPECT_NEAR(f->at("levels").at("p95").at("low").to_number<double>(), .8882, 1e-9) << "Wilson, 95 of 100";
    EXPECT_NEAR(f->at("levels").at("p95").at("high").to_number<double>(), .9785, 1e-9);
    EXPECT_NEAR(f->at("coverage_80").to_number<double>(), .81, 1e-9) << "10 to 90 s, both ends";
    EXPECT_EQ(f->at("width_80_s"), 80);
    EXPECT_NEAR(f->at("interval_score_s").to_number<double>(), 80 + .1 * (45 + 55), 1e-9);
    EXPECT_EQ(f->at("pit"), json::parse("[10,10,10,10,10,10,10,10,10,10]"));
    EXPECT_EQ(f->at("pit_chi_square"), 0);
    EXPECT_EQ(f->at("above").at("t_s"), 65);
    EXPECT_EQ(f->at("above").at("bins").as_array().size(), 5u);
    EXPECT_NEAR(f->at("above").at("bins").at(1).at("said").to_number<double>(), .35, 1e-9);
    EXPECT_NEAR(f->at("above").at("bins").at(1).at("observed").to_number<double>(), .35, 1e-9);
    EXPECT_TRUE(f->at("above").at("bins").at(0).at("said").is_null());
    EXPECT_EQ(f->at("abandoned"), 7);
  }
}

TEST(CalibrationBody, TheDriftIsTheQueues) {
  const auto value = json::parse(calibration_json(whole_day, well_said(), nine));
  EXPECT_FALSE(value.at("rows").at(0).as_object().contains("drift"));
  const auto& drift = value.at("totals").at(0).at("drift");
  EXPECT_NEAR(drift.at("value").to_number<double>(), 5.5452, 1e-9) << "eight times ln 2";
  EXPECT_EQ(drift.at("threshold"), 5);
  EXPECT_EQ(drift.at("tested"), 8);
  EXPECT_EQ(drift.at("broken"), 8);
  EXPECT_EQ(drift.at("since"), "2026-03-05T09:00:00.000Z");
}

TEST(CalibrationBody, NothingScoredIsNullAndNeverZero) {
  domain::Calibration none;
  none.queues.push_back({"support", std::chrono::minutes(2), {}, {}});
  const auto value = json::parse(calibration_json(whole_day, none, nine));
  const auto& total = value.at("totals").at(0);
  EXPECT_EQ(total.at("n"), 0);
  EXPECT_TRUE(total.at("levels").at("p50").at("share").is_null());
  for (const char* name :
       {"coverage_80", "coverage_low", "coverage_high", "width_80_s", "interval_score_s", "pit_chi_square"}) {
    EXPECT_TRUE(total.at(name).is_null()) << name;
  }
  EXPECT_TRUE(total.at("drift").at("value").is_null());
  EXPECT_TRUE(total.at("drift").at("since").is_null());
}

TEST(CalibrationBody, CsvHasACellForEveryName) {
  const auto text = lines(calibration_csv(well_said()));
  ASSERT_EQ(text.size(), 2u);
  EXPECT_TRUE(text[0].starts_with("queue,hour,n,p10_share,p10_low,p10_high,p20_share,")) << text[0];
  EXPECT_NE(text[0].find(",pit_10,pit_20,"), std::string::npos) << text[0];
  EXPECT_NE(text[0].find(",above_t_s,above_20_n,above_20_said,above_20_observed,"), std::string::npos) << text[0];
  EXPECT_TRUE(text[0].ends_with(",drift_value,drift_threshold,drift_tested,drift_broken,drift_since")) << text[0];
  EXPECT_TRUE(text[1].starts_with("\"support\",2026-03-05T09:00:00.000Z,100,0.1,")) << text[1];
  EXPECT_TRUE(text[1].ends_with(",7,0,5.5452,5,8,8,2026-03-05T09:00:00.000Z")) << text[1];
  EXPECT_EQ(std::count(text[0].begin(), text[0].end(), ','), std::count(text[1].begin(), text[1].end(), ','));
}

}  // namespace
}  // namespace truewait::edge
