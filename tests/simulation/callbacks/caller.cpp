#include "simulation/callbacks/caller.hpp"

#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

constexpr double answer_lost = 0.08, callback_cancelled = 0.06, calls_again = 0.15;
constexpr Duration asks_again_after = std::chrono::seconds(2), holds_at_most = std::chrono::seconds(40);

/// One wish for a callback, asked under one idempotency key until somebody confirms it.
struct Wish {
  domain::Acceptance body;
  int tries = 0;
  bool confirmed = false, refused = false;
};

void cancel(World& world, const std::string& callback_id, int tries) {
  auto answered = std::make_shared<bool>(false);
  world.host.perform(domain::Cancellation{"default", callback_id, "staff"}, [&world, answered](const auto& effects) {
    *answered = true;
    for (const auto& e : effects) world.oracle.counts.cancelled += std::holds_alternative<domain::Taken>(e);
  });
  world.agenda.in(std::chrono::seconds(3), [&world, answered, callback_id, tries] {
    if (!*answered && tries > 1) cancel(world, callback_id, tries - 1);
  });
}

/// With the callback still open, or over by then; nobody calls with the receiver in the hand.
void call_again(World& world, const domain::Acceptance& asked) {
  if (!world.open() || world.pbx.phone_in_use(asked.customer) || world.oracle.has_leg(asked.customer)) return;
  ++world.oracle.counts.redials;
  InLine caller;
  caller.call_id = "again-" + asked.callback_id;
  caller.queue = asked.queue;
  caller.customer = asked.customer;
  caller.since = world.agenda.now();
  world.pbx.join(caller, domain::from_seconds(5 + world.dice.exponential(400)));
}

void confirmed(World& world, Wish& wish, const std::string& callback_id) {
  if (wish.confirmed) return;
  wish.confirmed = true;
  world.oracle.acknowledged(callback_id);
  // The caller hears that it is so, and hangs up; an agent may still be faster.
  world.agenda.in(world.dice.seconds(1, 8), [&world, call_id = wish.body.call_id] {
    if (world.pbx.waiting(call_id) != nullptr) world.pbx.take_out(call_id);
  });
  if (world.dice.chance(calls_again)) {
    world.agenda.in(world.dice.seconds(20, 2400), [&world, asked = wish.body] { call_again(world, asked); });
  }
  if (world.dice.chance(callback_cancelled)) {
    world.agenda.in(world.dice.seconds(5, 2400), [&world, callback_id] { cancel(world, callback_id, 5); });
  }
}

void ask(World& world, const std::shared_ptr<Wish>& wish) {
  if (wish->confirmed || wish->refused) return;
  if (world.pbx.answered(wish->body.call_id)) return;  // nobody is there to be called back
  ++wish->tries;
  world.agenda.in(world.dice.seconds(0.002, 0.5), [&world, wish] {
    auto body = wish->body;
    body.callback_id += "." + std::to_string(wish->tries);  // the host makes an id for each request
    world.host.perform(body, [&world, wish](const auto& effects) {
      for (const auto& e : effects) {
        const auto* taken = std::get_if<domain::CallbackTaken>(&e);
        if (std::holds_alternative<domain::Refused>(e)) wish->refused = true;
        if (taken == nullptr || world.dice.chance(answer_lost)) continue;
        world.agenda.in(world.dice.seconds(0.002, 0.1),
                        [&world, wish, id = taken->callback_id] { confirmed(world, *wish, id); });
      }
    });
  });
  world.agenda.in(asks_again_after, [&world, wish] { ask(world, wish); });
}

void take_callback(World& world, const std::string& call_id, const std::string& customer, const std::string& queue,
                   int n) {
  auto wish = std::make_shared<Wish>();
  wish->body.source = source;
  wish->body.callback_id = "cb" + std::to_string(n);
  wish->body.idempotency_key = "key" + std::to_string(n);
  wish->body.request_hash = static_cast<std::uint64_t>(n);
  wish->body.queue = queue;
  wish->body.customer = customer;
  wish->body.call_id = call_id;
  wish->body.consent_text_id = "callback-1";
  wish->body.consent_at = world.agenda.now();
  ask(world, wish);
}

void quote(World& world, const std::string& call_id, double upper_s) {
  if (world.pbx.waiting(call_id) == nullptr) return;
  domain::Quote said;
  said.source = source;
  said.call_id = call_id;
  said.quote_id = "q-" + call_id + "-" + std::to_string(world.agenda.now().time_since_epoch().count());
  said.upper = domain::from_seconds(upper_s);
  said.text_key = "wait.less_than";
  said.spoken = world.agenda.now();
  world.agenda.in(world.dice.seconds(0.002, 0.5), [&world, said] { world.host.perform(said); });
}

void press(World& world, const std::string& call_id, int n) {
  auto* caller = world.pbx.waiting(call_id);
  if (caller == nullptr) return;
  caller->asking = true;
  caller->parked = world.dice.chance(0.7);  // else an agent may be faster than the confirmation
  take_callback(world, call_id, caller->customer, caller->queue, n);
  world.agenda.in(holds_at_most, [&world, call_id] {
    if (world.pbx.waiting(call_id) != nullptr) world.pbx.give_up(call_id);
  });
}

std::string customer_of(World& world, int n) {
  // Some call again, with or without an open callback, but nobody with a receiver in the hand.
  const bool again = n > 10 && world.dice.chance(0.1);
  const auto known = "customer" + std::to_string(again ? world.dice.whole(1, n - 1) : n);
  const bool free = !world.pbx.phone_in_use(known) && !world.oracle.has_leg(known);
  return free ? known : "customer" + std::to_string(n);
}

}  // namespace

void call(World& world, int n) {
  auto& dice = world.dice;
  ++world.oracle.counts.calls;
  InLine caller;
  caller.call_id = "call" + std::to_string(n);
  caller.queue = dice.chance(0.8) ? "support" : "sales";
  caller.customer = customer_of(world, n);
  caller.priority = dice.chance(0.1) ? 1 : 0;
  caller.since = world.agenda.now();
  const auto id = caller.call_id;
  world.pbx.join(caller, domain::from_seconds(20 + dice.exponential(600)));
  if (dice.chance(0.5)) {
    world.agenda.in(dice.seconds(1, 6), [&world, id, s = dice.between(60, 600)] { quote(world, id, s); });
    if (dice.chance(0.6)) {
      world.agenda.in(dice.seconds(30, 120), [&world, id, s = dice.between(60, 900)] { quote(world, id, s); });
    }
  }
  if (dice.chance(0.4)) world.agenda.in(dice.seconds(4, 90), [&world, id, n] { press(world, id, n); });
}

void ask_on_the_web(World& world, int n) {
  take_callback(world, "", customer_of(world, n), world.dice.chance(0.5) ? "support" : "sales", n);
}

}  // namespace truewait::simulation
