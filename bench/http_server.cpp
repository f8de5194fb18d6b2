// The HTTP service in front of a backend with one fixed answer: what a request costs in the edge alone.
// Usage: bench_http_server PORT
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "truewait/edge/backend.hpp"
#include "truewait/edge/server.hpp"

namespace {

using namespace truewait;
using std::chrono::floor;

/// One queue whose state never changes. Every member does what the interface asks, with as little work as it allows.
class OneQueue : public edge::Backend {
 public:
  std::optional<edge::Access> authenticate(std::string_view token) override {
    if (token != "tw_bench_secret") return std::nullopt;
    return edge::Access{"default", "bench", static_cast<std::uint8_t>(edge::Scope::admin)};
  }
  void ingest(const edge::Access&, std::vector<edge::IncomingEvent> events,
              std::function<void(edge::IngestResult)> done) override {
    done({true, events.size(), 0, {}, 1});
  }
  domain::Instant now() override { return floor<domain::Duration>(std::chrono::system_clock::now()); }
  std::optional<std::uint64_t> version(std::string_view, std::string_view) override { return 1; }
  std::optional<domain::Estimate> estimate(std::string_view, std::string_view, const domain::WouldJoin&) override {
    domain::Estimate answer;
    answer.status = domain::EstimateStatus::ok;
    answer.mean_s = 163.207;
    answer.quantiles_s = {61.5, 88.25, 151.875, 232.125, 271.5, 318.75};
    answer.samples = 500;
    answer.ahead = 4;
    return answer;
  }
  std::optional<domain::Estimate> estimate_call(const edge::Access&, std::string_view) override { return {}; }
  std::optional<domain::CallView> call(const edge::Access&, std::string_view) override { return {}; }
  std::vector<domain::QueueView> queues(std::string_view) override { return {view()}; }
  std::optional<domain::QueueView> queue(std::string_view, std::string_view) override { return view(); }
  void accuracy(const edge::Access&, const domain::ReportQuery&,
                std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) override {
    done(std::vector<domain::AccuracyRow>{});
  }
  edge::Readiness readiness() override { return {true, {}}; }
  std::string metrics() override { return {}; }

 private:
  static domain::QueueView view() {
    domain::QueueView queue;
    queue.queue = queue.group = "support";
    queue.seq = 48'213;
    return queue;
  }
};

}  // namespace

int main(int argc, char** argv) {
  const int port = argc > 1 ? std::atoi(argv[1]) : 8081;
  boost::asio::io_context context(1);
  OneQueue backend;
  edge::ServerOptions options;
  options.steady_ns = [] { return std::chrono::steady_clock::now().time_since_epoch().count(); };
  edge::Server server(context, backend, options);
  const auto bound = server.listen("127.0.0.1", static_cast<std::uint16_t>(port));
  if (!bound) {
    std::fprintf(stderr, "bench_http_server: port %d: %s\n", port, bound.error().message().c_str());
    return 1;
  }
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { server.stop(); });
  std::printf("listening on 127.0.0.1:%d\n", *bound);
  std::fflush(stdout);
  context.run();
  return 0;
}
