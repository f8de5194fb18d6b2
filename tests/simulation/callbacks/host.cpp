#include "simulation/callbacks/host.hpp"

#include "simulation/callbacks/world.hpp"
#include "truewait/domain/codec.hpp"

namespace truewait::simulation {
namespace {

using domain::Engine;

constexpr std::uint32_t only_shard = 1;
/// A process that was declared dead, and is not quite, gives an order.
constexpr double late_owner = 0.05;
constexpr int named_crashes = 3, most_passes = 12;

domain::EngineConfig queues(Dice& dice, const Timetable& timetable) {
  domain::EngineConfig config;
  for (const auto* name : {"support", "sales"}) {
    domain::QueueConfig queue;
    queue.name = name;
    queue.group = "front";
    queue.callback.offer.enabled = true;
    queue.estimator = domain::Estimator::formula;  // the days are about callbacks, and many
    queue.callback.hours = timetable.opening(name);
    queue.callback.calling = timetable.calling(name);
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

Host::Host(World& world, const DayPlan& plan)
    : world_(world),
      planted_(plan.planted),
      crash_at_(plan.crash_at),
      config_(misread(plan.planted, queues(world.dice, world.timetable))),
      engine_(std::make_unique<Engine>(config_)) {
  world.clock.start(Instant{});
  claim();
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
  const auto now = world_.clock.now();
  const bool well = planted_ == Planted::nothing;
  Batch batch{input, well ? engine_->step(now, input) : engine_->step(now, misheard(planted_, input)), std::move(done)};
  if (!well) misjudge(planted_, now, input, batch.decision, *engine_);
  world_.oracle.decided(batch.decision, *engine_);
  release_early(batch);
  pending_.push_back(std::move(batch));
  if (dies_before_commit(input)) return;
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
  }
  world_.oracle.committed(batch.input, batch.decision);
  if (pending_.empty() && world_.dice.chance(0.001)) {
    snapshot_ = engine_->snapshot(only_shard);
    snapshot_at_ = journal_.size();
  }
  if (dies_when_committed(batch.input)) return;
  if (batch.done) batch.done(batch.decision.effects);
  if (!up_ || (std::holds_alternative<domain::Acceptance>(batch.input) && dies_at("acceptance.answered"))) return;
  carry_out(batch.decision.effects);
}

void Host::carry_out(const std::vector<domain::Effect>& effects) {
  for (const auto& effect : effects) {
    const auto* dial = std::get_if<domain::Dial>(&effect);
    if (dial == nullptr) continue;
    if (dies_at("dial.before_order")) return;
    send(dial->order);
    if (dies_at("dial.after_order")) return;
  }
  if (has<domain::CallbackTouched>(effects)) look();
}

void Host::send(const domain::DialOrder& order) {
  const auto found = sessions_.find(order.front_end);
  if (found == sessions_.end()) return;
  world_.oracle.leaves(order, world_.clock.now());
  found->second.send(order);
}

void Host::look() {
  for (const auto& due : engine_->due()) {
    world_.oracle.looked(due);
    if (sessions_.empty()) return;
    auto session = sessions_.begin();
    std::advance(session, static_cast<std::ptrdiff_t>(turn_++ % sessions_.size()));
    const auto assign = [&](std::uint64_t epoch) {
      perform(
          domain::Assignment{due.site, due.callback_id, "dial" + std::to_string(++dials_), session->first, {}, epoch});
    };
    if (epoch_ > 1 && world_.dice.chance(late_owner)) assign(epoch_ - 1);
    assign(epoch_);
    if (!up_) return;
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
  if (next == armed_) return;
  armed_ = next;
  if (!next) return;
  world_.agenda.in(*next - world_.clock.now(), [this, life = life_, at = *next] {
    if (life == life_ && armed_ == at) wake();
  });
}

void Host::wake() {
  const auto at = armed_;
  if (*at > world_.clock.now()) {  // the line has leant back meanwhile
    armed_.reset();
    return arm();
  }
  // It stays armed for that instant while it is woken, so that an engine with nothing to say does not stop the clock.
  perform(domain::Wakeup{});
  if (armed_ == at) {
    world_.oracle.broken(Rule::same_replay, "the engine asks to be woken and then has nothing to say");
  }
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

bool Host::dies_at(std::string_view point) {
  if (point != crash_at_ || world_.oracle.counts.named_crashes == named_crashes) return false;
  if (passes_ == 0) passes_ = world_.dice.whole(1, most_passes);
  if (--passes_ > 0) return false;
  ++world_.oracle.counts.named_crashes;
  crash();
  return true;
}

bool Host::dies_before_commit(const domain::Input& input) {
  if (std::holds_alternative<domain::Acceptance>(input)) return dies_at("acceptance.before_commit");
  if (std::holds_alternative<domain::Assignment>(input)) return dies_at("intent.before_commit");
  return std::holds_alternative<domain::DialReport>(input) && dies_at("outcome.before_commit");
}

bool Host::dies_when_committed(const domain::Input& input) {
  if (std::holds_alternative<domain::Acceptance>(input)) return dies_at("acceptance.committed");
  if (std::holds_alternative<domain::Assignment>(input)) return dies_at("intent.committed");
  return std::holds_alternative<domain::DialReport>(input) && dies_at("outcome.committed");
}

/// As at the start of the real one: on the disk before anything else happens.
void Host::claim() {
  const domain::Claim wish{"default", "host" + std::to_string(life_)};
  const auto decision = engine_->step(world_.clock.now(), wish);
  for (const auto& fact : decision.facts) {
    journal_.push_back({fact.shard, fact.seq, fact.now, domain::encode(fact.body)});
    if (const auto* claimed = std::get_if<domain::ShardClaimed>(&fact.body)) epoch_ = claimed->epoch;
  }
  world_.oracle.committed(wish, decision);
}

void Host::restart() {
  engine_ = std::make_unique<Engine>(rebuilt(world_.dice.chance(0.5)));
  world_.clock.start(journal_.back().now);
  up_ = true;
  claim();
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
  // From the facts alone, or from the last snapshot and those after it: each on half of the days.
  const auto digest_lived = engine_->digest();
  if (rebuilt(world_.dice.chance(0.5)).digest() != digest_lived) {
    world_.oracle.broken(Rule::same_replay, "the journal rebuilds another state than the one that lived");
  }
  std::uint64_t digest = digest_lived;
  for (const auto& written : journal_) {
    digest = (digest ^ static_cast<std::uint64_t>(written.now.time_since_epoch().count())) * 1099511628211ULL;
    for (const char c : written.body) digest = (digest ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return digest;
}

}  // namespace truewait::simulation
