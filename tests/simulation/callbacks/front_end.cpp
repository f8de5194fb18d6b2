#include "simulation/callbacks/front_end.hpp"

#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

using domain::DialOutcome;

constexpr double breaks_every_s = 1200, report_lost = 0.05, forgets_to_dial = 0.01;
constexpr Duration tells_again_after = std::chrono::seconds(5);
constexpr int most_outcome_tries = 3;

/// On the way through a connection that holds.
Duration transit(World& world) {
  return world.dice.seconds(0.002, 0.1);
}

}  // namespace

FrontEnd::FrontEnd(World& world, std::string name) : world_(world), name_(std::move(name)) {
  world.host.on_crash([this] {
    if (connected_) break_off();
  });
  world.agenda.in(world.dice.seconds(0, 5), [this] { connect(); });
}

void FrontEnd::connect() {
  if (connected_) return;
  if (!world_.host.up()) {
    world_.agenda.in(world_.dice.seconds(0.5, 3), [this] { connect(); });
    return;
  }
  connected_ = true;
  const int mine = ++connection_;
  std::vector<domain::FrontEndHello::Dial> known;
  for (const auto& [dial_id, entry] : ledger_) known.push_back({dial_id, entry.outcome});
  world_.agenda.in(transit(world_), [this, mine, known = std::move(known)] {
    const auto send = [this, mine](const domain::DialOrder& order) {
      world_.agenda.in(transit(world_), [this, mine, order] {
        if (connected_ && connection_ == mine) receive(order);
      });
    };
    if (connected_ && connection_ == mine) world_.host.join(name_, mine, send, known);
  });
  if (!world_.open()) return;
  world_.agenda.in(domain::from_seconds(world_.dice.exponential(breaks_every_s)), [this, mine] {
    if (connected_ && connection_ == mine) break_off();
  });
}

void FrontEnd::break_off() {
  connected_ = false;
  // The service notices when it likes; until then its orders go nowhere.
  world_.agenda.in(world_.dice.seconds(0, 15), [this, mine = connection_] { world_.host.leave(name_, mine); });
  const bool long_away = world_.dice.chance(0.15);
  world_.agenda.in(long_away ? world_.dice.seconds(100, 500) : world_.dice.seconds(0.2, 30), [this] { connect(); });
}

void FrontEnd::receive(const domain::DialOrder& order) {
  world_.oracle.ordered(order);
  if (world_.agenda.now() >= order.expires || ledger_.contains(order.dial_id)) return;
  ledger_[order.dial_id].order = order;
  if (world_.dice.chance(forgets_to_dial)) return;  // it fell over between its ledger and its trunk
  world_.agenda.in(world_.dice.seconds(0.05, 1), [this, order] { dial(order); });
}

void FrontEnd::later(double after_s, const domain::DialOrder& order, DialOutcome outcome, bool over) {
  world_.agenda.in(domain::from_seconds(after_s), [this, order, outcome, over] {
    if (over) world_.oracle.leg_over(order.customer);
    world_.oracle.customer_said(order.callback_id, outcome);
    auto& entry = ledger_.at(order.dial_id);
    entry.outcome = outcome;
    entry.confirmed = false;
    tell(order.dial_id, most_outcome_tries);
  });
}

void FrontEnd::tell(const std::string& dial_id, int tries) {
  const auto outcome = *ledger_.at(dial_id).outcome;
  if (connected_ && !world_.dice.chance(report_lost)) {
    world_.agenda.in(transit(world_), [this, mine = connection_, dial_id, outcome] {
      if (!connected_ || connection_ != mine) return;
      domain::DialReport report;
      report.front_end = name_;
      report.dial_id = dial_id;
      report.outcome = outcome;
      world_.host.perform(report, [this, dial_id, outcome](const auto&) {
        auto& entry = ledger_.at(dial_id);
        if (entry.outcome == outcome) entry.confirmed = true;
      });
    });
  }
  if (tries == 1) return;
  world_.agenda.in(tells_again_after, [this, dial_id, outcome, tries] {
    const auto& entry = ledger_.at(dial_id);
    if (!entry.confirmed && entry.outcome == outcome) tell(dial_id, tries - 1);
  });
}

void FrontEnd::dial(const domain::DialOrder& order) {
  const double soon = world_.dice.between(0.2, 2), fate = world_.dice.unit();
  if (fate < 0.05) {
    world_.oracle.dialled(order, false);
    return later(soon, order, DialOutcome::congestion, false);
  }
  if (fate < 0.08) {
    world_.oracle.dialled(order, false);
    return later(soon, order, DialOutcome::failed, false);
  }
  if (fate < 0.09) {
    world_.oracle.dialled(order, false);
    return later(soon, order, DialOutcome::cancelled, false);
  }
  if (fate < 0.11) {
    world_.oracle.dialled(order, false);
    return later(soon, order, DialOutcome::invalid_number, false);
  }
  const bool busy = fate < 0.16 || world_.pbx.phone_in_use(order.customer);
  world_.oracle.dialled(order, true);
  if (busy) return later(soon, order, DialOutcome::busy, true);
  ring(order);
}

void FrontEnd::ring(const domain::DialOrder& order) {
  auto& dice = world_.dice;
  const double fate = dice.unit(), picks_up = dice.between(4, 20);
  later(1, order, DialOutcome::ringing, false);
  if (fate < 0.15) return later(25, order, DialOutcome::no_answer, true);
  if (fate < 0.22) return later(picks_up, order, DialOutcome::rejected, true);
  if (fate < 0.24) return later(picks_up, order, DialOutcome::rejected, true);
  if (fate < 0.27) {  // nobody ever hears of it again
    world_.agenda.in(std::chrono::seconds(30), [this, order] { world_.oracle.leg_over(order.customer); });
    return;
  }
  if (fate < 0.30) return reached(order, picks_up);  // the outcome is never told, the leg is
  later(picks_up, order, DialOutcome::answered, false);
  if (fate < 0.37) return later(picks_up + 4, order, DialOutcome::machine, true);
  const double takes_it = picks_up + dice.between(1, 4);
  later(takes_it, order, DialOutcome::accepted, false);
  reached(order, takes_it + 0.01);
}

void FrontEnd::reached(const domain::DialOrder& order, double after_s) {
  world_.agenda.in(domain::from_seconds(after_s), [this, order] {
    ++world_.oracle.counts.legs;
    InLine leg;
    leg.call_id = "leg-" + order.dial_id;
    leg.queue = order.queue;
    leg.customer = order.customer;
    leg.callback_id = order.callback_id;
    leg.priority = order.priority;
    leg.since = order.asked;
    world_.pbx.join(leg, domain::from_seconds(3 + world_.dice.exponential(240)));
  });
}

}  // namespace truewait::simulation
