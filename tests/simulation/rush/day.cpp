#include "simulation/rush/day.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "simulation/rush/floor.hpp"
#include "simulation/rush/places.hpp"
#include "simulation/rush/service.hpp"

namespace truewait::simulation::rush {
namespace {

using domain::DialOutcome;

constexpr Instant day_begins = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours(8);
/// After the last caller has come: retries, and what expires by itself.
constexpr Duration runs_on_for = std::chrono::hours(6);
constexpr Duration looks_every = std::chrono::seconds(30);
/// From joining until the caller has heard the offer and pressed the key, and from then until the line is left.
constexpr Duration key_after = std::chrono::seconds(10), leaves_after = std::chrono::seconds(5);

constexpr std::string_view agent_name_stem = "agent";

std::string call_of(int caller) {
  return "call" + std::to_string(caller);
}

/// The people, the agents, the service, and the phone lines between them.
class Centre {
 public:
  Centre(const Plan& plan, std::uint64_t seed, const domain::EngineConfig& config)
      : plan_(plan),
        callers_(callers_of(plan, seed)),
        floor_(agenda_, plan.agents, [this](Happened what, const Standing& who, int agent) { tell(what, who, agent); }),
        service_(
            agenda_, config, [this](const domain::Fact& fact) { saw(fact); },
            [this](const domain::DialOrder& order) { dial(order); }) {
    for (int i = 0; i < plan.agents; ++i) {
      service_.report(domain::AgentChange{agent_name(i), domain::AgentState::available, {queue_name}});
    }
    for (std::size_t n = 0; n < callers_.size(); ++n) {
      agenda_.in(callers_[n].joins, [this, n] { join(static_cast<int>(n)); });
    }
    look();
  }

  RushDay play() {
    const auto last = day_begins + plan_.length() + runs_on_for;
    while (agenda_.next(last)) {
    }
    day_.callers = static_cast<int>(callers_.size());
    day_.kept = places_.all();
    for (const auto& kept : day_.kept) day_.live.erase(kept.caller);
    day_.digest = service_.engine().digest();
    return std::move(day_);
  }

 private:
  static std::string agent_name(int agent) { return std::string(agent_name_stem) + std::to_string(agent); }
  const Caller& person(int n) const { return callers_[static_cast<std::size_t>(n)]; }

  void join(int n) {
    const auto id = call_of(n);
    floor_.join({n, id, {}, agenda_.now(), {}, person(n).talk}, person(n).patience);
    if (!floor_.waiting(id) || !service_.offers(id)) return;
    ++day_.offered;
    if (person(n).accepts) agenda_.in(key_after, [this, n] { accept(n); });
  }

  void accept(int n) {
    const auto id = call_of(n);
    if (!floor_.waiting(id)) return;
    domain::Acceptance wish;
    wish.source = switch_name;
    wish.callback_id = "cb" + std::to_string(n);
    wish.idempotency_key = "key" + std::to_string(n);
    wish.request_hash = static_cast<std::uint64_t>(n) + 1;
    wish.queue = queue_name;
    wish.customer = "customer" + std::to_string(n);
    wish.call_id = id;
    wish.consent_text_id = "callback-1";
    wish.consent_at = agenda_.now();
    wish.confirmed_by = domain::ConfirmedBy::key;
    for (const auto& effect : service_.perform(wish)) {
      if (!std::holds_alternative<domain::CallbackTaken>(effect)) continue;
      places_.kept(wish.callback_id).caller = n;
      agenda_.in(leaves_after, [this, id] { floor_.withdraw(id); });
    }
  }

  void dial(const domain::DialOrder& order) {
    ++dials_;
    const int n = places_.kept(order.callback_id).caller;
    const auto fate = fate_of(plan_, person(n), places_.kept(order.callback_id).dials);
    const int agent = order.agent.empty() ? -1 : std::stoi(order.agent.substr(agent_name_stem.size()));
    const bool reserved = agent >= 0 && floor_.reserve(agent);
    weigh();
    agenda_.in(domain::from_seconds(plan_.first_ring_s),
               [this, order] { service_.outcome(order, DialOutcome::ringing); });
    agenda_.in(fate.after, [this, order, n, fate, agent, reserved] {
      service_.outcome(order, fate.answers ? DialOutcome::accepted : DialOutcome::no_answer);
      if (fate.answers) {
        reached(order, n, reserved ? agent : -1);
      } else if (reserved) {
        floor_.release(agent);
      }
      weigh();
    });
  }

  void reached(const domain::DialOrder& order, int n, int agent) {
    const Standing leg{n, "leg-" + order.dial_id, order.callback_id, leg_rank(n), {}, person(n).talk};
    if (agent >= 0) return floor_.join_reserved(leg, agent);
    floor_.join(leg, person(n).leg_patience);
  }

  /// The place of the caller's own call: every caller joins with the same priority.
  Instant leg_rank(int n) const { return day_begins + person(n).joins; }

  void tell(Happened what, const Standing& who, int agent) {
    switch (what) {
      case Happened::queued: {
        domain::Arrival arrival;
        arrival.call_id = who.call_id;
        arrival.queue = queue_name;
        arrival.customer = "customer" + std::to_string(who.caller);
        arrival.callback_id = who.callback_id;
        service_.report(std::move(arrival));
        break;
      }
      case Happened::answered:
        note_wait(who, false);
        service_.report(domain::Answer{who.call_id, queue_name, agent_name(agent)});
        break;
      case Happened::gave_up:
        note_wait(who, true);
        service_.report(domain::Abandonment{who.call_id, queue_name});
        break;
      case Happened::withdrew:
        service_.report(domain::Departure{who.call_id, queue_name, domain::LeftReason::withdrawn});
        break;
      case Happened::ended:
        service_.report(domain::End{who.call_id, queue_name});
        break;
    }
    weigh();
  }

  void note_wait(const Standing& who, bool gave_up) {
    const auto wait = agenda_.now() - who.joined;
    if (who.callback_id.empty()) {
      day_.live[who.caller] = {wait, gave_up};
      const auto wish = "cb" + std::to_string(who.caller);
      if (!gave_up && places_.known(wish)) places_.kept(wish).to_human = wait;  // the agent was faster
      return;
    }
    day_.holds_s.push_back(domain::to_seconds(wait));
    day_.legs_gave_up += gave_up ? 1 : 0;
    if (!gave_up) places_.kept(who.callback_id).to_human = agenda_.now() - leg_rank(who.caller);
  }

  void saw(const domain::Fact& fact) {
    weigh();
    places_.see(fact);
    weigh();
    day_.most_in_flight = std::max(day_.most_in_flight, places_.in_flight());
  }

  /// Adds up agent seconds until now; called at every change of agents, line or places.
  void weigh() {
    const auto from = std::max(weighed_, day_begins + plan_.rush_begins());
    const auto until = std::min(agenda_.now(), day_begins + plan_.rush_ends());
    weighed_ = agenda_.now();
    if (until > from) {
      const double s = domain::to_seconds(until - from);
      day_.agents_s += s * plan_.agents;
      day_.idle_s += s * was_reserved_;
      day_.idle_for_places_s += s * was_reserved_;
      if (was_standing_ > 0 && was_live_ == 0) {
        day_.idle_s += s * was_idle_;
        day_.idle_for_places_s += s * std::min(was_idle_, was_standing_);
      }
    }
    was_idle_ = floor_.idle();
    was_reserved_ = floor_.reserved();
    was_live_ = floor_.in_line();
    was_standing_ = places_.standing();
  }

  void look() {
    const auto at = agenda_.now() - day_begins;
    day_.looks.push_back(
        {at, floor_.in_line(), places_.standing(), floor_.idle() + floor_.reserved(), std::exchange(dials_, 0)});
    if (at < plan_.length()) agenda_.in(looks_every, [this] { look(); });
  }

  const Plan plan_;
  const std::vector<Caller> callers_;
  Agenda agenda_{day_begins};
  RushDay day_;
  Places places_;
  Instant weighed_ = day_begins;
  int was_idle_ = 0, was_reserved_ = 0, was_live_ = 0, was_standing_ = 0, dials_ = 0;
  Floor floor_;
  Service service_;
};

}  // namespace

std::vector<int> RushDay::accepted() const {
  std::vector<int> out;
  for (const auto& each : kept) out.push_back(each.caller);
  std::sort(out.begin(), out.end());
  return out;
}

RushDay play_with_callbacks(const Plan& plan, std::uint64_t seed, const domain::EngineConfig& config) {
  return Centre(plan, seed, config).play();
}

RushDay play_with_callbacks(const Plan& plan, std::uint64_t seed) {
  return play_with_callbacks(plan, seed, config_of(plan));
}

std::vector<Live> play_without(const Plan& plan, std::uint64_t seed, const std::vector<int>& patient) {
  const auto callers = callers_of(plan, seed);
  std::vector<Live> live(callers.size());
  Agenda agenda(day_begins);
  Floor floor(agenda, plan.agents, [&](Happened what, const Standing& who, int) {
    if (what != Happened::answered && what != Happened::gave_up) return;
    live[static_cast<std::size_t>(who.caller)] = {agenda.now() - who.joined, what == Happened::gave_up};
  });
  constexpr Duration for_ever = std::chrono::hours(24);
  for (std::size_t i = 0; i < callers.size(); ++i) {
    const int n = static_cast<int>(i);
    const bool stays = std::binary_search(patient.begin(), patient.end(), n);
    agenda.in(callers[i].joins, [&, i, n, stays] {
      floor.join({n, call_of(n), {}, agenda.now(), {}, callers[i].talk}, stays ? for_ever : callers[i].patience);
    });
  }
  while (agenda.next(day_begins + for_ever)) {
  }
  return live;
}

}  // namespace truewait::simulation::rush
