// The replay: what it prints, that it cannot see the future, and the ten formulas on a bank's real calls.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "app/replay/output.hpp"
#include "app/replay/run.hpp"
#include "app/replay/score.hpp"
#include "app/replayed_calls.hpp"

namespace truewait::app {
namespace {

using telephony::History;
using telephony::LogFormat;
using test::history_of;
using test::predict;
using test::rows;

std::vector<std::string> lines_of(const History& history) {
  std::ostringstream out;
  print_calls(history, predict(history), out);
  std::istringstream in(out.str());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Replay, EveryQueuedCallHasItsRow) {
  const auto lines = lines_of(history_of(rows(50)));
  ASSERT_EQ(lines.size(), 51u);
  EXPECT_EQ(lines[0],
            "call_id,queue,priority,ahead,asked_at,outcome,measured_s,mean_s,p10_s,p20_s,p50_s,p80_s,p90_s,p95_s,"
            "asterisk_s,google_s,webex_s,les_s,hol_s,rcs_s,avg_les_s,avgc_les_s,qla_s,erlang_c_s");
  EXPECT_TRUE(lines[1].starts_with("c0,support,0,0,2026-03-02T09:00:00,answered,20,")) << lines[1];
  EXPECT_NE(lines[5].find(",abandoned,48,"), std::string::npos) << lines[5];
  EXPECT_NE(lines[50].find(",unknown,,"), std::string::npos) << "its wait was never measured: " << lines[50];
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    EXPECT_EQ(lines[i].find(",,"), std::string::npos) << "no cell of a scored row is empty: " << lines[i];
    EXPECT_EQ(std::count(lines[i].begin(), lines[i].end(), ','), 23);
  }
}

TEST(Replay, NoRowChangesWhenTheFutureIsTakenAway) {
  const auto all = lines_of(history_of(rows(200)));
  for (const int n : {20, 77, 150}) {
    auto cut = rows(200);
    cut.resize(cut.find("c" + std::to_string(n) + ",support"));
    const auto known = lines_of(history_of(cut));
    ASSERT_EQ(known.size(), static_cast<std::size_t>(n) + 1);
    EXPECT_TRUE(std::equal(known.begin(), known.end(), all.begin()));
  }
}

TEST(Replay, ScoresAreThoseOfTheRows) {
  const auto history = history_of(rows(120));
  const auto predictions = predict(history);
  double absolute = 0;
  std::size_t answered = 0;
  for (std::size_t i = 0; i < history.calls.size(); ++i) {
    if (history.calls[i].outcome != telephony::CallOutcome::answered) continue;
    absolute += std::abs(predictions[i]->mean_s - *measured_s(history.calls[i]));
    ++answered;
  }
  const auto result = score(history, predictions);
  EXPECT_EQ(result.served_mean.n(), answered);
  EXPECT_NEAR(result.served_mean.mae_s(), absolute / static_cast<double>(answered), 1e-9);
  EXPECT_EQ(result.abandoned, 23u);
}

/// February, January as warm-up: MAE and RMSE in seconds, measured by another program under the same definitions.
constexpr double february[domain::formula_count][2] = {{56.2, 82.6}, {47.9, 75.3},  {57.3, 84.4}, {62.9, 92.0},
                                                       {59.9, 87.7}, {67.4, 97.7},  {57.0, 79.8}, {46.5, 66.9},
                                                       {52.6, 76.1}, {304.9, 453.7}};

TEST(ReplayOfRealCalls, TheFormulasAgreeWithAnIndependentMeasurement) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "a minute in one thread: nothing for this sanitizer to find";
#endif
  const std::filesystem::path data = std::filesystem::path(TRUEWAIT_SOURCE_DIR) / "../shared/data/anonymous_bank";
  if (!std::filesystem::exists(data / "february.txt")) {
    GTEST_SKIP() << "needs ../shared/data/anonymous_bank beside the repository";
  }
  History history;
  constexpr auto format = LogFormat::anonymous_bank;
  ASSERT_EQ(telephony::read_history(format, (data / "january.txt").string(), false, history), std::nullopt);
  ASSERT_EQ(telephony::read_history(format, (data / "february.txt").string(), true, history), std::nullopt);
  const auto result = score(history, replay(history, telephony::queues_of(format, history), [](double) {}));
  EXPECT_EQ(result.served_mean.n(), 14'096u);
  EXPECT_EQ(result.abandoned, 3'932u);
  EXPECT_NEAR(result.served_mean.mean_measured_s(), 78.57, 0.01);
  for (std::size_t f = 0; f < domain::formula_count; ++f) {
    EXPECT_NEAR(result.formulas[f].mae_s() / february[f][0], 1, 0.02) << domain::formula_names[f];
    EXPECT_NEAR(result.formulas[f].rmse_s() / february[f][1], 1, 0.02) << domain::formula_names[f];
  }
  EXPECT_NEAR(result.served_p10_p90.share(), 0.80, 0.05) << "an interval that says 80 % must hold about as often";
}

}  // namespace
}  // namespace truewait::app
