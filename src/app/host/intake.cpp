#include "app/host/intake.hpp"

#include <cstdlib>
#include <iterator>
#include <variant>

#include "app/host/records.hpp"

namespace truewait::app {

namespace {

bool count(Intake& out, std::size_t index, const std::vector<domain::Effect>& effects) {
  for (const domain::Effect& effect : effects) {
    if (const auto* refused = std::get_if<domain::Refused>(&effect)) {
      out.result.rejected.push_back({index, std::string(refusal_name(refused->why)), refused->detail});
      return false;
    }
    if (const auto* taken = std::get_if<domain::Taken>(&effect)) {
      ++(taken->duplicate ? out.result.duplicates : out.result.accepted);
      return !taken->duplicate;
    }
  }
  return false;
}

}  // namespace

std::string_view refusal_name(domain::Refusal why) {
  switch (why) {
    case domain::Refusal::unknown_queue:
      return "unknown_queue";
    case domain::Refusal::unknown_call:
      return "unknown_call";
    case domain::Refusal::in_the_future:
      return "in_the_future";
    case domain::Refusal::before_known:
      return "before_known";
    case domain::Refusal::queue_full:
      return "queue_full";
    case domain::Refusal::too_many_agents:
      return "too_many_agents";
    case domain::Refusal::call_over:
      return "call_over";
    case domain::Refusal::unknown_callback:
      return "unknown_callback";
    case domain::Refusal::callback_over:
      return "callback_over";
    case domain::Refusal::too_many_callbacks:
      return "too_many_callbacks";
    case domain::Refusal::key_reused:
      return "key_reused";
    case domain::Refusal::unknown_dial:
      return "unknown_dial";
    case domain::Refusal::foreign_dial:
      return "foreign_dial";
    case domain::Refusal::dial_over:
      return "dial_over";
    case domain::Refusal::not_due:
      return "not_due";
    case domain::Refusal::stale_epoch:
      return "stale_epoch";
    case domain::Refusal::answered_before:
      return "answered_before";
    case domain::Refusal::act_impossible:
      return "act_impossible";
    case domain::Refusal::outside_hours:
      return "outside_hours";
    case domain::Refusal::callbacks_off:
      return "callbacks_off";
    case domain::Refusal::quarantined:
      return "quarantined";
  }
  std::abort();
}

Intake take_in(domain::Engine& engine, const ContactKey& contact_key, domain::Instant now, const edge::Access& who,
               std::vector<edge::IncomingEvent> events) {
  Intake out;
  for (edge::IncomingEvent& incoming : events) {
    domain::Event& event = incoming.event;
    event.site = who.site;
    if (event.source.empty()) event.source = who.source;
    std::string customer;
    if (auto* arrival = std::get_if<domain::Arrival>(&event.body); arrival && !incoming.caller_number.empty()) {
      customer = arrival->customer = contact_key.customer_of(incoming.caller_number);
    }
    domain::Decision decision = engine.step(now, std::move(event));
    const bool taken = count(out, incoming.index, decision.effects);
    if (taken && !customer.empty()) {
      out.contacts.push_back({who.site, std::move(customer), std::move(incoming.caller_number), to_ms(now)});
    }
    if (!decision.facts.empty()) out.result.seq = decision.facts.back().seq;
    std::move(decision.facts.begin(), decision.facts.end(), std::back_inserter(out.facts));
    std::move(decision.effects.begin(), decision.effects.end(), std::back_inserter(out.effects));
  }
  return out;
}

}  // namespace truewait::app
