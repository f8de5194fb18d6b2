// A backend around the real engine, without a journal: events are committed as soon as they are decided. The test says
// when a commit may be answered, and whether the journal takes anything at all. Used on the loop thread only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/engine.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

class EngineBackend : public Backend {
 public:
  EngineBackend() : engine(config()) {
    for (std::size_t i = 0; i < engine.shard_names().size(); ++i)
      engine.bind_shard(i, static_cast<std::uint32_t>(i + 1));
    keys["tw_all_secret"] = {"default", "pbx", static_cast<std::uint8_t>(Scope::admin)};
    keys["tw_read_secret"] = {"default", "board", static_cast<std::uint8_t>(Scope::estimate_read)};
    keys["tw_write_secret"] = {"default", "pbx", static_cast<std::uint8_t>(Scope::events_write)};
    keys["tw_report_secret"] = {"default", "report", static_cast<std::uint8_t>(Scope::reports_read)};
    keys["tw_other_secret"] = {"other", "other", static_cast<std::uint8_t>(Scope::admin)};
  }

  std::optional<Access> authenticate(std::string_view token) override {
    ++authentications;
    const auto at = keys.find(token);
    return at == keys.end() ? std::nullopt : std::optional(at->second);
  }

  void ingest(const Access& who, std::vector<IncomingEvent> events, std::function<void(IngestResult)> done) override {
    ++ingests;
    IngestResult result;
    result.stored = stored;
    for (const IncomingEvent& incoming : stored ? events : std::vector<IncomingEvent>{}) take(incoming, result);
    last_source = who.source;
    if (held) {
      waiting.push_back([done = std::move(done), result] { done(result); });
    } else {
      done(std::move(result));
    }
  }

  domain::Instant now() override { return clock; }
  std::optional<std::uint64_t> version(std::string_view site, std::string_view name) override {
    const auto view = engine.queue(clock, site, name);
    return view ? std::optional(view->seq) : std::nullopt;
  }
  std::optional<domain::Estimate> estimate(std::string_view site, std::string_view queue,
                                           const domain::WouldJoin& caller) override {
    ++estimates;
    last_caller = caller;
    last_class = caller.caller_class;
    return engine.estimate(clock, site, queue, caller);
  }
  std::optional<domain::Estimate> estimate_call(const Access& who, std::string_view call_id) override {
    return engine.estimate_call(clock, who.site, who.source, call_id);
  }
  std::optional<domain::CallView> call(const Access& who, std::string_view call_id) override {
    return engine.call(clock, who.site, who.source, call_id);
  }
  std::vector<domain::QueueView> queues(std::string_view site) override { return engine.queues(clock, site); }
  std::optional<domain::QueueView> queue(std::string_view site, std::string_view name) override {
    return engine.queue(clock, site, name);
  }
  void accuracy(const Access&, const domain::ReportQuery& query,
                std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) override {
    last_query = query;
    if (!report_readable) return done(std::nullopt);
    domain::AccuracyReport report(query);
    for (const domain::Fact& fact : facts) report.add(fact);
    done(report.rows());
  }
  Readiness readiness() override { return not_ready.empty() ? Readiness{true, {}} : Readiness{false, not_ready}; }
  std::string metrics() override {
    return "# HELP truewait_test A figure.\n# TYPE truewait_test gauge\ntruewait_test 1\n";
  }

  /// Answers the commits that were held back.
  void release() {
    for (auto& answer : std::exchange(waiting, {})) answer();
  }

  domain::Engine engine;
  std::map<std::string, Access, std::less<>> keys;
  domain::Instant clock{std::chrono::sys_days{std::chrono::year{2026} / 3 / 5} + std::chrono::hours(9)};
  bool stored = true, held = false, report_readable = true;
  std::vector<std::function<void()>> waiting;
  std::vector<domain::Fact> facts;
  std::vector<std::string> not_ready, numbers;
  std::string last_source, last_class, last_event_source;
  domain::WouldJoin last_caller;
  domain::ReportQuery last_query;
  int authentications = 0, ingests = 0, estimates = 0;

 private:
  static domain::EngineConfig config() {
    domain::EngineConfig config;
    for (const char* name : {"support", "=sum(A1)", "two words", "say \"hi\""}) {
      domain::QueueConfig queue;
      queue.name = name;
      config.queues.push_back(queue);
    }
    domain::QueueConfig elsewhere;
    elsewhere.site = "other";
    elsewhere.name = "theirs";
    config.queues.push_back(elsewhere);
    return config;
  }

  void take(const IncomingEvent& incoming, IngestResult& result) {
    numbers.push_back(incoming.caller_number);
    last_event_source = incoming.event.source;
    const domain::Decision decision = engine.step(clock, incoming.event);
    for (const domain::Fact& fact : decision.facts) {
      facts.push_back(fact);
      result.seq = fact.seq;
    }
    for (const domain::Effect& effect : decision.effects) {
      if (const auto* taken = std::get_if<domain::Taken>(&effect))
        ++(taken->duplicate ? result.duplicates : result.accepted);
      if (const auto* refused = std::get_if<domain::Refused>(&effect)) {
        const bool queue = refused->why == domain::Refusal::unknown_queue;
        result.rejected.push_back({incoming.index, queue ? "unknown_queue" : "of_another_kind", refused->detail});
      }
    }
  }
};

}  // namespace truewait::edge
