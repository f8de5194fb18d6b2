// The front-end's side of a redial: dials in the order of the protocol, and puts a reached customer in line only when
// the service has taken the acceptance.
#include "simulation/callbacks/redial_life.hpp"

namespace truewait::simulation {
namespace {

using domain::DialOutcome;

constexpr double order_lost = 0.05, outcome_lost = 0.10, outcome_repeated = 0.10, outcome_late_s = 3;
constexpr double connection_holds_s = 400;
constexpr Duration outcome_said_again_after = std::chrono::seconds(5);
constexpr int most_sayings = 4;

}  // namespace

void RedialLife::connect() {
  connected_ = true;
  const int mine = ++connection_;
  std::vector<domain::FrontEndHello::Dial> known;
  for (const auto& [dial_id, entry] : ledger_) known.push_back({dial_id, entry.outcome});
  perform(domain::FrontEndHello{"default", "ivr#a", std::move(known)});
  agenda_.in(domain::from_seconds(dice_.exponential(connection_holds_s)), [this, mine] {
    if (connection_ == mine) break_off();
  });
}

void RedialLife::break_off() {
  connected_ = false;
  ++connection_;
  agenda_.in(dice_.seconds(1, dice_.chance(0.2) ? 200 : 20), [this] { connect(); });
}

void RedialLife::send(const domain::DialOrder& order) {
  if (!connected_ || dice_.chance(order_lost)) return;
  agenda_.in(dice_.seconds(0.002, 1), [this, mine = connection_, order] {
    if (connection_ != mine || agenda_.now() >= order.expires || ledger_.contains(order.dial_id)) return;
    other_work();
    ledger_[order.dial_id].order = order;
    agenda_.in(dice_.seconds(0.05, 1), [this, order] { dial(order); });
  });
}

void RedialLife::dial(const domain::DialOrder& order) {
  const auto dial_id = order.dial_id;
  const double soon_s = dice_.between(0.2, 2), fate = dice_.unit();
  if (fate < 0.06) return say(soon_s, dial_id, DialOutcome::congestion);
  if (on_the_phone() && !second_line_) return say(soon_s, dial_id, DialOutcome::busy);
  say(soon_s, dial_id, DialOutcome::ringing);
  if (fate < 0.20) return say(25, dial_id, DialOutcome::no_answer);
  if (fate < 0.25) return say(8, dial_id, DialOutcome::rejected);
  if (fate < 0.33) return;  // nobody ever hears of it again
  agenda_.in(dice_.seconds(4, 20), [this, dial_id, machine = fate < 0.40] {
    if (machine && !on_the_phone()) {
      say(0.1, dial_id, DialOutcome::answered);
      return say(4, dial_id, DialOutcome::machine);
    }
    pick_up(dial_id);
  });
}

void RedialLife::pick_up(const std::string& dial_id) {
  const bool talking = asking_ || again_ == Line::talks || leg_ == Line::talks;
  if (talking) return say(10, dial_id, DialOutcome::no_answer);
  if (again_ == Line::waits) {
    const double choice = dice_.unit();
    if (!second_line_ || choice < 0.3) return say(10, dial_id, DialOutcome::no_answer);
    if (choice < 0.7) hang_up(again_, again_call);
  }
  reached_ = true;
  say(0.05, dial_id, DialOutcome::answered);
  agenda_.in(dice_.seconds(1, 4), [this, dial_id] { take(dial_id); });
}

void RedialLife::take(const std::string& dial_id) {
  if (!reached_) return say(0.1, dial_id, DialOutcome::cancelled);  // an agent was there first, on the other line
  say(0, dial_id, DialOutcome::accepted);
}

void RedialLife::join(const std::string& dial_id) {
  auto& entry = ledger_.at(dial_id);
  if (entry.joined || !reached_) return;
  entry.joined = true;
  reached_ = false;
  leg_ = Line::waits;
  leg_id_ = "leg-" + dial_id;
  domain::Arrival arrival;
  arrival.call_id = leg_id_;
  arrival.queue = "support";
  arrival.priority = entry.order.priority;
  arrival.customer = entry.order.customer;
  arrival.callback_id = entry.order.callback_id;
  report(arrival);
  agenda_.in(domain::from_seconds(5 + dice_.exponential(120)), [this, leg = leg_id_] {
    if (leg_ == Line::waits && leg_id_ == leg) hang_up(leg_, leg);
  });
  serve();
}

void RedialLife::say(double after_s, const std::string& dial_id, DialOutcome outcome) {
  agenda_.in(domain::from_seconds(after_s), [this, dial_id, outcome] {
    auto& entry = ledger_.at(dial_id);
    entry.outcome = outcome;
    entry.confirmed = false;
    tell(dial_id, outcome, most_sayings);
  });
}

void RedialLife::tell(const std::string& dial_id, DialOutcome outcome, int tries) {
  const auto& entry = ledger_.at(dial_id);
  if (entry.confirmed || entry.outcome != outcome) return;
  if (tries == 0) {
    if (outcome == DialOutcome::accepted) reached_ = false;  // nobody says what to do with the customer
    return;
  }
  const int copies = dice_.chance(outcome_lost) || !connected_ ? 0 : dice_.chance(outcome_repeated) ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    agenda_.in(dice_.seconds(0.002, outcome_late_s), [this, dial_id, outcome] {
      domain::DialReport said{"default", "ivr#a", dial_id, outcome, {}, {}, {}};
      perform(said, [this, dial_id, outcome](const domain::Decision& decision) {
        auto& known = ledger_.at(dial_id);
        if (known.outcome != outcome) return;
        known.confirmed = true;
        if (outcome != DialOutcome::accepted) return;
        for (const auto& effect : decision.effects) {
          if (std::holds_alternative<domain::OutcomeTaken>(effect)) join(dial_id);
          if (!std::holds_alternative<domain::Refused>(effect) || known.joined || !reached_) continue;
          reached_ = false;
          out_.told_over = true;
        }
      });
    });
  }
  agenda_.in(outcome_said_again_after, [this, dial_id, outcome, tries] { tell(dial_id, outcome, tries - 1); });
}

}  // namespace truewait::simulation
