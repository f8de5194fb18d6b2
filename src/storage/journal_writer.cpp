#include "storage/journal_writer.hpp"

#include <iterator>
#include <utility>

namespace truewait::storage {
namespace {

// While the disk is full the thread wakes several times per retry interval, only to refuse what has arrived: whoever
// waits for an answer hears early that there is no space.
constexpr int kTicksPerRetry = 8;

void tell(Journal::Committed& done, boost::system::error_code outcome) {
  if (auto callback = std::exchange(done, nullptr)) callback(outcome);
}

}  // namespace

Journal::Writer::Writer(std::unique_ptr<Store> store, JournalOptions options)
    : store_(std::move(store)), options_(options), thread_([this] { run(); }) {}

Journal::Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  work_.notify_one();
  thread_.join();
}

void Journal::Writer::submit(Item item) {
  backlog_ += item.batch.records.size();
  {
    const std::lock_guard lock(mutex_);
    inbox_.push_back(std::move(item));
    ++submitted_appends_;
  }
  work_.notify_one();
}

void Journal::Writer::flush() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = submitted_appends_;
  if (settled_appends_ >= mine) return;
  const std::uint64_t next_write = writes_begun_ + 1;
  urged_ = true;
  work_.notify_one();
  settled_.wait(lock, [&] { return settled_appends_ >= mine || last_full_write_ >= next_write; });
}

void Journal::Writer::run() {
  for (;;) {
    const Turn turn = collect();
    if (final_) {
      fail_pending();
    } else if (!turn.write) {
      refuse_pending();
    } else if (!pending_.empty()) {
      write_front();
    }
    close_turn(turn.write);
    if (turn.last && (pending_.empty() || full_)) return;
  }
}

Journal::Writer::Turn Journal::Writer::collect() {
  Turn turn;
  std::unique_lock lock(mutex_);
  if (full_) {
    const bool woken = work_.wait_for(lock, options_.retry_interval / kTicksPerRetry, [&] { return stop_ || urged_; });
    turn.write = woken || ++ticks_ >= kTicksPerRetry;
  } else if (pending_.empty()) {
    work_.wait(lock, [&] { return stop_ || urged_ || !inbox_.empty(); });
  }
  std::move(inbox_.begin(), inbox_.end(), std::back_inserter(pending_));
  inbox_.clear();
  turn.last = stop_;
  if (turn.write) {
    ticks_ = 0;
    urged_ = false;
    ++writes_begun_;
  }
  return turn;
}

void Journal::Writer::close_turn(bool wrote) {
  {
    const std::lock_guard lock(mutex_);
    settled_appends_ += std::exchange(settled_in_turn_, 0);
    if (wrote && full_) last_full_write_ = writes_begun_;
  }
  settled_.notify_all();
}

void Journal::Writer::write_front() {
  pending_.front().snapshot ? write_snapshot() : write_batches();
}

void Journal::Writer::write_snapshot() {
  Item item = std::move(pending_.front());
  pending_.pop_front();
  const auto saved = store_->save_snapshot(*item.snapshot);
  if (!saved && saved.error() != StoreError::full) final_ = saved.error();
  settle(item);
  tell(item.done, saved ? boost::system::error_code{} : saved.error());
  if (final_) fail_pending();
}

void Journal::Writer::write_batches() {
  std::vector<Committed> waiting;
  Item group = take_group(waiting);
  const auto written = store_->append(group.batch);
  const boost::system::error_code outcome = written ? boost::system::error_code{} : written.error();
  full_ = outcome == StoreError::full;
  if (full_) {
    pending_.push_front(std::move(group));
  } else {
    if (outcome) {
      final_ = outcome;
    } else {
      ++commits_;
      records_ += group.batch.records.size();
    }
    settle(group);
  }
  for (Committed& done : waiting) tell(done, outcome);
  if (full_) refuse_pending();
  if (final_) fail_pending();
}

// As many batches as one commit may hold, at least one, merged; a snapshot ends the group.
Journal::Writer::Item Journal::Writer::take_group(std::vector<Committed>& waiting) {
  Item group = std::move(pending_.front());
  pending_.pop_front();
  waiting.push_back(std::exchange(group.done, nullptr));
  while (!pending_.empty() && !pending_.front().snapshot) {
    Item& next = pending_.front();
    if (group.batch.records.size() + next.batch.records.size() > options_.records_per_commit) break;
    std::move(next.batch.records.begin(), next.batch.records.end(), std::back_inserter(group.batch.records));
    std::move(next.batch.contacts.begin(), next.batch.contacts.end(), std::back_inserter(group.batch.contacts));
    group.appends += next.appends;
    waiting.push_back(std::move(next.done));
    pending_.pop_front();
  }
  return group;
}

void Journal::Writer::refuse_pending() {
  std::deque<Item> kept;
  for (Item& item : pending_) {
    tell(item.done, StoreError::full);
    if (item.snapshot) {
      settle(item);
    } else {
      kept.push_back(std::move(item));
    }
  }
  pending_ = std::move(kept);
}

void Journal::Writer::fail_pending() {
  for (Item& item : pending_) {
    settle(item);
    tell(item.done, final_);
  }
  pending_.clear();
}

void Journal::Writer::settle(const Item& item) {
  backlog_ -= item.batch.records.size();
  settled_in_turn_ += item.appends;
}

}  // namespace truewait::storage
