#include "simulation/rush/places.hpp"

namespace truewait::simulation::rush {

using domain::CallbackState;

void Places::see(const domain::Fact& fact) {
  std::visit([&](const auto& f) { on(f, fact.now); }, fact.body);
}

std::vector<Kept> Places::all() const {
  std::vector<Kept> out;
  for (const auto& id : order_) out.push_back(kept_.at(id).kept);
  return out;
}

void Places::enter(const std::string& callback_id, CallbackState state) {
  auto& entry = kept_.at(callback_id);
  const bool stands = domain::holds_place(state), in_flight = stands && state != CallbackState::waiting;
  standing_ += static_cast<int>(stands) - static_cast<int>(entry.stands);
  in_flight_ += static_cast<int>(in_flight) - static_cast<int>(entry.in_flight);
  entry.stands = stands;
  entry.in_flight = in_flight;
}

void Places::on(const domain::CallbackAccepted& f, Instant now) {
  auto& kept = kept_[f.callback_id].kept;
  kept.accepted = now;
  kept.window = f.window;
  order_.push_back(f.callback_id);
}

void Places::on(const domain::CallbackChanged& f, Instant) {
  enter(f.callback_id, f.state);
  if (!domain::is_end(f.state)) return;
  auto& kept = kept_.at(f.callback_id).kept;
  ++kept.ends;
  kept.end = f.state;
}

void Places::on(const domain::DialIntended& f, Instant now) {
  enter(f.callback_id, CallbackState::dialling);
  auto& kept = kept_.at(f.callback_id).kept;
  ++kept.dials;
  if (!kept.first_dial) kept.first_dial = now;
}

void Places::on(const domain::DialProgressed& f, Instant now) {
  auto& kept = kept_.at(f.callback_id).kept;
  if (f.outcome == domain::DialOutcome::ringing && !kept.first_ring) kept.first_ring = now;
  if (f.outcome == domain::DialOutcome::accepted) enter(f.callback_id, CallbackState::reached);
}

void Places::on(const domain::CallQueued& f, Instant) {
  // From here on the customer stands in line, not the callback.
  if (known(f.callback_id)) enter(f.callback_id, CallbackState::connected);
}

void Places::on(const domain::CallbackConnected& f, Instant) {
  enter(f.callback_id, CallbackState::connected);
}

}  // namespace truewait::simulation::rush
