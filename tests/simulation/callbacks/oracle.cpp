#include "simulation/callbacks/oracle.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/callback_machine.hpp"

namespace truewait::simulation {

using domain::CallbackState;
using domain::DialOutcome;

namespace {

/// Who took a callback has hung up by then.
constexpr Duration off_the_line_within = std::chrono::seconds(60);
const domain::CallbackQuery open_callbacks{{}, {}, true, {}, 1'000'000};

}  // namespace

void Oracle::broken(Rule rule, const std::string& what) {
  const auto ms = (agenda_.now() - std::chrono::floor<std::chrono::days>(agenda_.now())).count();
  std::array<char, 40> clock{};
  std::snprintf(clock.data(), clock.size(), "%02d:%02d:%02d.%03d", static_cast<int>(ms / 3600000),
                static_cast<int>(ms / 60000 % 60), static_cast<int>(ms / 1000 % 60), static_cast<int>(ms % 1000));
  violations_.push_back({rule, "seed " + std::to_string(seed_) + ", " + clock.data() + ", " +
                                   std::string(rule_names[static_cast<std::size_t>(rule)]) + ": " + what});
}

void Oracle::committed(const domain::Fact& fact) {
  ++counts.facts;
  written_ = fact.now;
  std::visit([this](const auto& f) { on(f); }, fact.body);
}

Oracle::Known* Oracle::open(const std::string& callback_id, const char* what) {
  const auto found = known_.find(callback_id);
  if (found == known_.end()) {
    broken(Rule::none_lost, callback_id + " " + what + ", and was never accepted");
    return nullptr;
  }
  if (is_end(found->second.state)) {
    broken(Rule::ends_once,
           callback_id + " " + what + " after its end as " + std::string(name_of(found->second.state)));
    return nullptr;
  }
  return &found->second;
}

void Oracle::enter(Known& callback, const std::string& callback_id, CallbackState next) {
  if (!may_follow(callback.state, next)) {
    broken(Rule::as_drawn,
           callback_id + " went from " + std::string(name_of(callback.state)) + " to " + std::string(name_of(next)));
  }
  callback.state = next;
}

void Oracle::on(const domain::CallbackAccepted& f) {
  ++counts.accepted;
  Known known;
  known.rank = f.rank;
  known.accepted = f.accepted;
  known.call_id = f.call_id;
  known.customer = f.customer;
  known.queue = f.queue;
  if (!known_.emplace(f.callback_id, std::move(known)).second) {
    broken(Rule::ends_once, f.callback_id + " was accepted twice");
  }
  open_of_[f.customer] = f.callback_id;
}

void Oracle::on(const domain::CallbackChanged& f) {
  auto* callback = open(f.callback_id, "became something else");
  if (callback == nullptr) return;
  if (callback->state == CallbackState::uncertain && f.state != CallbackState::expired_uncertain) ++counts.resolved;
  enter(*callback, f.callback_id, f.state);
  if (f.state == CallbackState::due) callback->was_due = true;
  if (f.state == CallbackState::uncertain) ++counts.uncertain;
  if (f.state == CallbackState::retry_wait) ++counts.retries;
  if (is_end(f.state)) {
    ++counts.ends[name_of(f.state)];
    open_of_.erase(callback->customer);
  }
  if (f.reason == "never dialled" && rung_.contains(callback->dial_id)) {
    broken(Rule::rings_once, callback->dial_id + " of " + f.callback_id + " counts as never dialled, and it rang");
  }
}

void Oracle::on(const domain::DialIntended& f) {
  auto* callback = open(f.callback_id, "was to be dialled");
  if (callback == nullptr) return;
  if (callback->state != CallbackState::due) {
    broken(Rule::when_due, f.callback_id + " was to be dialled while " + std::string(name_of(callback->state)));
  }
  if (!intents_.insert(f.dial_id).second) broken(Rule::rings_once, f.dial_id + " was intended twice");
  if (!timetable_.may_ring(callback->queue, written_)) {
    broken(Rule::within_hours,
           f.dial_id + " of " + f.callback_id + " was intended while " + callback->queue + " may ring nobody");
  }
  if (dials_off_.contains(callback->queue)) {
    broken(Rule::switched_off, f.dial_id + " of " + f.callback_id + " was intended while the dials were off");
  }
  enter(*callback, f.callback_id, CallbackState::dialling);
  callback->dial_id = f.dial_id;
  callback->intended = written_;
}

void Oracle::on(const domain::DialProgressed& f) {
  auto* callback = open(f.callback_id, "was dialled");
  if (callback != nullptr && f.outcome == DialOutcome::accepted) {
    enter(*callback, f.callback_id, CallbackState::reached);
  }
}

void Oracle::on(const domain::CallbackConnected& f) {
  auto* callback = open(f.callback_id, "was connected");
  if (callback == nullptr) return;
  ++counts.connected;
  enter(*callback, f.callback_id, CallbackState::connected);
}

void Oracle::on(const domain::CallQueued& f) {
  const auto found = known_.find(f.callback_id);
  if (found == known_.end() || is_end(found->second.state)) return;
  if (f.rank != found->second.rank) broken(Rule::place_kept, "the leg of " + f.callback_id + " stands elsewhere");
  enter(found->second, f.callback_id, CallbackState::reached);
}

void Oracle::on(const domain::QuoteGiven& f) {
  if (!f.deadline) return;
  const auto [before, first] = deadlines_.emplace(f.call_id, *f.deadline);
  ++(first ? counts.quotes : counts.requotes);
  const bool correction = !f.supersedes.empty() && corrected_.insert(f.call_id).second;
  if (*f.deadline > before->second && !correction) {
    broken(Rule::deadline_falls, "the deadline of call " + f.call_id + " was raised");
  }
  before->second = *f.deadline;
}

void Oracle::on(const domain::CallbackPlaced& f) {
  if (auto* callback = open(f.callback_id, "was moved")) callback->rank = f.rank;
}

void Oracle::decided(const domain::Decision& decision, const domain::Engine& engine) {
  for (const auto& fact : decision.facts) {
    if (const auto* placed = std::get_if<domain::CallbackPlaced>(&fact.body))
      moved_[placed->callback_id] = placed->rank;
  }
  const bool turn_came = std::any_of(decision.facts.begin(), decision.facts.end(), [](const domain::Fact& f) {
    const auto* changed = std::get_if<domain::CallbackChanged>(&f.body);
    return changed != nullptr && changed->state == CallbackState::due;
  });
  if (!turn_came) return;
  int in_flight = 0;
  const auto open = engine.callbacks("default", open_callbacks);
  for (const auto& view : *open) {
    // One that is due while its queue may ring nobody needs no agent: it is asked about again before it is dialled.
    const bool kept_back =
        view.state == CallbackState::due && !timetable_.may_ring(view.queue, decision.facts.front().now);
    if (view.position && view.state != CallbackState::waiting && !kept_back) ++in_flight;
  }
  const auto queue = engine.queue(agenda_.now(), "default", "support");
  const int agents = std::max(queue->agents_logged_in, queue->agents_busy);
  if (in_flight > agents) {
    broken(Rule::not_too_many, std::to_string(in_flight) + " in flight for " + std::to_string(agents) + " agents");
  }
}

void Oracle::restarted(const domain::Engine& engine) {
  moved_.clear();
  std::vector<domain::CallbackView> standing;
  const auto open = engine.callbacks("default", open_callbacks);
  for (const auto& view : *open) {
    if (view.position) standing.push_back(view);
  }
  std::stable_sort(standing.begin(), standing.end(),
                   [](const auto& a, const auto& b) { return *a.position < *b.position; });
  Instant before{};
  for (const auto& view : standing) {
    const auto found = known_.find(view.callback_id);
    if (found == known_.end()) {
      broken(Rule::none_lost, view.callback_id + " came back from a restart, and is not in the journal");
      continue;
    }
    if (found->second.rank < before) broken(Rule::place_kept, view.callback_id + " lost its place in a restart");
    before = std::max(before, found->second.rank);
  }
  for (const auto& due : engine.due()) looked(due);
}

void Oracle::looked(const domain::DueCallback& due) {
  const auto found = known_.find(due.callback_id);
  // Its acceptance, or what moved it, may still be on the way to the journal.
  if (found == known_.end() || found->second.rank == due.rank) return;
  if (const auto moved = moved_.find(due.callback_id); moved != moved_.end() && moved->second == due.rank) return;
  broken(Rule::place_kept, due.callback_id + " does not stand where it stood when it was accepted");
}

void Oracle::acknowledged(const std::string& callback_id) {
  acknowledged_.insert(callback_id);
  ++counts.acknowledged;
}

void Oracle::ordered(const domain::DialOrder& order) {
  if (intents_.contains(order.dial_id)) return;
  broken(Rule::rings_once,
         order.dial_id + " of " + order.callback_id + " was ordered, and its intent is not committed");
}

void Oracle::dialled(const domain::DialOrder& order, bool rings) {
  ++counts.dials;
  const auto what = order.dial_id + " of " + order.callback_id;
  if (!intents_.contains(order.dial_id))
    broken(Rule::rings_once, what + " was dialled, and its intent is not committed");
  if (!dialled_.insert(order.dial_id).second) broken(Rule::rings_once, what + " was dialled twice");
  const auto& seen = seen_[order.callback_id];
  if (!seen.no.empty()) broken(Rule::no_means_no, what + " was dialled after " + seen.no);
  const auto known = known_.find(order.callback_id);
  if (known == known_.end() || !known->second.was_due) broken(Rule::when_due, what + " was dialled and was never due");
  if (!rings) return;
  ++counts.rings;
  rung_.insert(order.dial_id);
  const auto [live, alone] = live_.emplace(order.customer, what);
  if (!alone) broken(Rule::one_leg, what + " rang while " + live->second + " was on the line");
  // By its clock the service may take them to be gone: it was started again after somebody had set that clock forward.
  const bool long_gone =
      known != known_.end() && known->second.intended - known->second.accepted >= off_the_line_within;
  if (known != known_.end() && !long_gone && on_the_line_.contains(known->second.call_id)) {
    broken(Rule::one_leg, what + " rang while the caller who asked for it was on the line");
  }
}

void Oracle::customer_said(const std::string& callback_id, DialOutcome outcome) {
  if (outcome == DialOutcome::rejected) seen_[callback_id].no = "the customer rejected it";
  if (outcome == DialOutcome::invalid_number) seen_[callback_id].no = "the number was found to be none";
}

void Oracle::served(const std::string& callback_id) {
  seen_[callback_id].no = "an agent served it";
}

bool Oracle::said_no(const std::string& callback_id) const {
  const auto seen = seen_.find(callback_id);
  return seen != seen_.end() && !seen->second.no.empty();
}

void Oracle::day_over() {
  for (const auto& id : acknowledged_) {
    if (!known_.contains(id)) broken(Rule::none_lost, id + " was acknowledged, and is not in the journal");
  }
  for (const auto& [id, callback] : known_) {
    if (is_end(callback.state)) continue;
    broken(Rule::none_lost, id + " never ended; it is still " + std::string(name_of(callback.state)));
  }
}

}  // namespace truewait::simulation
