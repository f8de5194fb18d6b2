#include "app/host/host.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "app/host/intake.hpp"
#include "app/host/metrics.hpp"
#include "app/host/records.hpp"

namespace truewait::app {

namespace {

/// Half of the second within which a revoked key must stop working.
constexpr std::chrono::milliseconds sweep_every{500};
/// Small steps: one purge a day would hold up the loop for a whole day's numbers at once.
constexpr std::chrono::hours purge_every{1};
constexpr std::chrono::seconds retry_wakeup{1};

}  // namespace

Host::Host(boost::asio::io_context& loop, const ServiceConfig& config) : Host(loop, config, open_service(config)) {}

Host::Host(boost::asio::io_context& loop, const ServiceConfig& config, Opened opened)
    : loop_(loop),
      config_(config),
      lock_(std::move(opened.lock)),
      store_(std::move(opened.store)),
      engine_(std::move(opened.engine)),
      contact_key_(std::move(opened.contact_key)),
      clock_(opened.last, config.clock_speed),
      keyring_(*store_),
      reports_(loop, *store_),
      wakeup_(loop),
      sweep_(loop),
      dispatcher_(loop, engine_,
                  {[this](domain::Assignment wish) { assign(std::move(wish)); },
                   [this](const std::string& site, const std::string& customer) { return number_of(site, customer); },
                   [this] { return clock_.now(); }}),
      recorder_(loop, std::move(opened.journal_store), engine_, config.snapshot_every) {
  const auto names = engine_.shard_names();
  for (const domain::QueueConfig& queue : config_.engine.queues) {
    sites_.insert(queue.site);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].site == queue.site && names[i].group == queue.group_name()) {
        shard_of_[{queue.site, queue.name}] = opened.shards[i].shard;
        queues_of_[opened.shards[i].shard].site = queue.site;
        queues_of_[opened.shards[i].shard].queues.push_back(queue.name);
      }
    }
  }
  for (const Replayed& shard : opened.shards) recorder_.count_replayed(shard.shard, shard.facts, shard.last);
  epochs_ = std::move(opened.claimed.epochs);
  if (opened.claimed.stored) {
    for (const domain::Fact& fact : opened.claimed.facts) recorder_.count_replayed(fact.shard, 1, fact.now);
  } else {
    recorder_.write(opened.claimed.facts, {}, {});  // when space returns; nothing is promised before
  }
  sweep();
  arm_wakeup();
}

Host::~Host() = default;

void Host::commit(const std::vector<domain::Fact>& facts, std::vector<storage::Contact> contacts, Recorder::Done done) {
  for (const domain::Fact& fact : facts) predictions_.observe(fact);
  recorder_.write(facts, std::move(contacts), std::move(done));
  arm_wakeup();
}

void Host::ingest(const edge::Access& who, std::vector<edge::IncomingEvent> events,
                  std::function<void(edge::IngestResult)> done) {
  if (recorder_.refusing()) {
    boost::asio::post(loop_, [done = std::move(done)] {
      edge::IngestResult refused;
      refused.stored = false;
      done(std::move(refused));
    });
    return;
  }
  const domain::Instant at = clock_.now();
  for (const edge::IncomingEvent& incoming : events) lag_.observe(incoming.event.at, at);
  Intake intake = take_in(engine_, contact_key_, at, who, std::move(events));
  // Also when nothing new came: the first report of a repeated event may still be on its way to the disk.
  auto answer = [this, result = std::move(intake.result), effects = std::move(intake.effects),
                 done = std::move(done)](bool stored) mutable {
    result.stored = stored;
    done(std::move(result));
    if (stored) carry_out(effects);
  };
  commit(intake.facts, std::move(intake.contacts), std::move(answer));
}

void Host::arm_wakeup() {
  const auto next = engine_.next_wakeup();
  if (next == armed_for_) return;
  armed_for_ = next;
  if (!next) {
    wakeup_.cancel();
    return;
  }
  wakeup_.expires_after(clock_.until(*next));
  wakeup_.async_wait([this](const boost::system::error_code& error) {
    if (!error) wake();
  });
}

void Host::wake() {
  armed_for_.reset();
  const domain::Instant at = clock_.now();
  const auto due = engine_.next_wakeup();
  if (due && *due <= at) {
    if (recorder_.refusing()) {
      wakeup_.expires_after(retry_wakeup);
      wakeup_.async_wait([this](const boost::system::error_code& error) {
        if (!error) wake();
      });
      return;
    }
    perform(domain::Wakeup{}, {}, {});
  }
  arm_wakeup();
}

void Host::sweep() {
  const auto steady = Clock::steady();
  keyring_.reload();
  if (purged_ == std::chrono::nanoseconds(0) || steady - purged_ >= purge_every) {
    purged_ = steady;
    const auto kept = std::chrono::days(config_.keep_contacts_days);
    const auto purged = store_->purge_contacts(to_ms(clock_.now() - kept));
    if (!purged) spdlog::warn("old numbers could not be purged: {}", purged.error().message());
  }
  // A shown order may have lapsed, or the disk may take intents again.
  dispatcher_.look();
  sweep_.expires_after(sweep_every);
  sweep_.async_wait([this](const boost::system::error_code& error) {
    if (!error) sweep();
  });
}

void Host::close() {
  if (recorder_.full()) {
    spdlog::error("ending with a full disk: {} facts that nobody was promised are lost", recorder_.backlog());
    return;
  }
  recorder_.snapshot_all();
  recorder_.flush();
}

}  // namespace truewait::app
