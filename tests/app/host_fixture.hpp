// A host on a store of its own in a temporary directory, run by the test's thread. No ports.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/host/host.hpp"

namespace truewait::app::test {

class HostTest : public ::testing::Test {
 protected:
  HostTest();
  ~HostTest() override;

  std::string store_path() const { return config.store; }
  void open() { host = std::make_unique<Host>(loop, config); }
  /// Ends as a signal would: everything answered, a snapshot, then gone.
  void close();
  /// Ends without the orderly part, as far as a destructor can.
  void drop() { host.reset(); }

  /// Runs the loop until `done`; fails the test when that takes unreasonably long.
  template <class Done>
  void run_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    loop.restart();
    while (!done() && std::chrono::steady_clock::now() < deadline) loop.run_one_until(deadline);
    ASSERT_TRUE(done()) << "nothing happened for a minute";
  }

  edge::IngestResult ingest(std::vector<edge::IncomingEvent> events);
  edge::IngestResult ingest(edge::IncomingEvent event);
  /// Calls that waited and were answered, `n` of them one after the other, so that estimates have something to rest on.
  void serve_calls(int n, const std::string& prefix);
  std::optional<std::vector<domain::AccuracyRow>> report(const domain::ReportQuery& query);
  /// A store of its own on the same file, as another process would open it.
  std::unique_ptr<storage::Store> second_store() const;
  std::vector<domain::Fact> facts() const;

  boost::asio::io_context loop{1};
  ServiceConfig config;
  edge::Access pbx{"default", "pbx", static_cast<std::uint8_t>(edge::Scope::admin)};
  std::unique_ptr<Host> host;
  std::filesystem::path directory;
};

edge::IncomingEvent event(std::string id, domain::EventBody body, std::string caller = {});
edge::IncomingEvent queued(const std::string& id, const std::string& call, const std::string& queue = "support",
                           const std::string& caller = {});
edge::IncomingEvent answered(const std::string& id, const std::string& call, const std::string& agent = "ann");
edge::IncomingEvent ended(const std::string& id, const std::string& call);

}  // namespace truewait::app::test
