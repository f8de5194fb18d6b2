// The plots of a replay: the numbers behind them, where they stand on the drawing, and the files.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/plots/charts.hpp"
#include "app/plots/files.hpp"

namespace truewait::app::plots {
namespace {

using namespace std::chrono_literals;

constexpr domain::Instant midnight = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

/// Calls with what was told about them.
class Told {
 public:
  domain::Estimate& add(double wait_s, domain::Instant queued_at = midnight + 9h) {
    auto& call = calls_.emplace_back();
    call.queued_at = queued_at;
    waits_s_.push_back(wait_s);
    return estimates_.emplace_back();
  }
  Calls scored() const {
    Calls all;
    for (std::size_t i = 0; i < calls_.size(); ++i) all.push_back({i, &calls_[i], &estimates_[i], waits_s_[i]});
    return all;
  }

 private:
  std::deque<telephony::HistoricCall> calls_;
  std::deque<domain::Estimate> estimates_;
  std::vector<double> waits_s_;
};

/// Waits of 10, 20, 30 and 40 s; every caller was told the same quantiles.
Calls four_calls(Told& told) {
  for (const double wait_s : {10, 20, 30, 40}) told.add(wait_s).quantiles_s = {5, 10, 20, 30, 40, 50};
  return told.scored();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(PlotMeasures, ALevelCountsTheWaitsWithinItsQuantile) {
  Told told;
  const auto shares = level_shares(four_calls(told));
  ASSERT_EQ(shares.size(), 6u);
  const std::uint64_t within[] = {0, 1, 2, 3, 4, 4};
  for (std::size_t l = 0; l < shares.size(); ++l) {
    EXPECT_EQ(shares[l].level, domain::quantile_levels[l]);
    EXPECT_EQ(shares[l].n, 4u);
    EXPECT_EQ(shares[l].within, within[l]) << shares[l].level;
  }
}

TEST(PlotMeasures, AProbabilityIsCountedInItsTenth) {
  Told told;
  for (const double wait_s : {50, 60, 61, 70}) told.add(wait_s).quantiles_s = {10, 20, 60, 100, 200, 300};
  told.add(400).quantiles_s = {100, 200, 300, 400, 500, 600};  // 0.94 that it is longer than a minute
  const auto bins = probability_bins(told.scored(), 60s);
  EXPECT_EQ(bins[4].n, 4u) << "one half is the upper end of the fifth tenth";
  EXPECT_EQ(bins[4].longer, 2u) << "a wait of the threshold itself is not longer";
  EXPECT_NEAR(bins[4].said, 4 * 0.5, 1e-9);
  EXPECT_EQ(bins[9].n, 1u);
  EXPECT_EQ(bins[9].longer, 1u);
  std::uint64_t all = 0;
  for (const auto& bin : bins) all += bin.n;
  EXPECT_EQ(all, 5u);
}

TEST(PlotMeasures, MeasuredWaitsStandByWhatWasPredicted) {
  Told told;
  for (int wait_s = 12; wait_s > 0; --wait_s) told.add(wait_s).mean_s = wait_s % 2 == 0 ? 20 : 30;
  for (int i = 0; i < 9; ++i) told.add(500).mean_s = 400;  // too few for percentiles
  const auto bins = measured_by_predicted(told.scored());
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bins[0].n, 12u);
  EXPECT_NEAR(bins[0].predicted_s, 25, 1e-9);
  EXPECT_NEAR(bins[0].p10_s, 2.1, 1e-9);
  EXPECT_NEAR(bins[0].median_s, 6.5, 1e-9);
  EXPECT_NEAR(bins[0].p90_s, 10.9, 1e-9);
}

TEST(PlotMeasures, HoursRunFromTheFirstWithACallToTheLast) {
  Told told;
  told.add(20, midnight + 10h - 1s).mean_s = 30;
  told.add(20, midnight + 10h).mean_s = 15;
  told.add(20, midnight + 24h + 12h + 59min).mean_s = 20;
  const auto hours = error_by_hour(told.scored());
  ASSERT_EQ(hours.size(), 4u);
  const std::string words[] = {"9", "10", "11", "12"};
  const std::uint64_t n[] = {1, 1, 0, 1};
  for (std::size_t i = 0; i < hours.size(); ++i) {
    EXPECT_EQ(hours[i].words, words[i]);
    EXPECT_EQ(hours[i].error.n(), n[i]);
  }
  EXPECT_NEAR(hours[0].error.bias_s(), 10, 1e-9);
  EXPECT_NEAR(hours[1].error.bias_s(), -5, 1e-9);
}

TEST(PlotMeasures, ManyAheadShareACategory) {
  Told told;
  for (const int ahead : {0, 3, 9, 10, 14, 15, 19, 20, 400}) told.add(1).ahead = ahead;
  const auto places = error_by_ahead(told.scored());
  ASSERT_EQ(places.size(), 13u);
  const std::uint64_t n[] = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 2, 2};
  for (std::size_t i = 0; i < places.size(); ++i) EXPECT_EQ(places[i].error.n(), n[i]) << places[i].words;
  EXPECT_EQ(places[10].words, "10-14");
}

TEST(PlotScale, MarksAreRoundAndWithinTheScale) {
  const Scale shares(Spacing::linear, 0, 1, 70, 740);
  const auto ticks = shares.ticks();
  ASSERT_EQ(ticks.size(), 6u);
  for (std::size_t i = 0; i < ticks.size(); ++i) EXPECT_NEAR(ticks[i], 0.2 * static_cast<double>(i), 1e-12);
  for (const double to : {0.37, 1.0, 7.0, 52.0, 99.0, 1234.0}) {
    const auto marks = Scale(Spacing::linear, -to / 3, to, 0, 400).ticks();
    EXPECT_GE(marks.size(), 3u) << to;
    EXPECT_LE(marks.size(), 9u) << to;
    EXPECT_GE(marks.front(), -to / 3 - 1e-9);
    EXPECT_LE(marks.back(), to + 1e-9);
  }
}

TEST(PlotScale, ARootScaleGivesShortWaitsRoom) {
  const Scale waits(Spacing::square_root, 0, 400, 400, 0);
  EXPECT_NEAR(waits.px(0), 400, 1e-9);
  EXPECT_NEAR(waits.px(100), 200, 1e-9) << "a quarter of the wait, half of the way";
  EXPECT_NEAR(waits.px(1000), 0, 1e-9) << "beyond the end: at the end";
  const auto ticks = waits.ticks();
  for (std::size_t i = 1; i < ticks.size(); ++i) EXPECT_GE(std::abs(waits.px(ticks[i]) - waits.px(ticks[i - 1])), 34);
}

TEST(PlotSvg, TextIsEscaped) {
  EXPECT_EQ(escaped("a<b & \"c\" > 'd'\x01"), "a&lt;b &amp; &quot;c&quot; &gt; &apos;d&apos;?");
  Svg svg(10, 10, "<&>");
  svg.words({1, 2}, "x < y");
  svg.dot({1, 2}, 3, Role::first, "1 & 2");
  const auto text = svg.document();
  EXPECT_TRUE(has(text, "<title>&lt;&amp;&gt;</title>"));
  EXPECT_TRUE(has(text, ">x &lt; y</text>"));
  EXPECT_TRUE(has(text, "<circle cx=\"1.0\" cy=\"2.0\" r=\"3.0\" class=\"first\"><title>1 &amp; 2</title></circle>"));
  EXPECT_TRUE(has(text, "fill=\"#ffffff\"")) << "a background of its own";
}

TEST(PlotCharts, ASharesPlaceIsItsLevelAndItsValue) {
  Told told;
  const auto text = reliability_chart(level_shares(four_calls(told)));
  EXPECT_TRUE(has(text, "<circle cx=\"405.0\" cy=\"235.0\"")) << "2 of 4 at level 0.5: the middle of the plot";
  EXPECT_TRUE(has(text, "<circle cx=\"606.0\" cy=\"142.5\"")) << "3 of 4 at level 0.8";
  EXPECT_TRUE(has(text, "level 0.80: 3 of 4 waits within it"));
  EXPECT_TRUE(has(text, ">75.0 %</text>"));
  // Wilson's interval of 2 in 4 is 0.1500 to 0.8500: 364.5 and 105.5 pixels from the top.
  EXPECT_TRUE(has(text, "<line x1=\"405.0\" y1=\"364.5\" x2=\"405.0\" y2=\"105.5\" class=\"first\"/>"));
}

TEST(PlotCharts, ErrorsStandAboveTheirCategory) {
  std::vector<Category> categories{{"early", {}}, {"late", {}}};
  categories[0].error.add(30, 20);
  categories[1].error.add(20, 40);
  const auto text = error_chart("Error", "when", categories);
  // The axis runs from -22 to 24 over 370 pixels, the two categories share 670.
  EXPECT_TRUE(has(text, "<circle cx=\"237.5\" cy=\"162.6\"")) << "bias +10";
  EXPECT_TRUE(has(text, "<circle cx=\"572.5\" cy=\"403.9\"")) << "bias -20";
  EXPECT_TRUE(has(text, "<rect x=\"451.9\" y=\"82.2\" width=\"241.2\" height=\"160.9\"")) << "MAE 20";
  EXPECT_TRUE(has(text, "late: MAE 20.0 s, bias -20.0 s, 1 calls"));
}

TEST(PlotCharts, TheMedianStandsAboveWhatWasPredicted) {
  const auto text = predicted_measured_chart({{12, 100, 25, 81, 400}});
  // Both axes end at 420: the root of 100 / 420 is 0.48795 of the way, that of 81 / 420 is 0.43916.
  EXPECT_TRUE(has(text, "<circle cx=\"396.9\" cy=\"257.5\"")) << text;
  EXPECT_TRUE(has(text, "predicted 100 s: median 81 s, 10 % 25 s, 90 % 400 s, 12 calls"));
}

TEST(PlotCharts, ATenthsPlaceIsWhatWasToldAndWhatCameTrue) {
  ProbabilityBins bins{};
  bins[4] = {4, 1, 2.0};
  const auto text = probability_chart({{60s, bins}, {180s, {}}});
  EXPECT_TRUE(has(text, "<circle cx=\"255.0\" cy=\"327.5\"")) << "told 0.5, one of four";
  EXPECT_TRUE(has(text, ">P(wait &gt; 60 s)</text>"));
  EXPECT_TRUE(has(text, ">P(wait &gt; 180 s)</text>"));
}

class PlotFiles : public ::testing::Test {
 protected:
  PlotFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "truewait-plots-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  ~PlotFiles() override { std::filesystem::remove_all(folder_); }
  std::string in_folder(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

TEST_F(PlotFiles, FiveFilesInAFolderThatWasNotThere) {
  Told told;
  const auto folder = in_folder("a/b");
  ASSERT_EQ(prepare_folder(folder), std::nullopt);
  ASSERT_EQ(prepare_folder(folder), std::nullopt) << "it may be there already";
  const auto written = write_plots(folder, four_calls(told));
  EXPECT_EQ(written.error, std::nullopt);
  ASSERT_EQ(written.paths.size(), 5u);
  for (const auto* name : {"reliability", "probability", "predicted_measured", "error_by_hour", "error_by_ahead"}) {
    std::ifstream in(folder + "/" + name + ".svg");
    std::stringstream text;
    text << in.rdbuf();
    EXPECT_TRUE(text.str().starts_with("<?xml")) << name;
    EXPECT_TRUE(text.str().ends_with("</svg>\n")) << name;
  }
}

TEST_F(PlotFiles, NoCallsAreEmptyPlots) {
  EXPECT_EQ(write_plots(folder_.string(), {}).error, std::nullopt);
}

TEST_F(PlotFiles, WhatCannotBeWrittenIsNamed) {
  std::ofstream(in_folder("file")) << "in the way";
  const auto below = prepare_folder(in_folder("file/plots"));
  ASSERT_TRUE(below);
  EXPECT_TRUE(has(*below, in_folder("file/plots"))) << *below;
  EXPECT_TRUE(prepare_folder(in_folder("file")));
  std::filesystem::create_directory(in_folder("probability.svg"));
  const auto written = write_plots(folder_.string(), {});
  ASSERT_TRUE(written.error);
  EXPECT_TRUE(has(*written.error, "probability.svg")) << *written.error;
  EXPECT_EQ(written.paths.size(), 1u);
}

}  // namespace
}  // namespace truewait::app::plots
