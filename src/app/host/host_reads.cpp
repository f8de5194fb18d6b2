// The reading side of the host: estimates, views, reports, keys. Nothing here waits for a commit.
#include "app/host/host.hpp"
#include "app/host/metrics.hpp"
#include "app/time_zone.hpp"

namespace truewait::app {

std::optional<edge::Access> Host::authenticate(std::string_view token) {
  return keyring_.find(token, Clock::steady());
}

std::optional<std::uint64_t> Host::version(std::string_view site, std::string_view queue) {
  const auto found = shard_of_.find(std::pair(site, queue));
  if (found == shard_of_.end()) return std::nullopt;
  return engine_.seq(found->second);
}

std::optional<domain::Estimate> Host::estimate(std::string_view site, std::string_view queue,
                                               const domain::WouldJoin& caller) {
  return engine_.estimate(clock_.now(), site, queue, caller);
}

std::optional<domain::Estimate> Host::estimate_call(const edge::Access& who, std::string_view call_id) {
  const domain::Instant at = clock_.now();
  std::string source = who.source;
  auto answer = engine_.estimate_call(at, who.site, source, call_id);
  if (!answer) {
    source.clear();  // a board may ask about a call that another source of its site reported
    answer = engine_.estimate_call(at, who.site, source, call_id);
  }
  if (!answer || recorder_.refusing()) return answer;
  const domain::Reestimate told{who.site, std::move(source), std::string(call_id)};
  const domain::Decision decision = engine_.step(at, told);
  if (!decision.facts.empty()) commit(decision.facts, {}, {});
  return answer;
}

std::optional<domain::Explanation> Host::explain(std::string_view site, std::string_view queue,
                                                 const domain::WouldJoin& caller) {
  return engine_.explain(clock_.now(), site, queue, caller);
}

std::optional<domain::Explanation> Host::explain_call(const edge::Access& who, std::string_view call_id) {
  const domain::Instant at = clock_.now();
  auto found = engine_.explain_call(at, who.site, who.source, call_id);
  return found ? found : engine_.explain_call(at, who.site, "", call_id);
}

std::optional<domain::CallView> Host::call(const edge::Access& who, std::string_view call_id) {
  const domain::Instant at = clock_.now();
  auto found = engine_.call(at, who.site, who.source, call_id);
  return found ? found : engine_.call(at, who.site, "", call_id);
}

domain::Announcement Host::announce(std::string_view site, std::string_view queue, const domain::Estimate& estimate) {
  return engine_.announce(site, queue, estimate);
}

std::optional<domain::Announcement> Host::announce_call(const edge::Access& who, std::string_view call_id,
                                                        const domain::Estimate& estimate) {
  const domain::Instant at = clock_.now();
  auto found = engine_.announce_call(at, who.site, who.source, call_id, estimate);
  return found ? found : engine_.announce_call(at, who.site, "", call_id, estimate);
}

std::vector<domain::QueueView> Host::queues(std::string_view site) {
  return engine_.queues(clock_.now(), site);
}

std::optional<domain::QueueView> Host::queue(std::string_view site, std::string_view name) {
  return engine_.queue(clock_.now(), site, name);
}

void Host::accuracy(const edge::Access& who, const domain::ReportQuery& query,
                    std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) {
  reports_.start(who.site, query, domain::AccuracyReport(query), std::move(done));
}

void Host::experience(const edge::Access& who, const domain::ReportQuery& query,
                      std::function<void(std::optional<domain::Experience>)> done) {
  domain::AnswerTargets targets;
  for (const domain::QueueConfig& queue : config_.engine.queues) {
    if (queue.site == who.site) targets.by_queue[queue.name] = queue.answer_target;
  }
  reports_.start(who.site, query, domain::ExperienceReport(query, std::move(targets)), std::move(done));
}

domain::PromiseLevels Host::promise_levels(const std::string& site) const {
  domain::PromiseLevels levels;
  for (const domain::QueueConfig& queue : config_.engine.queues) {
    if (queue.site == site) levels.by_queue[queue.name] = queue.announce_level;
  }
  return levels;
}

void Host::promise(const edge::Access& who, const domain::ReportQuery& query,
                   std::function<void(std::optional<domain::Promises>)> done) {
  reports_.start(who.site, query, domain::PromiseReport(query, promise_levels(who.site)), std::move(done));
}

void Host::calibration(const edge::Access& who, const domain::ReportQuery& query,
                       std::function<void(std::optional<domain::Calibration>)> done) {
  domain::OfferTimes times;
  for (const domain::QueueConfig& queue : config_.engine.queues) {
    if (queue.site == who.site) times.by_queue[queue.name] = queue.callback.offer.above;
  }
  reports_.start(who.site, query, domain::CalibrationReport(query, std::move(times), promise_levels(who.site)),
                 std::move(done));
}

void Host::callback_report(const edge::Access& who, const domain::ReportQuery& query,
                           std::function<void(std::optional<domain::CallbackSummary>)> done) {
  const auto until = query.to + domain::CallbackReport::read_on;
  domain::LocalTimes times;
  for (const domain::QueueConfig& queue : config_.engine.queues) {
    if (queue.site == who.site) times.by_queue[queue.name] = offsets_between(queue.time_zone, query.from, until);
  }
  reports_.start(who.site, query, domain::CallbackReport(query, std::move(times)), std::move(done));
}

void Host::fairness(const edge::Access& who, const domain::ReportQuery& query,
                    std::function<void(std::optional<domain::Fairness>)> done) {
  reports_.start(who.site, query, domain::FairnessReport(query), std::move(done));
}

void Host::time_to_human(const edge::Access& who, const domain::ReportQuery& query,
                         std::function<void(std::optional<domain::TimeToHuman>)> done) {
  reports_.start(who.site, query, domain::TimeToHumanReport(query), std::move(done));
}

edge::Readiness Host::readiness() {
  edge::Readiness out;
  if (draining_) out.reasons.emplace_back("the service is shutting down");
  if (recorder_.full()) {
    out.reasons.emplace_back("the disk is full: events are refused, estimates go on");
  } else if (recorder_.refusing()) {
    out.reasons.emplace_back("too many facts wait for their commit");
  }
  out.ready = out.reasons.empty();
  return out;
}

std::string Host::metrics() {
  const domain::Instant at = clock_.now();
  std::vector<domain::QueueView> all;
  for (const std::string& site : sites_) {
    for (domain::QueueView& view : engine_.queues(at, site)) all.push_back(std::move(view));
  }
  return metrics_text({.queues = all,
                       .predictions = predictions_,
                       .lag = lag_,
                       .journal = recorder_.totals(),
                       .backlog = recorder_.backlog(),
                       .store_full = recorder_.full(),
                       .now = at,
                       .wall_ahead_s = std::chrono::duration<double>(clock_.line().wall_ahead()).count()});
}

}  // namespace truewait::app
