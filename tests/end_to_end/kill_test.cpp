// kill -9 under event load, again and again on one store: every acknowledged event is there afterwards, once.
// TRUEWAIT_KILLS sets how often; the seed of a failing round is in the failure.
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <map>
#include <random>

#include "end_to_end/events.hpp"
#include "end_to_end/load.hpp"
#include "end_to_end/service.hpp"
#include "truewait/domain/codec.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::test {
namespace {

int kills() {
  const char* wanted = std::getenv("TRUEWAIT_KILLS");
  return wanted ? std::atoi(wanted) : 20;
}

/// How often each event id is the origin of a fact that changes the course of a call.
std::map<std::string, int> origins(const std::string& path) {
  std::map<std::string, int> found;
  const auto store = storage::open_sqlite_readonly(path);
  EXPECT_TRUE(store) << store.error().message();
  const auto shards = (*store)->shards();
  for (const storage::Shard& shard : *shards) {
    for (std::uint64_t next = 1;;) {
      const auto records = (*store)->read(shard.id, next, 10'000);
      for (const storage::Record& record : *records) {
        const auto body = domain::decode(record.body);
        EXPECT_TRUE(body);
        std::visit(
            [&](const auto& fact) {
              if constexpr (requires { fact.origin; }) ++found[fact.origin.event_id];
            },
            *body);
      }
      next += records->size();
      if (records->size() < 10'000) break;
    }
  }
  return found;
}

class Kill : public ::testing::Test {
 protected:
  /// Posts all of `events` again; the number the service already had.
  std::size_t repeat(std::uint16_t port, const std::vector<Load::Posted>& events) {
    HttpClient client(port, key);
    std::size_t duplicates = 0;
    for (std::size_t i = 0; i < events.size(); i += 500) {
      std::vector<std::string> bodies;
      for (std::size_t k = i; k < std::min(i + 500, events.size()); ++k) bodies.push_back(events[k].json);
      const auto response = client.post("/v1/events", batch_json(bodies));
      EXPECT_TRUE(response);
      if (!response || response->status != 202) return duplicates;
      duplicates += boost::json::parse(response->body).at("duplicates").to_number<std::size_t>();
    }
    return duplicates;
  }

  TempDir directory;
  std::string store = directory.file("truewait.db");
  std::string key = create_key(store, "pbx", "events:write,estimate:read");
};

TEST_F(Kill, EveryAcknowledgedEventIsThereAfterwardsOnce) {
  std::mt19937_64 random(20'260'301);
  std::vector<Load::Posted> acknowledged, all_acknowledged;
  for (int round = 0; round < kills(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Service service(store);
    ASSERT_TRUE(service.listening()) << service.process().err();
    const std::size_t known = repeat(service.port(), acknowledged);
    ASSERT_EQ(known, acknowledged.size()) << "acknowledged events are gone";
    Load load(service.port(), key, "r" + std::to_string(round), random(), 4);
    load.wait_for(random() % 400);
    service.process().signal(SIGKILL);
    EXPECT_EQ(service.process().wait(), 128 + SIGKILL);
    load.stop();
    for (const std::string& surprise : load.surprises()) ADD_FAILURE() << surprise;
    // Only this round's need another look in the next: those before were all found again.
    acknowledged = load.acknowledged();
    all_acknowledged.insert(all_acknowledged.end(), acknowledged.begin(), acknowledged.end());
  }
  Service last(store);
  ASSERT_TRUE(last.listening()) << last.process().err();
  EXPECT_EQ(repeat(last.port(), all_acknowledged), all_acknowledged.size());
  last.process().signal(SIGTERM);
  EXPECT_EQ(last.process().wait(), 0) << last.process().err();

  const auto found = origins(store);
  for (const Load::Posted& event : all_acknowledged) {
    const auto at = found.find(event.id);
    ASSERT_TRUE(at != found.end()) << event.id << " was acknowledged and is gone";
    EXPECT_EQ(at->second, 1) << event.id;
  }
  const Outcome checked = run({"check", "--store", store});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  EXPECT_GT(all_acknowledged.size(), 0u);
}

}  // namespace
}  // namespace truewait::test
