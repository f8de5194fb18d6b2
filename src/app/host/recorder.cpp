#include "app/host/recorder.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <cstdlib>
#include <utility>

#include "app/host/records.hpp"

namespace truewait::app {

namespace {

[[noreturn]] void end_process(const boost::system::error_code& error) {
  spdlog::critical("the journal cannot be written: {}; ending, a restart replays what is on disk", error.message());
  spdlog::default_logger()->flush();
  std::_Exit(EXIT_FAILURE);
}

/// Runs on the writer's thread: anything but success and a full disk is final.
bool stored_or_end(const boost::system::error_code& error) {
  if (!error) return true;
  if (error == storage::StoreError::full) return false;
  end_process(error);
}

}  // namespace

Recorder::Recorder(boost::asio::io_context& loop, std::unique_ptr<storage::Store> store, const domain::Engine& engine,
                   std::uint64_t snapshot_every)
    : loop_(loop), engine_(engine), snapshot_every_(snapshot_every), journal_(std::move(store)) {}

void Recorder::write(const std::vector<domain::Fact>& facts, std::vector<storage::Contact> contacts, Done done) {
  storage::Batch batch;
  batch.contacts = std::move(contacts);
  batch.records.reserve(facts.size());
  for (const domain::Fact& fact : facts) {
    batch.records.push_back(to_record(fact));
    ++since_snapshot_[fact.shard];
    last_[fact.shard] = fact.now;
  }
  ++in_flight_;
  journal_.append(std::move(batch), [this, done = std::move(done)](boost::system::error_code error) mutable {
    settle(std::move(done), stored_or_end(error));
  });
  snapshot_when_due();
}

/// On the writer's thread. A commit settles many writes one after the other: the loop is woken once for all it finds.
void Recorder::settle(Done done, bool stored) {
  const std::lock_guard lock(settled_mutex_);
  if (settled_.empty()) boost::asio::post(loop_, [this] { tell_settled(); });
  settled_.emplace_back(std::move(done), stored);
}

void Recorder::tell_settled() {
  std::vector<std::pair<Done, bool>> all;
  {
    const std::lock_guard lock(settled_mutex_);
    all.swap(settled_);
  }
  for (auto& [done, stored] : all) {
    --in_flight_;
    if (done) done(stored);
  }
}

// By the sum and not by shard: a hundred groups, each a little short of its own snapshot, would make a long replay.
void Recorder::snapshot_when_due() {
  std::uint64_t pending = 0;
  auto most = since_snapshot_.end();
  for (auto shard = since_snapshot_.begin(); shard != since_snapshot_.end(); ++shard) {
    pending += shard->second;
    if (most == since_snapshot_.end() || shard->second > most->second) most = shard;
  }
  if (pending >= snapshot_every_ && most != since_snapshot_.end()) snapshot(most->first, last_[most->first]);
}

void Recorder::snapshot(std::uint32_t shard, domain::Instant now) {
  since_snapshot_[shard] = 0;
  storage::Snapshot snapshot{shard, engine_.seq(shard), to_ms(now), engine_.snapshot(shard)};
  journal_.save_snapshot(std::move(snapshot), [shard](boost::system::error_code error) {
    if (!stored_or_end(error)) spdlog::warn("shard {}: no space for a snapshot, the last one stays", shard);
  });
}

void Recorder::snapshot_all() {
  for (const auto& [shard, facts] : std::map(since_snapshot_)) {
    if (facts > 0) snapshot(shard, last_[shard]);
  }
}

}  // namespace truewait::app
