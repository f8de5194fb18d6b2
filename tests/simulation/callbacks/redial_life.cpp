#include "simulation/callbacks/redial_life.hpp"

#include "truewait/domain/codec.hpp"

namespace truewait::simulation {
namespace {

using domain::Engine;

constexpr Instant begins = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours(9);
/// By then everything that may happen by itself has happened.
constexpr Duration watched_for = std::chrono::hours(8);
constexpr double report_first_lost = 0.03, report_repeated = 0.10, report_late_s = 3;
constexpr Duration report_said_again_after = std::chrono::seconds(6);
/// Nobody is through within the time that a report may be late.
constexpr double shortest_talk_s = 25;

const std::string the_callback = "cb", first_call = "first", the_customer = "customer";

domain::EngineConfig one_queue(Dice& dice) {
  domain::EngineConfig config;
  domain::QueueConfig queue;
  queue.name = "support";
  queue.estimator = domain::Estimator::formula;
  queue.callback.offer.enabled = true;
  queue.callback.retry.after_busy = dice.seconds(60, 300);
  queue.callback.retry.after_no_answer = queue.callback.retry.after_machine = dice.seconds(60, 300);
  queue.callback.resume_within = std::chrono::minutes(10);
  config.queues.push_back(queue);
  return config;
}

bool is_call_again(const domain::Input& input) {
  const auto* event = std::get_if<domain::Event>(&input);
  const auto* arrival = event == nullptr ? nullptr : std::get_if<domain::Arrival>(&event->body);
  return arrival != nullptr && arrival->call_id == again_call;
}

}  // namespace

RedialLife::RedialLife(std::uint64_t seed)
    : agenda_(begins),
      dice_(seed),
      engine_(one_queue(dice_)),
      again_after_steps_(dice_.chance(0.6) ? dice_.whole(1, 8) : 0),
      second_line_(dice_.chance(0.7)) {
  domain::Event busy;
  busy.source = "pbx";
  busy.event_id = "begins";
  busy.body = domain::AgentChange{"anna", domain::AgentState::busy, {"support"}};
  perform(busy);
  // The agent comes free at once or after a while; the callback waits until then.
  agenda_.in(dice_.seconds(0, dice_.chance(0.5) ? 20 : 900), [this] { come_free(); });
  agenda_.in(dice_.seconds(0, dice_.chance(0.7) ? 5 : 200), [this] { connect(); });
  agenda_.in(dice_.seconds(4, 10), [this] { ask(); });
}

RedialOutcome RedialLife::play() {
  const auto last = begins + watched_for;
  while (agenda_.next(last)) {
  }
  const auto view = engine_.callback("default", the_callback);
  if (view) out_.end = name_of(view->state);
  return out_;
}

void RedialLife::perform(const domain::Input& input, const Done& done) {
  if (is_call_again(input) && out_.met.empty()) {
    const auto view = engine_.callback("default", the_callback);
    out_.called_again = view && !is_end(view->state);
    out_.met = view ? std::string(name_of(view->state)) : "nothing";
  }
  const auto decision = engine_.step(agenda_.now(), input);
  judge(decision);
  for (const auto& effect : decision.effects) {
    if (const auto* order = std::get_if<domain::Dial>(&effect)) send(order->order);
  }
  if (done) done(decision);
  if (!std::holds_alternative<domain::Assignment>(input)) look();
  arm();
}

void RedialLife::judge(const domain::Decision& decision) {
  int about = 0, orders = 0;
  for (const auto& fact : decision.facts) {
    for (const char c : domain::encode(fact.body)) {
      out_.digest = (out_.digest ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    if (const auto* changed = std::get_if<domain::CallbackChanged>(&fact.body)) {
      ++about;
      out_.ends += is_end(changed->state);
    }
    about += std::holds_alternative<domain::DialIntended>(fact.body);
    about += std::holds_alternative<domain::DialProgressed>(fact.body);
  }
  for (const auto& effect : decision.effects) orders += std::holds_alternative<domain::Dial>(effect);
  if (out_.called_again) out_.dialled_after += orders;
  const int before = steps_;
  steps_ += about;
  if (before < again_after_steps_ && steps_ >= again_after_steps_) {
    agenda_.in(dice_.seconds(0, 12), [this] { call_again(20); });
  }
}

void RedialLife::look() {
  if (!connected_) return;
  for (const auto& due : engine_.due()) {
    perform(domain::Assignment{due.site, due.callback_id, "dial" + std::to_string(++dials_), "ivr#a", {}});
  }
}

void RedialLife::arm() {
  const auto next = engine_.next_wakeup();
  if (!next || next == armed_) return;
  armed_ = next;
  // It stays armed for that instant while it is woken, so that an engine with nothing to say does not stop the clock.
  agenda_.at(*next, [this, at = *next] {
    if (armed_ == at) perform(domain::Wakeup{});
  });
}

void RedialLife::report(domain::EventBody body) {
  domain::Event event;
  event.source = "pbx";
  event.event_id = "e" + std::to_string(++events_);
  event.at = agenda_.now();
  event.body = std::move(body);
  auto after = dice_.seconds(0, report_late_s);
  if (dice_.chance(report_first_lost)) after += report_said_again_after;
  const int copies = dice_.chance(report_repeated) ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    agenda_.in(after + copy * dice_.seconds(0, report_late_s), [this, event] { perform(event); });
  }
}

void RedialLife::ask() {
  if (dice_.chance(0.3)) return request("");  // on a web page
  asking_ = true;
  domain::Arrival arrival;
  arrival.call_id = first_call;
  arrival.queue = "support";
  arrival.customer = the_customer;
  report(arrival);
  agenda_.in(dice_.seconds(2, 12), [this] { request(first_call); });
}

void RedialLife::request(const std::string& call_id) {
  domain::Acceptance wish;
  wish.source = "pbx";
  wish.callback_id = the_callback;
  wish.idempotency_key = "key";
  wish.request_hash = 1;
  wish.queue = "support";
  wish.customer = the_customer;
  wish.call_id = call_id;
  wish.consent_text_id = "ok";
  perform(wish);
  if (again_after_steps_ == 0) agenda_.in(dice_.seconds(1, 2400), [this] { call_again(20); });
  if (call_id.empty()) return;
  agenda_.in(dice_.seconds(1, 8), [this] {
    asking_ = false;
    report(domain::Departure{first_call, "support", domain::LeftReason::withdrawn});
    // Some call at once: was that confirmed?
    if (dice_.chance(0.1)) agenda_.in(dice_.seconds(0.2, 3), [this] { call_again(20); });
  });
}

void RedialLife::call_again(int tries) {
  const auto view = engine_.callback("default", the_callback);
  if (begun_ || tries == 0 || !view || is_end(view->state) || out_.served_by_leg > 0) return;
  if (asking_ || reached_ || leg_ == Line::waits) {  // has the receiver in the hand
    agenda_.in(std::chrono::seconds(5), [this, tries] { call_again(tries - 1); });
    return;
  }
  begun_ = true;
  again_ = Line::waits;
  domain::Arrival arrival;
  arrival.call_id = again_call;
  arrival.queue = "support";
  arrival.customer = the_customer;
  report(arrival);
  const bool only_asks = dice_.chance(0.3);
  const double patience_s = only_asks ? dice_.between(2, 40) : 30 + dice_.exponential(600);
  agenda_.in(domain::from_seconds(patience_s), [this] {
    if (again_ == Line::waits) hang_up(again_, again_call);
  });
  serve();
}

void RedialLife::serve() {
  if (!agent_free_) return;
  const bool call = again_ == Line::waits, leg = leg_ == Line::waits;
  if (call && (!leg || dice_.chance(0.5))) return answer(again_, again_call);
  if (leg) answer(leg_, leg_id_);
}

void RedialLife::answer(Line& line, const std::string& call_id) {
  agent_free_ = false;
  line = Line::talks;
  ++(&line == &again_ ? out_.served_by_call : out_.served_by_leg);
  report(domain::Answer{call_id, "support", "anna"});
  // Nobody goes on waiting on another line.
  reached_ = false;
  if (&line != &again_ && again_ == Line::waits) hang_up(again_, again_call);
  if (&line != &leg_ && leg_ == Line::waits) hang_up(leg_, leg_id_);
  agenda_.in(domain::from_seconds(shortest_talk_s + dice_.exponential(90)), [this, &line, call_id] {
    line = Line::over;
    report(domain::End{call_id, "support"});
    agenda_.in(dice_.seconds(1, 10), [this] { come_free(); });
  });
}

void RedialLife::come_free() {
  report(domain::AgentChange{"anna", domain::AgentState::available, {"support"}});
  agent_free_ = true;
  serve();
}

void RedialLife::other_work() {
  if (!agent_free_ || !dice_.chance(0.7)) return;
  agent_free_ = false;
  report(domain::AgentChange{"anna", domain::AgentState::busy, {"support"}});
  agenda_.in(dice_.seconds(20, 200), [this] { come_free(); });
}

void RedialLife::hang_up(Line& line, const std::string& call_id) {
  line = Line::over;
  report(domain::Abandonment{call_id, "support"});
}

}  // namespace truewait::simulation
