#include "app/host_fixture.hpp"

#include <stdlib.h>

#include "app/host/records.hpp"

namespace truewait::app::test {

namespace {

domain::QueueConfig queue_config(const std::string& name) {
  domain::QueueConfig queue;
  queue.name = name;
  return queue;
}

}  // namespace

HostTest::HostTest() {
  std::string name = std::filesystem::temp_directory_path() / "truewait-host-XXXXXX";
  directory = ::mkdtemp(name.data());
  config.store = directory / "truewait.db";
  config.engine.queues = {queue_config("support"), queue_config("sales")};
}

HostTest::~HostTest() {
  host.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
}

void HostTest::close() {
  host->drain();
  run_until([&] { return host->idle(); });
  host->close();
  host.reset();
}

edge::IngestResult HostTest::ingest(std::vector<edge::IncomingEvent> events) {
  std::optional<edge::IngestResult> result;
  for (std::size_t i = 0; i < events.size(); ++i) events[i].index = i;
  host->ingest(pbx, std::move(events), [&](edge::IngestResult r) { result = std::move(r); });
  run_until([&] { return result.has_value(); });
  return result.value_or(edge::IngestResult{});
}

edge::IngestResult HostTest::ingest(edge::IncomingEvent one) {
  std::vector<edge::IncomingEvent> events;
  events.push_back(std::move(one));
  return ingest(std::move(events));
}

void HostTest::serve_calls(int n, const std::string& prefix) {
  ingest(event(prefix + "-agent", domain::AgentChange{"ann", domain::AgentState::available, {"support"}}));
  const domain::Instant start = host->now() - std::chrono::hours(1);
  for (int i = 0; i < n; ++i) {
    const std::string call = prefix + "-" + std::to_string(i);
    const domain::Instant joined = start + std::chrono::seconds(60 * i % 3000);
    std::vector<edge::IncomingEvent> events{queued(call + "q", call), answered(call + "a", call),
                                            ended(call + "e", call)};
    events[0].event.at = joined;
    events[1].event.at = joined + std::chrono::seconds(20 + i % 7);
    events[2].event.at = joined + std::chrono::seconds(50);
    const auto result = ingest(std::move(events));
    ASSERT_EQ(result.accepted, 3u) << (result.rejected.empty() ? "" : result.rejected[0].detail);
  }
}

std::optional<std::vector<domain::AccuracyRow>> HostTest::report(const domain::ReportQuery& query) {
  bool called = false;
  std::optional<std::vector<domain::AccuracyRow>> rows;
  host->accuracy(pbx, query, [&](auto r) {
    called = true;
    rows = std::move(r);
  });
  run_until([&] { return called; });
  return rows;
}

std::unique_ptr<storage::Store> HostTest::second_store() const {
  auto store = storage::open_sqlite(config.store);
  EXPECT_TRUE(store) << store.error().message();
  return std::move(*store);
}

std::vector<domain::Fact> HostTest::facts() const {
  std::vector<domain::Fact> all;
  const auto store = second_store();
  const auto shards = store->shards();
  for (const storage::Shard& shard : *shards) {
    const auto records = store->read(shard.id, 1, 1'000'000);
    for (const storage::Record& record : *records) all.push_back(to_fact(record).value());
  }
  return all;
}

edge::IncomingEvent event(std::string id, domain::EventBody body, std::string caller) {
  edge::IncomingEvent incoming;
  incoming.event.event_id = std::move(id);
  incoming.event.body = std::move(body);
  incoming.caller_number = std::move(caller);
  return incoming;
}

edge::IncomingEvent queued(const std::string& id, const std::string& call, const std::string& queue,
                           const std::string& caller) {
  domain::Arrival body;
  body.call_id = call;
  body.queue = queue;
  return event(id, body, caller);
}

edge::IncomingEvent answered(const std::string& id, const std::string& call, const std::string& agent) {
  return event(id, domain::Answer{call, "support", agent});
}

edge::IncomingEvent ended(const std::string& id, const std::string& call) {
  return event(id, domain::End{call, "support"});
}

}  // namespace truewait::app::test
