#include "simulation/rush/service.hpp"

namespace truewait::simulation::rush {
namespace {

constexpr const char* front_end = "pbx#1";

}  // namespace

domain::EngineConfig config_of(const Plan& plan) {
  domain::QueueConfig queue;
  queue.name = queue_name;
  queue.callback.offer.enabled = true;
  queue.callback.offer.above = domain::from_seconds(plan.offer_above_s);
  queue.callback.dial.mode = plan.mode;
  queue.callback.dial.hold_cost = plan.hold_cost;
  queue.callback.dial.caller_id = "+15550100";
  domain::EngineConfig config;
  config.queues = {queue};
  return config;
}

Service::Service(Agenda& agenda, const domain::EngineConfig& config, Saw saw, Send send)
    : agenda_(agenda), engine_(config), saw_(std::move(saw)), send_(std::move(send)) {
  perform(domain::FrontEndHello{"default", front_end, {}});
}

std::vector<domain::Effect> Service::step(const domain::Input& input) {
  auto decision = engine_.step(agenda_.now(), input);
  for (const auto& fact : decision.facts) saw_(fact);
  for (const auto& effect : decision.effects) {
    if (const auto* dial = std::get_if<domain::Dial>(&effect)) send_(dial->order);
  }
  return std::move(decision.effects);
}

std::vector<domain::Effect> Service::perform(const domain::Input& input) {
  auto effects = step(input);
  assign_due();
  arm();
  return effects;
}

void Service::assign_due() {
  // An order may make the next callback due; one that is refused must not be tried again at the same instant.
  for (auto due = engine_.due(); !due.empty(); due = engine_.due()) {
    const auto before = dials_;
    for (const auto& callback : due) {
      domain::Assignment wish;
      wish.callback_id = callback.callback_id;
      wish.dial_id = "dial" + std::to_string(dials_ + 1);
      wish.front_end = front_end;
      for (const auto& effect : step(wish)) dials_ += std::holds_alternative<domain::Dial>(effect) ? 1 : 0;
    }
    if (dials_ == before) return;
  }
}

void Service::arm() {
  const auto wanted = engine_.next_wakeup();
  if (!wanted) return;
  const auto at = std::max(*wanted, agenda_.now() + Duration{1});  // the day must end, whatever is asked
  if (at == armed_) return;
  armed_ = at;
  agenda_.at(at, [this, at] {
    if (armed_ != at) return;
    armed_.reset();
    perform(domain::Wakeup{});
  });
}

void Service::report(domain::EventBody body) {
  domain::Event event;
  event.source = switch_name;
  event.event_id = "e" + std::to_string(++events_);
  event.at = agenda_.now();
  event.body = std::move(body);
  perform(event);
}

void Service::outcome(const domain::DialOrder& order, domain::DialOutcome outcome) {
  domain::DialReport report;
  report.front_end = front_end;
  report.dial_id = order.dial_id;
  report.outcome = outcome;
  report.at = agenda_.now();
  perform(report);
}

bool Service::offers(const std::string& call_id) const {
  const auto estimate = engine_.estimate_call(agenda_.now(), "default", switch_name, call_id);
  return estimate && engine_.offer(agenda_.now(), "default", queue_name, *estimate).offered;
}

}  // namespace truewait::simulation::rush
