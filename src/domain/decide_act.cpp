// What somebody in charge decides about callbacks, and the audit of it: who and why are written down before the change.
#include <string>
#include <utility>
#include <vector>

#include "domain/act_ids.hpp"
#include "domain/callback_rules.hpp"
#include "domain/place_in_line.hpp"

namespace truewait::domain {
namespace {

ActTaken written_down(const SupervisorAct& act, Act kind, std::string detail) {
  return {act.act_id, act.source, act.who, act.why, kind, {}, {}, std::move(detail)};
}

/// True when the act needs no more deciding: it was taken before, or its id came with another act.
bool known_before(Step& step, const std::string& site, const ActTaken& fact) {
  for (const auto& shard : step.state.shards) {
    if (shard.site != site || !shard.group.acted(id_of(fact))) continue;
    if (shard.group.acted(content_of(fact))) {
      step.out.effects.emplace_back(Taken{true});
    } else {
      step.refuse(Refusal::key_reused,
                  "this Idempotency-Key came with another act before: use a new key for a new act");
    }
    return true;
  }
  return false;
}

std::string by(const SupervisorAct& act) {
  return "by " + act.who;
}

/// What stands in the way of an act; empty when nothing does.
struct Objection {
  Refusal why = Refusal::act_impossible;
  std::string detail;
};

Objection over(const Callback& callback, const char* nothing_to) {
  return {Refusal::callback_over,
          "the callback is " + std::string(name_of(callback.state)) + ": there is nothing left to " + nothing_to};
}

Objection unless(const Callback& callback, CallbackState wanted, const char* hint) {
  if (callback.state == wanted) return {};
  return {Refusal::act_impossible, "the callback is " + std::string(name_of(callback.state)) + ": " + hint};
}

// One kind of act each: its name, its words for the audit, what stands in its way, what it does.

struct Cancelling {
  static constexpr Act kind = Act::cancel;
  static std::string detail(const SupervisorAct::Cancel&) { return {}; }
  static Objection objection(const Callback& c, const SupervisorAct::Cancel&) {
    return is_end(c.state) || c.state == CallbackState::connected ? over(c, "cancel") : Objection{};
  }
  static void carry_out(Step& step, ShardState& shard, const Callback& c, const SupervisorAct& act,
                        const SupervisorAct::Cancel&) {
    change(step, shard, c.id(), CallbackState::cancelled, by(act));
  }
};

struct Moving {
  static constexpr Act kind = Act::move;
  static std::string detail(const SupervisorAct::Place& what) { return "position " + std::to_string(what.position); }
  static Objection objection(const Callback& c, const SupervisorAct::Place&) {
    if (is_end(c.state)) return over(c, "move");
    return unless(c, CallbackState::waiting, "only one that is waiting can be moved");
  }
  static void carry_out(Step& step, ShardState& shard, const Callback& c, const SupervisorAct& act,
                        const SupervisorAct::Place& what) {
    const auto rank = rank_for_position(shard.group, c, what.position);
    if (rank == c.accepted.rank) return;
    step.emit(shard, CallbackPlaced{c.id(), rank, c.accepted.priority, by(act)});
  }
};

/// Back in line, unless its time is over: nobody is rung later than was agreed.
void line_up(Step& step, ShardState& shard, const Callback& c, std::string reason) {
  if (step.now >= c.accepted.expires) {
    return change(step, shard, c.id(), CallbackState::expired, std::move(reason));
  }
  back_in_line(step, shard, c.id(), std::move(reason));
}

struct Retrying {
  static constexpr Act kind = Act::retry_now;
  static std::string detail(const SupervisorAct::RetryNow&) { return {}; }
  static Objection objection(const Callback& c, const SupervisorAct::RetryNow&) {
    if (is_end(c.state)) return over(c, "retry");
    if (c.state == CallbackState::waiting || c.state == CallbackState::due) {
      return unless(c, CallbackState::retry_wait, "there is nothing to do, it is dialled when its turn comes");
    }
    return unless(c, CallbackState::retry_wait, "only one whose last dial failed can be retried");
  }
  static void carry_out(Step& step, ShardState& shard, const Callback& c, const SupervisorAct& act,
                        const SupervisorAct::RetryNow&) {
    line_up(step, shard, c, "retry " + by(act));
  }
};

struct Resolving {
  static constexpr Act kind = Act::resolve;
  static std::string detail(const SupervisorAct::Resolve& what) { return what.reached ? "reached" : "not reached"; }
  static Objection objection(const Callback& c, const SupervisorAct::Resolve&) {
    if (is_end(c.state)) return over(c, "resolve");
    return unless(c, CallbackState::uncertain, "only an uncertain dial can be resolved");
  }
  static void carry_out(Step& step, ShardState& shard, const Callback& c, const SupervisorAct& act,
                        const SupervisorAct::Resolve& what) {
    if (what.reached) return change(step, shard, c.id(), CallbackState::completed, by(act));
    // A dial that was heard ringing counts, and the most that there may be stays the most; one that nobody ever heard
    // of is taken back as it is when a front-end does not list it.
    if (c.outcome && c.dials >= rule_of(step.state, shard, c).retry.most_dials) {
      return change(step, shard, c.id(), CallbackState::exhausted, "not reached, " + by(act));
    }
    line_up(step, shard, c, "not reached, " + by(act));
  }
};

template <class Kind, class What>
void about_callback(Step& step, const SupervisorAct& act, const What& what) {
  const auto [shard, callback] = find_callback(step.state, act.site, what.callback_id);
  if (callback == nullptr) return step.refuse(Refusal::unknown_callback, "there is no such callback");
  auto fact = written_down(act, Kind::kind, Kind::detail(what));
  fact.queue = callback->accepted.queue;
  fact.callback_id = what.callback_id;
  if (known_before(step, act.site, fact)) return;
  auto objection = Kind::objection(*callback, what);
  if (!objection.detail.empty()) return step.refuse(objection.why, std::move(objection.detail));
  step.emit(*shard, std::move(fact));
  Kind::carry_out(step, *shard, *callback, act, what);
  step.out.effects.emplace_back(Taken{false});
}

/// Nobody is kept free for who will not be rung: what was due waits for its turn again.
void take_back_turns(Step& step, ShardState& shard, const std::string& queue) {
  std::vector<std::string> due;
  for (const auto& [rank, id] : shard.group.callbacks().due()) {
    if (shard.group.callbacks().find(id)->accepted.queue == queue) due.push_back(id);
  }
  for (const auto& id : due) back_in_line(step, shard, id, "dials are off");
}

void turn(Step& step, ShardState& shard, const std::string& queue, Switch which, std::optional<bool> on) {
  const auto now = shard.group.switches(queue);
  if (!on || *on == (which == Switch::offers ? now.offers : now.dials)) return;
  step.emit(shard, SwitchTurned{queue, which, *on});
  if (which == Switch::dials && !*on) take_back_turns(step, shard, queue);
}

void in_words(std::string& out, Switch which, std::optional<bool> on) {
  if (!on) return;
  if (!out.empty()) out += ", ";
  out.append(name_of(which)).append(*on ? " on" : " off");
}

void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::Cancel& what) {
  about_callback<Cancelling>(step, act, what);
}
void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::Place& what) {
  about_callback<Moving>(step, act, what);
}
void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::RetryNow& what) {
  about_callback<Retrying>(step, act, what);
}
void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::Resolve& what) {
  about_callback<Resolving>(step, act, what);
}

void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::Turn& what) {
  const auto* place = step.state.place(act.site, what.queue);
  if (place == nullptr) {
    return step.refuse(Refusal::unknown_queue, "queue \"" + what.queue + "\" is not configured");
  }
  std::string detail;
  in_words(detail, Switch::offers, what.offers);
  in_words(detail, Switch::dials, what.dials);
  auto fact = written_down(act, Act::turn_switch, std::move(detail));
  fact.queue = what.queue;
  if (known_before(step, act.site, fact)) return;
  step.emit(*place->shard, std::move(fact));
  turn(step, *place->shard, what.queue, Switch::offers, what.offers);
  turn(step, *place->shard, what.queue, Switch::dials, what.dials);
  step.out.effects.emplace_back(Taken{false});
}

void act_on(Step& step, const SupervisorAct& act, const SupervisorAct::Kill& what) {
  if (step.state.first_shard(act.site) == nullptr) {
    return step.refuse(Refusal::unknown_queue, "this site has no queue: configure one");
  }
  const auto fact = written_down(act, Act::kill, what.dials_on ? "dials on" : "dials off");
  if (known_before(step, act.site, fact)) return;
  for (auto& shard : step.state.shards) {
    if (shard.site == act.site) step.emit(shard, fact);
  }
  for (const auto& queue : step.state.config.queues) {
    if (queue.site != act.site) continue;
    turn(step, *step.state.place(act.site, queue.name)->shard, queue.name, Switch::dials, what.dials_on);
  }
  step.out.effects.emplace_back(Taken{false});
}

}  // namespace

void decide(Step& step, const SupervisorAct& act) {
  std::visit([&](const auto& what) { act_on(step, act, what); }, act.what);
}

}  // namespace truewait::domain
