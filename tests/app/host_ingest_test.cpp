// Events through the host: on the disk before the answer, once, and with the caller's number kept apart.
#include <algorithm>

#include "app/host/records.hpp"
#include "app/host_fixture.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::app::test {
namespace {

class HostIngest : public HostTest {};

TEST_F(HostIngest, AnAnsweredBatchIsOnTheDisk) {
  open();
  bool checked = false;
  std::vector<edge::IncomingEvent> events{queued("e1", "c1"), queued("e2", "c2", "sales")};
  host->ingest(pbx, std::move(events), [&](edge::IngestResult result) {
    EXPECT_TRUE(result.stored);
    EXPECT_EQ(result.accepted, 2u);
    std::size_t arrivals = 0;  // read by a connection of its own, within the answer
    for (const domain::Fact& fact : facts()) arrivals += std::holds_alternative<domain::CallQueued>(fact.body);
    EXPECT_EQ(arrivals, 2u);
    checked = true;
  });
  EXPECT_FALSE(checked) << "answered before the commit";
  run_until([&] { return checked; });
}

TEST_F(HostIngest, ARepeatChangesNothingAndIsCounted) {
  open();
  ingest(queued("e1", "c1"));
  const auto before = host->engine().digest();
  const auto again = ingest(queued("e1", "c1"));
  EXPECT_TRUE(again.stored);
  EXPECT_EQ(again.duplicates, 1u);
  EXPECT_EQ(again.accepted, 0u);
  EXPECT_EQ(host->engine().digest(), before);
}

TEST_F(HostIngest, ARepeatIsAnsweredAfterTheFirstReport) {
  open();
  std::vector<std::string> order;
  host->ingest(pbx, {queued("e1", "c1")}, [&](edge::IngestResult) { order.push_back("first"); });
  host->ingest(pbx, {queued("e1", "c1")}, [&](edge::IngestResult result) {
    EXPECT_EQ(result.duplicates, 1u);
    order.push_back("repeat");
  });
  run_until([&] { return order.size() == 2; });
  EXPECT_EQ(order, (std::vector<std::string>{"first", "repeat"}));
}

TEST_F(HostIngest, RefusalsCarryTheirPlaceAndName) {
  open();
  std::vector<edge::IncomingEvent> events{queued("e1", "c1"), queued("e2", "c2", "no_such_queue")};
  const auto result = ingest(std::move(events));
  EXPECT_EQ(result.accepted, 1u);
  ASSERT_EQ(result.rejected.size(), 1u);
  EXPECT_EQ(result.rejected[0].index, 1u);
  EXPECT_EQ(result.rejected[0].type, "unknown_queue");
  EXPECT_FALSE(result.rejected[0].detail.empty());
}

TEST_F(HostIngest, TheSiteIsTheKeysWhateverTheEventSays) {
  open();
  auto foreign = queued("e1", "c1");
  foreign.event.site = "other";
  EXPECT_EQ(ingest(std::move(foreign)).accepted, 1u);
  EXPECT_EQ(host->queue("default", "support")->waiting, 1);
}

TEST_F(HostIngest, NumbersAreInTheirTableAndNowhereElse) {
  open();
  const std::string number = "+15550100042";
  ingest(queued("e1", "c1", "support", number));
  std::string customer;
  for (const domain::Fact& fact : facts()) {
    EXPECT_EQ(domain::encode(fact.body).find("15550100042"), std::string::npos);
    if (const auto* arrival = std::get_if<domain::CallQueued>(&fact.body)) customer = arrival->customer;
  }
  EXPECT_EQ(customer.size(), 43u);
  EXPECT_EQ(second_store()->number_of("default", customer).value(), number);
}

TEST_F(HostIngest, TheSameNumberIsTheSameCustomerAfterARestart) {
  open();
  ingest(queued("e1", "c1", "support", "+441632960007"));
  close();
  open();
  ingest(queued("e2", "c2", "support", "+441632960007"));
  std::vector<std::string> customers;
  for (const domain::Fact& fact : facts()) {
    if (const auto* arrival = std::get_if<domain::CallQueued>(&fact.body)) customers.push_back(arrival->customer);
  }
  ASSERT_EQ(customers.size(), 2u);
  EXPECT_EQ(customers[0], customers[1]);
}

TEST_F(HostIngest, OldNumbersArePurgedAtTheStart) {
  open();
  close();
  const auto year_ago = to_ms(Clock::wall() - std::chrono::days(365));
  storage::Batch batch;
  batch.contacts = {{"default", "old", "+15550100001", year_ago},
                    {"default", "new", "+15550100002", to_ms(Clock::wall())}};
  ASSERT_TRUE(second_store()->append(batch));
  open();
  EXPECT_FALSE(second_store()->number_of("default", "old").value());
  EXPECT_TRUE(second_store()->number_of("default", "new").value());
}

TEST_F(HostIngest, AWaitingCallAsksAgainAndWhatItHeardIsAFactOncePerPlaceInTheLine) {
  open();
  serve_calls(40, "w");
  ingest(queued("e1", "ahead"));
  ingest(queued("e2", "mine"));
  const auto told = host->estimate_call(pbx, "mine");
  ASSERT_TRUE(told);
  EXPECT_EQ(told->status, domain::EstimateStatus::ok);
  EXPECT_EQ(told->ahead, 1);
  ingest(answered("e3", "ahead"));
  EXPECT_EQ(host->estimate_call(pbx, "mine")->ahead, 0);
  EXPECT_TRUE(host->estimate_call(pbx, "mine"));
  EXPECT_FALSE(host->estimate_call(pbx, "nobody"));
  run_until([&] { return host->idle(); });
  const auto all = facts();
  const auto again = [](const domain::Fact& fact) {
    const auto* said = std::get_if<domain::PredictionRecorded>(&fact.body);
    return said && said->occasion == domain::PredictionOccasion::reestimated;
  };
  EXPECT_EQ(std::count_if(all.begin(), all.end(), again), 1);
}

TEST_F(HostIngest, AnotherKeyOfTheSiteFindsTheCallAndOneOfAnotherSiteDoesNot) {
  open();
  ingest(queued("e1", "mine"));
  EXPECT_TRUE(host->call({"default", "board", 1}, "mine"));
  EXPECT_TRUE(host->estimate_call({"default", "board", 1}, "mine"));
  EXPECT_FALSE(host->call({"elsewhere", "pbx", 1}, "mine"));
  EXPECT_FALSE(host->estimate_call({"elsewhere", "pbx", 1}, "mine"));
}

TEST_F(HostIngest, ACallNobodyMentionsAgainIsLostWhenItsTimeComes) {
  config.clock_speed = 100;
  config.engine.limits.waiting_call_lost_after = std::chrono::seconds(5);
  open();
  ingest(queued("e1", "c1"));
  EXPECT_EQ(host->queue("default", "support")->waiting, 1);
  run_until([&] { return host->queue("default", "support")->waiting == 0 && host->idle(); });
  const auto all = facts();
  const auto lost = [](const domain::Fact& fact) { return std::holds_alternative<domain::CallLost>(fact.body); };
  EXPECT_EQ(std::count_if(all.begin(), all.end(), lost), 1);
}

}  // namespace
}  // namespace truewait::app::test
