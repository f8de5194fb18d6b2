#include "simulation/callbacks/planted.hpp"

namespace truewait::simulation {
namespace {

constexpr std::size_t turns_at_once = 3;

void raise_deadline(domain::Decision& decision, const domain::Quote& quote) {
  if (!quote.upper) return;
  for (auto& fact : decision.facts) {
    if (auto* given = std::get_if<domain::QuoteGiven>(&fact.body)) given->deadline = given->spoken + *quote.upper;
  }
}

void give_turns(Instant now, domain::Decision& decision, domain::Engine& engine) {
  const auto waiting = engine.callbacks("default", {{}, domain::CallbackState::waiting, true, {}, turns_at_once});
  for (const auto& view : *waiting) {
    domain::CallbackChanged turn{view.callback_id, domain::CallbackState::due, "next in line",
                                 now + std::chrono::hours(4)};
    domain::Fact fact{view.shard, engine.seq(view.shard) + 1, now, std::move(turn)};
    if (!engine.apply(fact)) return;
    decision.facts.push_back(std::move(fact));
    decision.effects.emplace_back(domain::CallbackTouched{view.site, view.callback_id});
  }
}

}  // namespace

Rule broken_by(Planted planted) {
  switch (planted) {
    case Planted::acknowledge_before_commit:
      return Rule::none_lost;
    case Planted::order_before_intent:
    case Planted::hello_unheeded:
      return Rule::rings_once;
    case Planted::rejected_tried_again:
      return Rule::no_means_no;
    case Planted::deadline_raised:
      return Rule::deadline_falls;
    case Planted::place_lost:
      return Rule::place_kept;
    case Planted::redial_unheeded:
      return Rule::taken_over;
    case Planted::switch_unheeded:
      return Rule::switched_off;
    case Planted::hours_unheeded:
      return Rule::within_hours;
    case Planted::in_flight_uncapped:
      return Rule::not_too_many;
    case Planted::nothing:
      break;
  }
  return Rule::same_replay;
}

domain::Input misheard(Planted planted, const domain::Input& input) {
  auto changed = input;
  if (auto* hello = std::get_if<domain::FrontEndHello>(&changed); hello && planted == Planted::hello_unheeded) {
    hello->known.clear();
  }
  if (auto* report = std::get_if<domain::DialReport>(&changed); report && planted == Planted::rejected_tried_again) {
    if (report->outcome == domain::DialOutcome::rejected) report->outcome = domain::DialOutcome::no_answer;
  }
  if (auto* event = std::get_if<domain::Event>(&changed); event && planted == Planted::redial_unheeded) {
    auto* arrival = std::get_if<domain::Arrival>(&event->body);
    if (arrival != nullptr && arrival->callback_id.empty()) arrival->customer.clear();
  }
  if (auto* act = std::get_if<domain::SupervisorAct>(&changed); act && planted == Planted::switch_unheeded) {
    if (auto* turn = std::get_if<domain::SupervisorAct::Turn>(&act->what)) turn->dials.reset();
  }
  return changed;
}

domain::EngineConfig misread(Planted planted, domain::EngineConfig config) {
  if (planted != Planted::hours_unheeded) return config;
  for (auto& queue : config.queues) queue.callback.hours = queue.callback.calling = {};
  return config;
}

void misjudge(Planted planted, Instant now, const domain::Input& input, domain::Decision& decision,
              domain::Engine& engine) {
  const auto* quote = std::get_if<domain::Quote>(&input);
  if (quote != nullptr && planted == Planted::deadline_raised) raise_deadline(decision, *quote);
  if (std::holds_alternative<domain::Event>(input) && planted == Planted::in_flight_uncapped) {
    give_turns(now, decision, engine);
  }
}

}  // namespace truewait::simulation
