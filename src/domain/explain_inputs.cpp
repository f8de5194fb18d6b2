// What an estimate looks at, value by value, with ages.
#include <algorithm>

#include "domain/capacity.hpp"
#include "domain/explain.hpp"

namespace truewait::domain {
namespace {

constexpr double minute_s = 60;

std::optional<Duration> age_since(std::optional<Instant> when, Instant now) {
  if (!when) return std::nullopt;
  return std::max(Duration{0}, now - *when);
}

std::optional<Instant> last_event_of_any(const Group& group) {
  std::optional<Instant> last;
  for (const auto& [name, queue] : group.queues()) last = std::max(last, queue.last_event);  // nothing is least
  return last;
}

bool anybody_waited(const Group& group) {
  return std::any_of(group.queues().begin(), group.queues().end(),
                     [](const auto& entry) { return entry.second.answered + entry.second.abandoned > 0; });
}

/// Fills a list; each value gets the age of what last could have moved it.
class LiveInputs {
 public:
  LiveInputs(const Group& group, const QueueConfig& config, const Asking& who)
      : group_(group),
        config_(config),
        who_(who),
        queue_(group.queue(config.name)),
        believed_(capacity(group, config, who.now)),
        heard_(age_since(last_event_of_any(group), who.now)),
        worked_(age_since(group.agents().last_seen(), who.now)) {}

  std::vector<LiveInput> list() {
    line();
    agents();
    service();
    rates();
    return std::move(list_);
  }

 private:
  LiveInput& add(std::string_view name, std::string_view unit, std::optional<double> value,
                 std::optional<Duration> age) {
    list_.push_back({name, unit, InputSource::measured, value, {}, age});
    return list_.back();
  }

  void line() {
    add("callers_ahead", "callers", who_.ahead, heard_);
    add("callers_waiting", "callers", static_cast<double>(group_.waiting().size()), heard_);
    add("waited_so_far", "s", to_seconds(who_.elapsed), Duration{0});
    add("oldest_wait", "s", oldest_wait_s(), heard_);
    const auto last = age_since(queue_ == nullptr ? std::nullopt : queue_->last_event, who_.now);
    add("last_event", "s", last ? std::optional(to_seconds(*last)) : std::nullopt, last);
  }

  /// Elapsed wait of the queue's oldest other caller; a callback's reached customer is none.
  std::optional<double> oldest_wait_s() const {
    if (queue_ == nullptr) return std::nullopt;
    for (const auto* other : queue_->waiting) {
      if (other != who_.call && other->callback_id.empty())
        return to_seconds(std::max(Duration{0}, who_.now - other->joined));
    }
    return std::nullopt;
  }

  void agents() {
    const int in_service = static_cast<int>(group_.in_service().size());
    const bool reported = group_.agents().reported();
    const int busy = reported ? std::max(group_.agents().busy(), in_service) : in_service;
    const bool known = reported || believed_.servers > 0 || believed_.active_agents > 0;
    const auto source = reported               ? InputSource::reported
                        : believed_.configured ? InputSource::configured
                                               : InputSource::inferred;
    const auto value = [known](int n) { return known ? std::optional<double>(n) : std::nullopt; };
    add("agents_busy", "agents", value(busy), worked_).source = source;
    add("agents_idle", "agents", value(believed_.free), worked_).source = source;
  }

  void service() {
    const auto n = group_.services_known();
    auto& mean = add("mean_service", "s", believed_.mean_service_s, worked_);
    mean.n = n;
    if (n == 0) {
      mean.source = config_.handle_time ? InputSource::configured : InputSource::assumed;
    } else if (config_.handle_time && static_cast<double>(n) < enough_services) {
      mean.source = InputSource::mixed;
    }
  }

  void rates() {
    const auto& observed = group_.observed();
    const bool waited = anybody_waited(group_);
    add("abandonment_rate", "per minute of waiting",
        waited ? std::optional(minute_s * group_.abandonment_per_s()) : std::nullopt, heard_);
    add("answers", "per minute", minute_s * observed.answers_per_s(who_.now), worked_);
    add("arrivals", "per minute", minute_s * group_.arrivals_per_s(who_.now, 0), heard_);
    auto& usual = add("usual_wait", "s", observed.usual_wait_s(), worked_);
    usual.n = observed.waits();
    if (observed.waits() == 0) usual.source = InputSource::assumed;
  }

  const Group& group_;
  const QueueConfig& config_;
  const Asking& who_;
  const QueueState* queue_;
  const Capacity believed_;
  const std::optional<Duration> heard_, worked_;
  std::vector<LiveInput> list_;
};

}  // namespace

std::vector<LiveInput> live_inputs(const Group& group, const QueueConfig& config, const Asking& who) {
  return LiveInputs(group, config, who).list();
}

}  // namespace truewait::domain
