#include "truewait/storage/journal.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "storage/fixture.hpp"

namespace truewait::storage {
namespace {

using boost::system::error_code;

class JournalTest : public testing::Test {
 protected:
  /// Waits for the outcome of one append.
  static error_code append(Journal& journal, Batch batch) {
    std::promise<error_code> outcome;
    journal.append(std::move(batch), [&](error_code error) { outcome.set_value(error); });
    return outcome.get_future().get();
  }

  Directory directory_;
  std::string path_ = directory_ / "store.db";
};

TEST_F(JournalTest, WhatIsAcknowledgedCanBeReadAtOnce) {
  Journal journal(open(path_));
  const auto reader = open(path_);
  for (std::uint64_t seq = 1; seq <= 50; ++seq) {
    ASSERT_FALSE(append(journal, batch(1, seq, seq)));
    ASSERT_EQ(*reader->last_seq(1), seq);
  }
  EXPECT_EQ(count_intact(*reader, 1), 50U);
  EXPECT_EQ(journal.totals().records, 50U);
  EXPECT_EQ(journal.totals().commits, 50U);
  EXPECT_EQ(journal.backlog(), 0U);
  EXPECT_FALSE(journal.full());
}

TEST_F(JournalTest, WhatGathersDuringACommitIsTheNextOne) {
  std::promise<void> held, go;
  std::vector<int> order;
  Journal journal(open(path_));
  // The first callback holds the writer until all others are appended.
  journal.append(batch(1, 1, 1), [&](error_code) {
    held.set_value();
    go.get_future().wait();
  });
  held.get_future().wait();
  for (int i = 2; i <= 1000; ++i) {
    const auto seq = static_cast<std::uint64_t>(i);
    journal.append(batch(1, seq, seq), [&order, i](error_code error) { order.push_back(error ? -i : i); });
  }
  EXPECT_EQ(journal.backlog(), 999U);
  go.set_value();
  journal.flush();
  ASSERT_EQ(order.size(), 999U);
  for (int i = 2; i <= 1000; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i - 2)], i);
  EXPECT_EQ(journal.totals().records, 1000U);
  EXPECT_EQ(journal.totals().commits, 2U);
}

TEST_F(JournalTest, ACommitIsBounded) {
  std::promise<void> held, go;
  {
    Journal journal(open(path_), {.records_per_commit = 100, .retry_interval = std::chrono::milliseconds(1)});
    journal.append(batch(1, 1, 1), [&](error_code) {
      held.set_value();
      go.get_future().wait();
    });
    held.get_future().wait();
    for (std::uint64_t seq = 2; seq <= 1001; ++seq) journal.append(batch(1, seq, seq), {});
    journal.append(batch(1, 1002, 1501), {});
    go.set_value();
    journal.flush();
    EXPECT_EQ(journal.totals().commits, 12U) << "one, ten of a hundred, and the batch that is larger than a commit";
    EXPECT_EQ(journal.totals().records, 1501U);
  }
  EXPECT_EQ(count_intact(*open(path_), 1), 1501U);
}

TEST_F(JournalTest, TheDestructorCommitsWhatWaits) {
  std::atomic<int> told = 0;
  {
    Journal journal(open(path_));
    for (std::uint64_t seq = 1; seq <= 500; ++seq) {
      journal.append(batch(1, seq, seq), [&](error_code error) { told += error ? 0 : 1; });
    }
  }
  EXPECT_EQ(told, 500);
  EXPECT_EQ(count_intact(*open(path_), 1), 500U);
}

TEST_F(JournalTest, ThreadsMayAppendAndEachKeepsItsOrder) {
  constexpr std::uint32_t kThreads = 4;
  constexpr std::uint64_t kFacts = 400;
  std::vector<std::vector<std::uint64_t>> told(kThreads + 1);
  {
    Journal journal(open(path_));
    std::vector<std::jthread> threads;
    for (std::uint32_t shard = 1; shard <= kThreads; ++shard) {
      threads.emplace_back([&, shard] {
        for (std::uint64_t seq = 1; seq <= kFacts; ++seq) {
          journal.append(batch(shard, seq, seq), [&told, shard, seq](error_code error) {
            if (!error) told[shard].push_back(seq);
          });
          if (seq % 100 == 0) journal.flush();
          if (seq == kFacts) {
            EXPECT_EQ(told[shard].size(), kFacts) << "flush waits for the callbacks, too";
          }
        }
      });
    }
  }
  const auto store = open(path_);
  for (std::uint32_t shard = 1; shard <= kThreads; ++shard) {
    EXPECT_EQ(count_intact(*store, shard), kFacts);
    ASSERT_EQ(told[shard].size(), kFacts);
    for (std::uint64_t seq = 1; seq <= kFacts; ++seq) EXPECT_EQ(told[shard][seq - 1], seq);
  }
}

TEST_F(JournalTest, ACallbackMayAppend) {
  std::promise<void> finished;
  std::uint64_t seq = 0;
  Journal journal(open(path_));
  std::function<void(error_code)> next = [&](error_code error) {
    EXPECT_FALSE(error);
    if (seq == 100) return finished.set_value();
    ++seq;
    journal.append(batch(1, seq, seq), next);
  };
  next({});
  finished.get_future().wait();
  EXPECT_EQ(count_intact(*open(path_), 1), 100U);
}

TEST_F(JournalTest, SnapshotsAndContactsGoTheSameWay) {
  std::vector<std::string> order;
  {
    Journal journal(open(path_));
    Batch with_contact = batch(1, 1, 3);
    with_contact.contacts = {{"default", "c1", "+15550100", 5}};
    journal.append(with_contact, [&](error_code) { order.push_back("facts"); });
    journal.save_snapshot({1, 3, 9, "state"}, [&](error_code) { order.push_back("snapshot"); });
    journal.append({{}, {{"default", "c2", "+15550101", 6}}}, [&](error_code) { order.push_back("contact"); });
    journal.append({}, [&](error_code) { order.push_back("nothing"); });
  }
  EXPECT_EQ(order, (std::vector<std::string>{"facts", "snapshot", "contact", "nothing"}));
  const auto store = open(path_);
  EXPECT_EQ((*store->load_snapshot(1))->body, "state");
  EXPECT_EQ(**store->number_of("default", "c2"), "+15550101");
}

TEST_F(JournalTest, AnErrorIsFinal) {
  Journal journal(open(path_));
  EXPECT_FALSE(append(journal, batch(1, 1, 2)));
  EXPECT_EQ(append(journal, batch(1, 9, 9)), StoreError::out_of_sequence);
  EXPECT_EQ(append(journal, batch(1, 3, 3)), StoreError::out_of_sequence) << "even what would be right by itself";
  std::promise<error_code> snapshot;
  journal.save_snapshot({1, 2, 0, "state"}, [&](error_code error) { snapshot.set_value(error); });
  EXPECT_EQ(snapshot.get_future().get(), StoreError::out_of_sequence);
  journal.flush();
  EXPECT_EQ(journal.backlog(), 0U);
  EXPECT_EQ(journal.totals().records, 2U);
  EXPECT_EQ(count_intact(*open(path_), 1), 2U);
}

TEST_F(JournalTest, FlushOfNothingReturns) {
  Journal journal(open(path_));
  journal.flush();
  EXPECT_EQ(journal.totals().commits, 0U);
}

}  // namespace
}  // namespace truewait::storage
