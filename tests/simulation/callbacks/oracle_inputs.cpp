// What the service has been told, as opposed to what it has written down of it: from then on it must act accordingly.
#include <algorithm>

#include "simulation/callbacks/oracle.hpp"

namespace truewait::simulation {
namespace {

using domain::CallbackState;
using Act = domain::SupervisorAct;

/// What was on its way when somebody turned the dials off, or when the hours ended.
constexpr Duration on_its_way = std::chrono::seconds(1);

template <class E>
bool has(const domain::Decision& decision) {
  return std::any_of(decision.effects.begin(), decision.effects.end(),
                     [](const auto& e) { return std::holds_alternative<E>(e); });
}

bool is_news(const domain::Decision& decision) {
  return std::any_of(decision.effects.begin(), decision.effects.end(), [](const auto& e) {
    const auto* taken = std::get_if<domain::Taken>(&e);
    return taken != nullptr && !taken->duplicate;
  });
}

}  // namespace

void Oracle::committed(const domain::Input& input, const domain::Decision& decision) {
  for (const auto& fact : decision.facts) committed(fact);
  for (const auto& effect : decision.effects) {
    const auto* dial = std::get_if<domain::Dial>(&effect);
    if (dial == nullptr) continue;
    const auto over = over_.find(dial->order.callback_id);
    if (over != over_.end()) broken(Rule::taken_over, over->first + " was ordered, and its customer " + over->second);
  }
  if (const auto* wish = std::get_if<domain::Assignment>(&input)) told(*wish, decision);
  if (const auto* wish = std::get_if<domain::Acceptance>(&input)) told(*wish, decision);
  if (!is_news(decision)) return;
  if (const auto* event = std::get_if<domain::Event>(&input)) told(*event);
  if (const auto* act = std::get_if<Act>(&input)) told(*act);
}

void Oracle::told(const domain::Assignment& wish, const domain::Decision& decision) {
  if (!wish.epoch || *wish.epoch == epoch_) return;
  ++counts.late_owners;
  if (has<domain::Dial>(decision)) {
    broken(Rule::one_owner, wish.callback_id + " was ordered under claim " + std::to_string(*wish.epoch) +
                                ", and claim " + std::to_string(epoch_) + " holds");
  }
}

void Oracle::told(const domain::Acceptance&, const domain::Decision& decision) {
  for (const auto& effect : decision.effects) {
    const auto* taken = std::get_if<domain::CallbackTaken>(&effect);
    if (taken != nullptr && taken->existing) over_.erase(taken->callback_id);  // the customer wants it after all
  }
}

void Oracle::told(const domain::Event& event) {
  const auto at = event.at.value_or(agenda_.now());
  if (const auto* arrival = std::get_if<domain::Arrival>(&event.body)) {
    const bool leg = !arrival->callback_id.empty();
    // Only when nothing was heard of the call before: what comes out of turn may be without consequence.
    const bool first = callers_.emplace(arrival->call_id, leg ? "" : arrival->customer).second;
    if (first && !leg) called_again(arrival->customer, arrival->call_id, at, "called again");
  } else if (const auto* answer = std::get_if<domain::Answer>(&event.body)) {
    auto& customer = callers_[answer->call_id];
    called_again(customer, answer->call_id, at, "was served by another call");
  } else if (const auto* gone = std::get_if<domain::Abandonment>(&event.body)) {
    callers_[gone->call_id].clear();
  } else if (const auto* left = std::get_if<domain::Departure>(&event.body)) {
    callers_[left->call_id].clear();
  } else if (const auto* end = std::get_if<domain::End>(&event.body)) {
    callers_[end->call_id].clear();
  } else if (const auto* shot = std::get_if<domain::QueueSnapshot>(&event.body)) {
    // It drops calls and brings others, and says nobody's name.
    std::set<std::string> there;
    for (const auto& call : shot->calls) there.insert(call.call_id);
    for (auto& [call_id, customer] : callers_) {
      if (!there.contains(call_id)) customer.clear();
    }
    for (const auto& call_id : there) callers_.emplace(call_id, "");
  }
}

void Oracle::called_again(const std::string& customer, const std::string& call_id, Instant at, const char* how) {
  const auto open = open_of_.find(customer);
  if (customer.empty() || open == open_of_.end()) return;
  const auto& callback = known_.at(open->second);
  const bool asks = callback.state == CallbackState::waiting && callback.call_id == call_id;
  if (callback.state == CallbackState::connected || asks || at < callback.accepted) return;
  ++counts.taken_over;
  over_.emplace(open->second, how);
}

void Oracle::told(const domain::SupervisorAct& act) {
  if (const auto* one = std::get_if<Act::Turn>(&act.what); one != nullptr && one->dials)
    turned(one->queue, *one->dials);
  if (const auto* all = std::get_if<Act::Kill>(&act.what)) {
    for (const auto* queue : {"support", "sales"}) turned(queue, all->dials_on);
  }
}

void Oracle::turned(const std::string& queue, bool dials_on) {
  if (dials_on) {
    dials_off_.erase(queue);
  } else {
    dials_off_.emplace(queue, agenda_.now());
  }
}

void Oracle::leaves(const domain::DialOrder& order, Instant line) {
  const auto what = order.dial_id + " of " + order.callback_id;
  const bool open = timetable_.may_ring(order.queue, line) || timetable_.may_ring(order.queue, line - on_its_way);
  if (!open) broken(Rule::within_hours, what + " left while " + order.queue + " may ring nobody");
  const auto off = dials_off_.find(order.queue);
  if (off != dials_off_.end() && agenda_.now() - off->second > on_its_way) {
    broken(Rule::switched_off, what + " left while the dials were off");
  }
}

}  // namespace truewait::simulation
