// What each part of the learned estimate buys: one replay without each, and how that is shown.
#include "app/replay/ablation.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <random>
#include <sstream>

#include "app/replayed_calls.hpp"

namespace truewait::app {
namespace {

std::vector<Ablation> ablated(const telephony::History& history, std::vector<double>* shares = nullptr) {
  return ablate(history, telephony::queues_of(telephony::LogFormat::csv, history), [&](double share) {
    if (shares != nullptr) shares->push_back(share);
  });
}

const Ablation& without(const std::vector<Ablation>& rows, domain::Part part) {
  return rows.at(static_cast<std::size_t>(part) + 1);
}

TEST(Ablation, TheWholeComesFirstAndIsTheOrdinaryReplay) {
  const auto history = test::history_of(test::rows(300));
  std::vector<double> shares;
  const auto rows = ablated(history, &shares);
  ASSERT_EQ(rows.size(), domain::part_count + 1);
  EXPECT_FALSE(rows[0].without);
  for (std::size_t p = 0; p < domain::part_count; ++p) EXPECT_EQ(rows[p + 1].without, static_cast<domain::Part>(p));
  const auto ordinary = score(history, test::predict(history));
  EXPECT_EQ(rows[0].n, ordinary.served_mean.n());
  EXPECT_EQ(rows[0].rmse_s, ordinary.served_mean.rmse_s());
  EXPECT_EQ(rows[0].median_mae_s, ordinary.served_median.mae_s());
  EXPECT_EQ(rows[0].interval_score_s, ordinary.interval_score_s);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_GE(shares.front(), 0);
  EXPECT_LE(shares.back(), 1);
}

/// First come, first served by three agents who are hardly enough, so that waits follow from who is busy and the
/// learner is served; seeded.
std::string busy_rows(int n) {
  std::mt19937 dice(7);
  const auto exponential = [&](double mean_s) {
    return -mean_s * std::log1p(-(static_cast<double>(dice()) / 4294967296.0));
  };
  const auto time = [](double s) {
    char out[32];
    const auto whole = static_cast<int>(s);
    std::snprintf(out, sizeof out, "2026-03-02T%02d:%02d:%02d", 6 + whole / 3600, whole / 60 % 60, whole % 60);
    return std::string(out);
  };
  std::array<double, 3> free{};
  std::string text;
  double joined = 0;
  for (int i = 0; i < n; ++i) {
    joined += exponential(30);
    const auto next = std::min_element(free.begin(), free.end());
    const double answered = std::max(joined, *next), gives_up = joined + exponential(600);
    text += "c" + std::to_string(i) + ",support," + time(joined) + ",";
    if (gives_up < answered) {
      text += time(gives_up) + ",abandoned,,\n";
      continue;
    }
    const double ended = answered + exponential(75);
    text += time(answered) + ",answered,a" + std::to_string(next - free.begin()) + "," + time(ended) + "\n";
    *next = ended + exponential(10);  // a breath before the next one, though somebody may wait
  }
  return text;
}

TEST(Ablation, EachPartChangesWhatItSpeaksOfAndNothingElse) {
  const auto rows = ablated(test::history_of(busy_rows(900)));
  using domain::Part;
  for (const auto part : {Part::usual_wait, Part::agents_and_line, Part::others_waits, Part::pace, Part::formulas,
                          Part::own_queue, Part::idle_agents, Part::unknown_agents})
    EXPECT_NE(without(rows, part).rmse_s, rows[0].rmse_s) << domain::part_names[static_cast<std::size_t>(part)];
  EXPECT_EQ(without(rows, Part::elapsed).rmse_s, rows[0].rmse_s) << "nobody has waited at joining";
  EXPECT_EQ(without(rows, Part::head_starts).rmse_s, rows[0].rmse_s) << "nobody has a head start here";
  EXPECT_EQ(without(rows, Part::overtakers).rmse_s, rows[0].rmse_s);
  for (const auto& row : rows) EXPECT_EQ(row.n, rows[0].n) << "all are scored on the same calls";
}

std::vector<Ablation> two_rows() {
  return {{{}, 10, 60, 40, 190, 5, 43.75}, {domain::Part::pace, 10, 60.5, 39.75, 191, 5, 44}};
}

TEST(Ablation, TheTableSaysWhatAPartBuys) {
  std::ostringstream out;
  print_ablation_table(two_rows(), out);
  const auto text = out.str();
  EXPECT_TRUE(text.starts_with("10 calls waited and were answered; 5 still waited after 120 s\n")) << text;
  EXPECT_NE(text.find("\neverything "), std::string::npos) << text;
  const auto line = text.substr(text.find("\nanswers of the last minutes"));
  for (const auto* figure : {" 60.50 (  +0.50)", " 39.75 (  -0.25)", " 191.00 (  +1.00)", " 44.00 (  +0.25)"})
    EXPECT_NE(line.find(figure), std::string::npos) << figure << " in" << line;
}

TEST(Ablation, TheJsonSaysTheSame) {
  std::ostringstream out;
  print_ablation_json(two_rows(), out);
  const auto json = boost::json::parse(out.str());
  EXPECT_EQ(json.at("remaining_after_s").to_number<int>(), 120);
  EXPECT_EQ(json.at("whole").at("rmse_s").to_number<double>(), 60);
  EXPECT_FALSE(json.at("whole").as_object().contains("buys"));
  const auto& row = json.at("without").as_array().at(0);
  EXPECT_EQ(row.at("part").as_string(), "pace");
  EXPECT_EQ(row.at("words").as_string(), "answers of the last minutes");
  EXPECT_EQ(row.at("rmse_s").to_number<double>(), 60.5);
  EXPECT_EQ(row.at("buys").at("rmse_s").to_number<double>(), 0.5);
  EXPECT_EQ(row.at("buys").at("median_mae_s").to_number<double>(), -0.25);
  EXPECT_EQ(row.at("buys").at("interval_score_s").to_number<double>(), 1);
  EXPECT_EQ(row.at("buys").at("remaining_mae_s").to_number<double>(), 0.25);
}

}  // namespace
}  // namespace truewait::app
