// How a service ends, and what keeps it from starting.
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>

#include "end_to_end/events.hpp"
#include "end_to_end/load.hpp"
#include "end_to_end/service.hpp"

namespace truewait::test {
namespace {

class Shutdown : public ::testing::Test {
 protected:
  TempDir directory;
  std::string store = directory.file("truewait.db");
  std::string key = create_key(store, "pbx", "events:write,estimate:read");
};

TEST_F(Shutdown, ATermSignalAnswersWhatIsInFlightAndLeavesASnapshot) {
  std::vector<Load::Posted> acknowledged;
  {
    Service service(store);
    ASSERT_TRUE(service.listening());
    Load load(service.port(), key, "t", 7, 4);
    load.wait_for(200);
    service.process().signal(SIGTERM);
    EXPECT_EQ(service.process().wait(std::chrono::seconds(30)), 0) << service.process().err();
    load.stop();
    EXPECT_TRUE(load.surprises().empty()) << load.surprises().front();
    acknowledged = load.acknowledged();
  }
  const Outcome checked = run({"check", "--store", store, "--json"});
  ASSERT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  const auto report = boost::json::parse(checked.out);
  for (const auto& shard : report.at("shards").as_array()) {
    if (shard.at("facts").to_number<int>() == 0) continue;
    EXPECT_EQ(shard.at("snapshot").at("seq"), shard.at("facts")) << checked.out;
    EXPECT_TRUE(shard.at("snapshot").at("equal").as_bool());
  }
  Service again(store);
  ASSERT_TRUE(again.listening());
  HttpClient client(again.port(), key);
  std::vector<std::string> bodies;
  for (const auto& event : acknowledged) bodies.push_back(event.json);
  bodies.resize(std::min<std::size_t>(bodies.size(), 1000));
  const auto response = client.post("/v1/events", batch_json(bodies));
  ASSERT_TRUE(response);
  EXPECT_EQ(boost::json::parse(response->body).at("duplicates").to_number<std::size_t>(), bodies.size());
}

TEST_F(Shutdown, AnIdleServiceEndsOnInterruptEvenWithAConnectionOpen) {
  Service service(store);
  ASSERT_TRUE(service.listening());
  HttpClient client(service.port(), key);
  EXPECT_EQ(client.get("/v1/queues")->status, 200);  // and stays connected
  service.process().signal(SIGINT);
  EXPECT_EQ(service.process().wait(std::chrono::seconds(30)), 0) << service.process().err();
}

TEST_F(Shutdown, ATakenPortIsSaidSo) {
  Service first(store);
  ASSERT_TRUE(first.listening());
  const std::string taken = "127.0.0.1:" + std::to_string(first.port());
  const Outcome second = run({"serve", "--store", directory.file("other.db"), "--queue", "support", "--listen", taken});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_NE(second.err.find("cannot listen on " + taken), std::string::npos) << second.err;
  EXPECT_TRUE(second.out.empty());
}

TEST_F(Shutdown, ATakenOperationsPortIsAWarningAndItServesOn) {
  Service first(store);
  ASSERT_TRUE(first.listening());
  const std::string other = directory.file("other.db");
  const std::string other_key = create_key(other, "pbx", "estimate:read");
  Service second(other, {"--operations", "127.0.0.1:" + std::to_string(first.port())});
  ASSERT_TRUE(second.listening());
  EXPECT_EQ(second.operations(), 0);
  HttpClient client(second.port(), other_key);
  EXPECT_EQ(client.get("/v1/queues")->status, 200);
  second.process().signal(SIGTERM);
  EXPECT_EQ(second.process().wait(), 0);
  EXPECT_NE(second.process().err().find("warning"), std::string::npos) << second.process().err();
}

TEST_F(Shutdown, TwoServicesOnOneStoreAreRefused) {
  Service first(store);
  ASSERT_TRUE(first.listening());
  Service second(store);
  EXPECT_FALSE(second.listening());
  EXPECT_EQ(second.process().wait(), 1);
  EXPECT_NE(second.process().err().find("served by another truewait"), std::string::npos) << second.process().err();
  HttpClient client(first.port(), key);
  EXPECT_EQ(client.get("/v1/queues")->status, 200);
}

TEST_F(Shutdown, TheLockGoesWithTheProcessHoweverItEnds) {
  {
    Service first(store);
    ASSERT_TRUE(first.listening());
    first.process().signal(SIGKILL);
    first.process().wait();
  }
  Service second(store);
  EXPECT_TRUE(second.listening()) << second.process().err();
}

}  // namespace
}  // namespace truewait::test
