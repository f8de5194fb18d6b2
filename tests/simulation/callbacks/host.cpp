#include "simulation/callbacks/host.hpp"

#include "simulation/callbacks/world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::simulation {
namespace {

using domain::Engine;

constexpr std::uint32_t only_shard = 1;

domain::EngineConfig queues(Dice& dice) {
  domain::EngineConfig config;
  for (const auto* name : {"support", "sales"}) {
    domain::QueueConfig queue;
    queue.name = name;
    queue.group = "front";
    queue.callback.offer.enabled = true;
    queue.estimator = domain::Estimator::formula;  // the days are about callbacks, and many
    queue.callback.dial.caller_id = "+15550100";
    auto& retry = queue.callback.retry;
    retry.after_busy = retry.after_no_answer = retry.after_machine = dice.seconds(60, 600);
    config.queues.push_back(queue);
  }
  return config;
}

template <class E>
bool has(const std::vector<domain::Effect>& effects) {
  return std::any_of(effects.begin(), effects.end(), [](const auto& e) { return std::holds_alternative<E>(e); });
}

bool promises_something(const domain::Input& input) {
  return std::holds_alternative<domain::Acceptance>(input) || std::holds_alternative<domain::Assignment>(input) ||
         std::holds_alternative<domain::DialReport>(input);
}

}  // namespace

Host::Host(World& world, Planted planted)
    : world_(world), planted_(planted), config_(queues(world.dice)), engine_(std::make_unique<Engine>(config_)) {}

domain::Input Host::as_done_wrongly(const domain::Input& input) const {
  auto changed = input;
  if (auto* hello = std::get_if<domain::FrontEndHello>(&changed); hello && planted_ == Planted::hello_unheeded) {
    hello->known.clear();
  }
  if (auto* report = std::get_if<domain::DialReport>(&changed); report && planted_ == Planted::rejected_tried_again) {
    if (report->outcome == domain::DialOutcome::rejected) report->outcome = domain::DialOutcome::no_answer;
  }
  return changed;
}

void Host::raise_deadline(domain::Decision& decision, const domain::Quote& quote) const {
  if (!quote.upper) return;
  for (auto& fact : decision.facts) {
    if (auto* given = std::get_if<domain::QuoteGiven>(&fact.body)) given->deadline = given->spoken + *quote.upper;
  }
}

void Host::release_early(Batch& batch) {
  auto& effects = batch.decision.effects;
  if (planted_ == Planted::acknowledge_before_commit && batch.done && has<domain::CallbackTaken>(effects)) {
    batch.done(effects);
    batch.done = {};
  }
  if (planted_ != Planted::order_before_intent) return;
  for (const auto& effect : effects) {
    if (const auto* dial = std::get_if<domain::Dial>(&effect)) send(dial->order);
  }
  std::erase_if(effects, [](const auto& e) { return std::holds_alternative<domain::Dial>(e); });
}

void Host::perform(const domain::Input& input, Done done) {
  if (!up_) return;
  Batch batch{engine_->step(world_.agenda.now(), as_done_wrongly(input)), std::move(done)};
  world_.oracle.decided(batch.decision, *engine_);
  const auto* quote = std::get_if<domain::Quote>(&input);
  if (quote != nullptr && planted_ == Planted::deadline_raised) raise_deadline(batch.decision, *quote);
  release_early(batch);
  pending_.push_back(std::move(batch));
  committed_until_ = std::max(committed_until_, world_.agenda.now() + world_.dice.seconds(0.001, 0.050));
  const auto same_life = [this, life = life_](auto what) {
    return [this, life, what] {
      if (life == life_) (this->*what)();
    };
  };
  world_.agenda.at(committed_until_, same_life(&Host::commit_next));
  if (promises_something(input) && strikes_.contains(++promising_)) {
    world_.agenda.in(world_.dice.seconds(0, 0.060), same_life(&Host::crash));
  }
  arm();
}

void Host::commit_next() {
  const Batch batch = std::move(pending_.front());
  pending_.pop_front();
  for (const auto& fact : batch.decision.facts) {
    journal_.push_back({fact.shard, fact.seq, fact.now, domain::encode(fact.body)});
    world_.oracle.committed(fact);
  }
  if (pending_.empty() && world_.dice.chance(0.001)) {
    snapshot_ = engine_->snapshot(only_shard);
    snapshot_at_ = journal_.size();
  }
  if (batch.done) batch.done(batch.decision.effects);
  carry_out(batch.decision.effects);
}

void Host::carry_out(const std::vector<domain::Effect>& effects) {
  for (const auto& effect : effects) {
    if (const auto* dial = std::get_if<domain::Dial>(&effect)) send(dial->order);
  }
  if (has<domain::CallbackTouched>(effects)) look();
}

void Host::send(const domain::DialOrder& order) {
  const auto found = sessions_.find(order.front_end);
  if (found != sessions_.end()) found->second.send(order);
}

void Host::look() {
  for (const auto& due : engine_->due()) {
    world_.oracle.looked(due);
    if (sessions_.empty()) return;
    auto session = sessions_.begin();
    std::advance(session, static_cast<std::ptrdiff_t>(turn_++ % sessions_.size()));
    perform(domain::Assignment{due.site, due.callback_id, "dial" + std::to_string(++dials_), session->first, {}});
  }
}

void Host::join(const std::string& name, int connection, Send send, std::vector<domain::FrontEndHello::Dial> known) {
  if (!up_) return;
  sessions_[name] = {connection, std::move(send)};
  perform(domain::FrontEndHello{"default", name, std::move(known)}, [this](const auto& effects) {
    if (has<domain::Dial>(effects)) ++world_.oracle.counts.sent_again;
    look();
  });
}

void Host::leave(const std::string& name, int connection) {
  const auto found = sessions_.find(name);
  if (found != sessions_.end() && found->second.connection == connection) sessions_.erase(found);
}

void Host::arm() {
  const auto next = engine_->next_wakeup();
  if (!next || next == armed_) return;
  armed_ = next;
  world_.agenda.at(*next, [this, life = life_, at = *next] {
    if (life == life_ && armed_ == at) wake();
  });
}

void Host::wake() {
  armed_.reset();
  const auto next = engine_->next_wakeup();
  if (next && *next <= world_.agenda.now()) perform(domain::Wakeup{});
  const auto again = engine_->next_wakeup();
  if (again && *again <= world_.agenda.now()) {
    world_.oracle.broken(Rule::same_replay, "the engine asks to be woken and then has nothing to say");
    armed_ = again;  // not again for the same instant: the day must end
    return;
  }
  arm();
}

void Host::crash() {
  if (!up_) return;
  ++world_.oracle.counts.crashes;
  for (const auto& batch : pending_) world_.oracle.counts.lost_decisions += batch.decision.facts.empty() ? 0 : 1;
  ++life_;
  up_ = false;
  pending_.clear();
  sessions_.clear();
  armed_.reset();
  engine_.reset();
  for (const auto& told : told_) told();
  world_.agenda.in(world_.dice.seconds(1, 20), [this] { restart(); });
}

void Host::restart() {
  engine_ = std::make_unique<Engine>(rebuilt(world_.dice.chance(0.5)));
  up_ = true;
  world_.oracle.restarted(*engine_);
  arm();
}

Engine Host::rebuilt(bool from_snapshot) {
  Engine engine(config_);
  std::size_t from = 0;
  if (from_snapshot && !snapshot_.empty() && planted_ != Planted::place_lost) {
    if (!engine.restore(only_shard, snapshot_)) world_.oracle.broken(Rule::same_replay, "a snapshot is not read");
    from = snapshot_at_;
  }
  for (std::size_t i = from; i < journal_.size(); ++i) {
    auto body = domain::decode(journal_[i].body);
    if (!body) {
      world_.oracle.broken(Rule::same_replay, "a fact of the journal is not read");
      break;
    }
    if (planted_ == Planted::place_lost) {
      if (auto* accepted = std::get_if<domain::CallbackAccepted>(&*body)) accepted->rank = world_.agenda.now();
    }
    if (!engine.apply({journal_[i].shard, journal_[i].seq, journal_[i].now, std::move(*body)})) {
      world_.oracle.broken(Rule::same_replay, "the journal has a hole");
      break;
    }
  }
  return engine;
}

std::uint64_t Host::close() {
  const auto from_facts = rebuilt(false).digest(), from_snapshot = rebuilt(true).digest();
  if (from_facts != engine_->digest() || from_snapshot != from_facts) {
    world_.oracle.broken(Rule::same_replay, "the journal rebuilds another state than the one that lived");
  }
  std::uint64_t digest = from_facts;
  for (const auto& written : journal_) {
    digest = (digest ^ static_cast<std::uint64_t>(written.now.time_since_epoch().count())) * 1099511628211ULL;
    for (const char c : written.body) digest = (digest ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return digest;
}

}  // namespace truewait::simulation
