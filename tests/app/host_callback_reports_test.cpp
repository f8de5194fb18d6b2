// The reports of callbacks, of fairness and of the time to a human through the host and from the command line.
#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "app/commands/report.hpp"
#include "app/host/clock.hpp"
#include "app/host/prediction_meter.hpp"
#include "app/host/records.hpp"
#include "app/host_fixture.hpp"
#include "app/time_zone.hpp"

namespace truewait::app::test {
namespace {

using namespace std::chrono_literals;

class HostCallbackReports : public HostTest {
 protected:
  domain::ReportQuery today() { return {host->now() - 24h, host->now() + 1h, ""}; }

  /// Facts of one caller who was offered a callback and took it, was rung half an hour later inside the window and
  /// spoke with an agent; while the phone rang, a live caller who had come later was answered.
  void write_one_callback() {
    asked_ = std::chrono::floor<std::chrono::hours>(Clock::wall()) - 3h;
    auto store = second_store();
    const auto shard = store->shard("default", "support").value();
    storage::Batch batch;
    const auto add = [&](domain::Duration after, domain::FactBody body) {
      batch.records.push_back(to_record({shard, batch.records.size() + 1, asked_ + after, std::move(body)}));
    };
    add(0s, queued_fact("c1", 0s));
    add(10s, domain::OfferMade{"pbx", "c1", "support", "wait_is_long", {}});
    domain::CallbackAccepted accepted;
    accepted.source = "pbx";
    accepted.callback_id = "cb";
    accepted.queue = "support";
    accepted.call_id = "c1";
    accepted.accepted = asked_ + 60s;
    accepted.rank = asked_;
    accepted.joined = asked_;
    accepted.window = domain::Window{asked_ + 20min, asked_ + 40min};
    add(60s, accepted);
    add(61s, domain::CallLeft{{"pbx", "e2"}, "c1", "support", domain::LeftReason::withdrawn, asked_ + 61s, 61s});
    add(61s, domain::CallbackChanged{"cb", domain::CallbackState::waiting, "left the line", {}});
    add(29min, queued_fact("live", 29min));
    add(30min, domain::DialIntended{"cb", "d1", "ivr", asked_ + 32min});
    add(30min + 5s, domain::DialProgressed{"cb", "d1", domain::DialOutcome::ringing, asked_ + 30min + 5s, {}, {}});
    add(30min + 9s, domain::CallAnswered{{"pbx", "e4"}, "live", "support", "ann", asked_ + 30min + 9s, {}, 69s});
    add(30min + 15s, domain::DialProgressed{"cb", "d1", domain::DialOutcome::accepted, asked_ + 30min + 15s, {}, {}});
    auto leg = queued_fact("leg", 30min + 16s);
    leg.callback_id = "cb";
    leg.rank = asked_;
    add(30min + 16s, leg);
    add(31min, domain::CallAnswered{{"pbx", "e6"}, "leg", "support", "bob", asked_ + 31min, {}, 44s});
    add(31min, domain::CallbackConnected{"cb", "support", "pbx", "leg", 31min});
    add(40min, domain::CallbackChanged{"cb", domain::CallbackState::completed, "served", {}});
    ASSERT_TRUE(store->append(batch));
  }

  domain::CallQueued queued_fact(const std::string& call, domain::Duration after) const {
    domain::CallQueued f;
    f.origin = {"pbx", "queued " + call};
    f.call_id = call;
    f.queue = "support";
    f.joined = f.rank = asked_ + after;
    return f;
  }

  std::string print(int (*command)(const ReportOptions&, std::ostream&, std::ostream&), ReportFormat format,
                    const std::string& zone = "UTC") {
    std::ostringstream out, err;
    ReportOptions options;
    options.store = store_path();
    options.format = format;
    options.time_zone = zone;
    EXPECT_EQ(command(options, out, err), 0) << err.str();
    return out.str();
  }

  domain::Instant asked_;
};

TEST_F(HostCallbackReports, TheHostReadsWhatTheFactsSay) {
  config.engine.queues.front().time_zone = "Asia/Kolkata";
  write_one_callback();
  open();
  std::optional<domain::CallbackSummary> callbacks;
  std::optional<domain::Fairness> fairness;
  std::optional<domain::TimeToHuman> humans;
  host->callback_report(pbx, today(), [&](auto read) { callbacks = std::move(read); });
  host->fairness(pbx, today(), [&](auto read) { fairness = std::move(read); });
  host->time_to_human(pbx, today(), [&](auto read) { humans = std::move(read); });
  run_until([&] { return callbacks && fairness && humans; });
  EXPECT_EQ(callbacks->all.taken, 1u);
  EXPECT_EQ(callbacks->all.completed, 1u);
  EXPECT_EQ(callbacks->all.windows.inside, 1u);
  EXPECT_EQ(callbacks->all.windows.connected_inside, 1u);
  EXPECT_DOUBLE_EQ(callbacks->all.saved_s(), (29 * 60 + 5) - 45);
  const auto utc_hour = (asked_ - std::chrono::floor<std::chrono::days>(asked_)) / 1h;
  const auto kolkata = static_cast<std::size_t>((utc_hour + 6) % 24);  // half past, and five and a half hours ahead
  EXPECT_EQ(callbacks->all.by_hour[kolkata].reached, 1u) << "the queue's own time zone";
  ASSERT_EQ(fairness->overtakes.size(), 1u);
  EXPECT_EQ(fairness->overtakes[0].reason, domain::OvertakeReason::being_rung);
  EXPECT_EQ(humans->all.hold.served, 1u);
  EXPECT_DOUBLE_EQ(*humans->all.callback.served_s.value(), 31 * 60);
  pbx.site = "elsewhere";
  callbacks.reset();
  host->callback_report(pbx, today(), [&](auto read) { callbacks = std::move(read); });
  run_until([&] { return callbacks.has_value(); });
  EXPECT_TRUE(callbacks->rows.empty());
}

TEST_F(HostCallbackReports, TheCommandsPrintTablesJsonAndCsv) {
  write_one_callback();
  const std::string funnel = print(report_callbacks, ReportFormat::table);
  EXPECT_NE(funnel.find("first rings inside"), std::string::npos) << funnel;
  EXPECT_NE(funnel.find("connected, of the accepted    100 %"), std::string::npos) << funnel;
  EXPECT_NE(funnel.find("Holding saved: 28.3 min in all"), std::string::npos) << funnel;
  const auto utc = boost::json::parse(print(report_callbacks, ReportFormat::json));
  const auto there = boost::json::parse(print(report_callbacks, ReportFormat::json, "Asia/Kolkata"));
  const auto hour = [](const boost::json::value& v) { return v.at("all").at("by_hour").at(0).at("hour").as_int64(); };
  EXPECT_EQ((hour(utc) + 6) % 24, hour(there)) << "--time-zone";
  const std::string unfair = print(report_fairness, ReportFormat::table);
  EXPECT_NE(unfair.find("call live (support) before callback cb (support): being_rung (dialling)"), std::string::npos)
      << unfair;
  const std::string listed = print(report_fairness, ReportFormat::csv);
  EXPECT_EQ(std::count(listed.begin(), listed.end(), '\n'), 2);
  EXPECT_EQ(boost::json::parse(print(report_fairness, ReportFormat::json)).at("all").at("overtakes"), 1);
  const std::string humans = print(report_time_to_human, ReportFormat::table);
  EXPECT_NE(humans.find("support  callback"), std::string::npos) << humans;
  EXPECT_NE(humans.find("1860.0"), std::string::npos) << humans;
  const std::string kinds = print(report_time_to_human, ReportFormat::csv);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), '\n'), 4);
  const std::string lines = print(report_callbacks, ReportFormat::csv);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
}

TEST_F(HostCallbackReports, NobodyThereIsSaidInWordsAndNonsenseRefused) {
  open();
  drop();
  EXPECT_NE(print(report_callbacks, ReportFormat::table).find("None was offered"), std::string::npos);
  EXPECT_NE(print(report_fairness, ReportFormat::table).find("Nobody was answered"), std::string::npos);
  EXPECT_NE(print(report_time_to_human, ReportFormat::table).find("Nobody joined"), std::string::npos);
  std::ostringstream out, err;
  ReportOptions options;
  options.store = store_path();
  options.time_zone = "Europe/Berln";
  EXPECT_EQ(report_callbacks(options, out, err), 2);
  EXPECT_NE(err.str().find("Europe/Berlin"), std::string::npos) << err.str();
  options.time_zone = "UTC";
  options.store += "-missing";
  EXPECT_EQ(report_callbacks(options, out, err), 1);
  EXPECT_EQ(report_fairness(options, out, err), 1);
  EXPECT_EQ(report_time_to_human(options, out, err), 1);
  EXPECT_TRUE(out.str().empty());
}

TEST(ZoneOffsets, FollowTheClocksThatAreChanged) {
  using namespace std::chrono;
  const domain::Instant march = sys_days{year{2026} / 3 / 28}, april = march + 240h;
  const auto berlin = offsets_between("Europe/Berlin", march, april);
  ASSERT_EQ(berlin.size(), 2u);
  EXPECT_EQ(berlin[0].second, 1h);
  EXPECT_EQ(berlin[1].first, march + 25h) << "the last Sunday of March, at 01:00 UTC";
  EXPECT_EQ(berlin[1].second, 2h);
  EXPECT_TRUE(offsets_between("Nowhere/At_all", march, april).empty());
}

TEST(PredictionMeter, Pain6TheLegOfACallbackIsNotScoredAsAWait) {
  PredictionMeter meter;
  std::uint64_t seq = 0;
  const domain::Instant now{std::chrono::hours(300'000)};
  const auto hear = [&](domain::FactBody body) { meter.observe({1, ++seq, now, std::move(body)}); };
  for (const std::string callback : {"", "cb"}) {
    domain::CallQueued queued;
    queued.origin = {"pbx", "q" + callback};
    queued.call_id = "call" + callback;
    queued.queue = "support";
    queued.callback_id = callback;
    hear(queued);
    domain::PredictionRecorded told;
    told.call_id = queued.call_id;
    told.source = "pbx";
    told.queue = "support";
    told.estimate.status = domain::EstimateStatus::ok;
    told.estimate.mean_s = 100;
    hear(told);
    hear(domain::CallAnswered{{"pbx", "a" + callback}, queued.call_id, "support", "ann", now, {}, 90s});
  }
  EXPECT_EQ(meter.figures().at("support").n, 1u);
}

}  // namespace
}  // namespace truewait::app::test
