// Reports through the host, against those folded from the same facts at once, and from the command line.
#include <boost/json.hpp>
#include <sstream>

#include "app/commands/report.hpp"
#include "app/host/records.hpp"
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostReport : public HostTest {
 protected:
  domain::ReportQuery today() { return {host->now() - std::chrono::hours(24), host->now(), ""}; }
  std::string print(ReportFormat format) {
    std::ostringstream out, err;
    ReportOptions options;
    options.store = store_path();
    options.format = format;
    EXPECT_EQ(report_accuracy(options, out, err), 0) << err.str();
    return out.str();
  }
};

TEST_F(HostReport, EqualsOneFoldedAtOnce) {
  open();
  serve_calls(80, "a");
  const auto rows = report(today());
  ASSERT_TRUE(rows);
  domain::AccuracyReport whole(today());
  for (const domain::Fact& fact : facts()) whole.add(fact);
  const auto expected = whole.rows();
  ASSERT_EQ(rows->size(), expected.size());
  ASSERT_FALSE(rows->empty());
  std::uint64_t n = 0, unpredicted = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ((*rows)[i].queue, expected[i].queue);
    EXPECT_EQ((*rows)[i].hour, expected[i].hour);
    EXPECT_EQ((*rows)[i].mean.n(), expected[i].mean.n());
    EXPECT_EQ((*rows)[i].mean.mae_s(), expected[i].mean.mae_s());
    EXPECT_EQ((*rows)[i].p10_p90.covered(), expected[i].p10_p90.covered());
    n += (*rows)[i].mean.n();
    unpredicted += (*rows)[i].unpredicted;
  }
  EXPECT_GT(n, 0u);
  EXPECT_EQ(n + unpredicted, 80u);
}

TEST_F(HostReport, AnotherSiteSeesNothing) {
  open();
  serve_calls(40, "a");
  pbx.site = "elsewhere";
  const auto rows = report(today());
  ASSERT_TRUE(rows);
  EXPECT_TRUE(rows->empty());
}

TEST_F(HostReport, OneQueueOnlyAndAWindowWithoutCalls) {
  open();
  serve_calls(40, "a");
  auto query = today();
  query.queue = "sales";
  EXPECT_TRUE(report(query)->empty());
  query.queue = "";
  query.to = query.from + std::chrono::hours(1);
  EXPECT_TRUE(report(query)->empty());
}

TEST_F(HostReport, LongReportsLeaveTurnsToOthers) {
  open();
  serve_calls(400, "a");  // more facts than one slice reads
  ASSERT_GT(facts().size(), ReportReader::slice);
  bool reported = false;
  int turns_before = 0;
  host->accuracy(pbx, today(), [&](auto) { reported = true; });
  loop.restart();
  while (!reported) {
    loop.run_one();
    ++turns_before;
  }
  EXPECT_GE(turns_before, 2);
}

TEST_F(HostReport, TooManyAtOnceAreRefusedAndTheRestAnswered) {
  open();
  int answered_reports = 0, refused = 0;
  for (std::size_t i = 0; i < ReportReader::most_waiting + 5; ++i) {
    host->accuracy(pbx, today(), [&](auto rows) { ++(rows ? answered_reports : refused); });
  }
  run_until([&] { return answered_reports == static_cast<int>(ReportReader::most_waiting); });
  EXPECT_EQ(refused, 5);
}

TEST_F(HostReport, TheCommandReadsTheSameWhileTheServiceRuns) {
  open();
  serve_calls(80, "a");
  const auto rows = report(today());
  const auto json = boost::json::parse(print(ReportFormat::json));
  const auto& listed = json.at("rows").as_array();
  ASSERT_EQ(listed.size(), rows->size());
  EXPECT_EQ(listed[0].at("n").to_number<std::uint64_t>(), rows->front().mean.n());
  if (rows->back().mean.n() > 0) {
    EXPECT_DOUBLE_EQ(listed[listed.size() - 1].at("mean").at("mae_s").as_double(), rows->back().mean.mae_s());
  }
  EXPECT_EQ(listed[0].at("shadows").as_object().size(), domain::formula_count + 1);
  EXPECT_EQ(listed[0].at("shadows").at("learner").at("n").to_number<std::uint64_t>(),
            rows->front().shadows.learner.n());
  std::uint64_t total = 0;
  for (const auto& row : *rows) total += row.mean.n();
  EXPECT_EQ(json.at("totals").at(0).at("n").to_number<std::uint64_t>(), total);

  const std::string csv = print(ReportFormat::csv);
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), rows->size() + 1);
  const std::string table = print(ReportFormat::table);
  EXPECT_NE(table.find("24 hours until now"), std::string::npos) << table;
  EXPECT_NE(table.find("support  all"), std::string::npos) << table;
  EXPECT_NE(table.find("RMSE s"), std::string::npos) << table;
  EXPECT_NE(table.find("erlang_c"), std::string::npos) << table;
  const auto header = csv.substr(0, csv.find('\n')), last = csv.substr(csv.rfind('\n', csv.size() - 2) + 1);
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), std::count(last.begin(), last.end(), ','));
}

TEST_F(HostReport, AStoreAtRestIsReportedUpToItsNewestFact) {
  domain::EventNoted noted;
  noted.origin = {"pbx", "e"};
  storage::Batch batch;
  auto store = second_store();
  const domain::Instant long_ago{std::chrono::hours(300'000)};
  batch.records = {to_record({store->shard("default", "support").value(), 1, long_ago, noted})};
  ASSERT_TRUE(store->append(batch));
  const std::string table = print(ReportFormat::table);
  EXPECT_NE(table.find("until the newest fact"), std::string::npos) << table;
  EXPECT_NE(table.find("No call that waited"), std::string::npos) << table;
}

TEST_F(HostReport, NonsenseIsRefusedInWords) {
  open();
  ReportOptions options;
  options.store = store_path();
  std::ostringstream out, err;
  options.from = "yesterday";
  EXPECT_EQ(report_accuracy(options, out, err), 2);
  EXPECT_NE(err.str().find("--from yesterday"), std::string::npos) << err.str();
  options.from = "2024-01-02T00:00:00Z";
  options.to = "2024-01-01T00:00:00Z";
  EXPECT_EQ(report_accuracy(options, out, err), 2);
  options.store = store_path() + "-missing";
  EXPECT_EQ(report_accuracy(options, out, err), 1);
  EXPECT_EQ(report_experience(options, out, err), 1);
  EXPECT_EQ(report_promise(options, out, err), 1);
  EXPECT_EQ(report_calibration(options, out, err), 1);
  EXPECT_FALSE(std::filesystem::exists(options.store));
  EXPECT_TRUE(out.str().empty());
}

}  // namespace
}  // namespace truewait::app::test
