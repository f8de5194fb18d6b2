// The experience report, the report of promises and the calibration report through the host and from the command line.
#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "app/commands/report.hpp"
#include "app/host/clock.hpp"
#include "app/host/records.hpp"
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

using namespace std::chrono_literals;

class HostExperience : public HostTest {
 protected:
  domain::ReportQuery today() { return {host->now() - 24h, host->now() + 1h, ""}; }

  /// Facts of one caller who was told "less than 60 s", answered after 90 s, and found it slow; and of what staff say.
  void write_one_caller() {
    const domain::Instant joined = Clock::wall() - 2h;
    auto store = second_store();
    const auto shard = store->shard("default", "support").value();
    storage::Batch batch;
    const auto add = [&](domain::Instant at, domain::FactBody body) {
      batch.records.push_back(to_record({shard, batch.records.size() + 1, at, std::move(body)}));
    };
    domain::CallQueued queued;
    queued.origin = {"pbx", "e1"};
    queued.call_id = "c1";
    queued.queue = "support";
    queued.joined = queued.rank = joined;
    add(joined, queued);
    domain::PredictionRecorded predicted;
    predicted.call_id = "c1";
    predicted.source = "pbx";
    predicted.queue = "support";
    predicted.estimate.status = domain::EstimateStatus::ok;
    predicted.estimate.mean_s = 45;
    predicted.estimate.quantiles_s = {10, 20, 40, 80, 100, 120};
    add(joined, predicted);
    domain::QuoteGiven quote;
    quote.source = "pbx";
    quote.call_id = "c1";
    quote.queue = "support";
    quote.quote_id = "q1";
    quote.upper = 60s;
    quote.spoken = joined;
    quote.first = true;
    add(joined, quote);
    add(joined + 90s, domain::CallAnswered{{"pbx", "e2"}, "c1", "support", "ann", joined + 90s, {}, 90s});
    domain::ResponseGiven response;
    response.response_id = "r1";
    response.source = "pbx";
    response.call_id = "c1";
    response.queue = "support";
    response.answers = {{"perceived_wait", 3, ""}, {"fast", 2, ""}};
    add(joined + 200s, response);
    add(joined + 300s, domain::BeliefStated{"b1", "pbx", "fast", "manager", "", 8, 10, joined - 1h, joined + 1h});
    ASSERT_TRUE(store->append(batch));
  }

  std::string print(int (*command)(const ReportOptions&, std::ostream&, std::ostream&), ReportFormat format,
                    domain::Duration target = 60s, domain::Duration above = 120s) {
    std::ostringstream out, err;
    ReportOptions options;
    options.store = store_path();
    options.format = format;
    options.target = target;
    options.above = above;
    EXPECT_EQ(command(options, out, err), 0) << err.str();
    return out.str();
  }
};

TEST_F(HostExperience, TheHostReadsWhatTheFactsSay) {
  write_one_caller();
  open();
  std::optional<domain::Experience> experience;
  std::optional<domain::Promises> promises;
  host->experience(pbx, today(), [&](auto read) { experience = std::move(read); });
  host->promise(pbx, today(), [&](auto read) { promises = std::move(read); });
  run_until([&] { return experience && promises; });
  EXPECT_EQ(experience->all.same.measured.n(), 1u);
  EXPECT_DOUBLE_EQ(*experience->all.same.predicted.value(), 45);
  EXPECT_DOUBLE_EQ(*experience->all.same.measured.value(), 90);
  EXPECT_DOUBLE_EQ(*experience->all.same.perceived.value(), 180);
  EXPECT_DOUBLE_EQ(experience->gaps.belief_minus_perceived->value, 0.8);
  EXPECT_EQ(experience->all.measured_fast.k, 0u) << "the queue's target is a minute";
  EXPECT_EQ(promises->all.counts.broken_late, 1u);
  std::optional<domain::Calibration> calibration;
  host->calibration(pbx, today(), [&](auto read) { calibration = std::move(read); });
  run_until([&] { return calibration.has_value(); });
  ASSERT_EQ(calibration->queues.size(), 1u);
  const auto& support = calibration->queues[0];
  EXPECT_EQ(support.figures.n(), 1u);
  EXPECT_EQ(support.figures.p10_p90.covered(), 1u);
  EXPECT_EQ(support.offer_above, domain::Duration(2min)) << "of the queue's offer rule";
  EXPECT_EQ(support.drift.sum.wrong(), 1u);
  pbx.site = "elsewhere";
  experience.reset();
  host->experience(pbx, today(), [&](auto read) { experience = std::move(read); });
  run_until([&] { return experience.has_value(); });
  EXPECT_TRUE(experience->rows.empty());
  EXPECT_FALSE(experience->belief);
}

TEST_F(HostExperience, TheCommandPrintsTablesJsonAndCsv) {
  write_one_caller();
  const std::string table = print(report_experience, ReportFormat::table);
  EXPECT_NE(table.find("staff believe                 80.0 %"), std::string::npos) << table;
  EXPECT_NE(table.find("belief less perceived        +80.0 points"), std::string::npos) << table;
  const auto json = boost::json::parse(print(report_experience, ReportFormat::json, 100s));
  EXPECT_EQ(json.at("all").at("perceived_s"), 180);
  EXPECT_EQ(json.at("measured_fast").at("agree"), 1) << "--target";
  const std::string csv = print(report_experience, ReportFormat::csv);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);

  const std::string kept = print(report_promise, ReportFormat::table);
  EXPECT_NE(kept.find("Kept in 0.0 % of 1"), std::string::npos) << kept;
  EXPECT_EQ(boost::json::parse(print(report_promise, ReportFormat::json)).at("all").at("broken_late"), 1);
  const std::string shares = print(report_promise, ReportFormat::csv);
  EXPECT_EQ(std::count(shares.begin(), shares.end(), '\n'), 2);
}

TEST_F(HostExperience, TheCommandPrintsWhetherPredictionsHeld) {
  write_one_caller();
  const std::string table = print(report_calibration, ReportFormat::table);
  EXPECT_NE(table.find("support  all "), std::string::npos) << table;
  EXPECT_NE(table.find("P(wait > 120 s) said, and how many waited longer: 5 % said, 0 % did (1)"), std::string::npos)
      << table;
  EXPECT_NE(table.find("broken promises: 1 of 1; CUSUM 0.69, threshold 5.00\n"), std::string::npos) << table;
  const auto json = boost::json::parse(print(report_calibration, ReportFormat::json, 60s, 30s));
  EXPECT_EQ(json.at("totals").at(0).at("above").at("t_s"), 30) << "--above";
  EXPECT_EQ(json.at("totals").at(0).at("levels").at("p90").at("share"), 1);
  EXPECT_EQ(json.at("rows").at(0).at("levels").at("p80").at("share"), 0);
  const std::string csv = print(report_calibration, ReportFormat::csv);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);
}

TEST_F(HostExperience, NobodyThereIsSaidInWords) {
  open();
  drop();
  EXPECT_NE(print(report_experience, ReportFormat::table).find("Nobody joined"), std::string::npos);
  EXPECT_NE(print(report_promise, ReportFormat::table).find("Nobody joined"), std::string::npos);
  EXPECT_NE(print(report_calibration, ReportFormat::table).find("No call that waited"), std::string::npos);
}

}  // namespace
}  // namespace truewait::app::test
