// kill -9 in the middle of appends, at points taken from a seed: every acknowledged fact is there, without holes.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <random>

#include "sanitized.hpp"
#include "storage/fixture.hpp"
#include "truewait/storage/journal.hpp"

namespace truewait::storage {
namespace {

constexpr std::uint32_t kShards = 3;

struct Acknowledged {
  std::uint32_t shard;
  std::uint32_t records;  // how many this acknowledges at once
  std::uint64_t seq;      // the last of them
};

/// The child: appends to all shards through a journal and reports each acknowledgement; ends only by being killed.
[[noreturn]] void append_for_ever(const std::string& path, int report) {
  auto store = open_sqlite(path);
  if (!store) ::_exit(1);
  std::array<std::uint64_t, kShards + 1> next{};
  for (std::uint32_t shard = 1; shard <= kShards; ++shard) next[shard] = *(*store)->last_seq(shard) + 1;
  Journal journal(std::move(*store));
  for (std::uint64_t turn = 0;; ++turn) {
    const std::uint32_t shard = static_cast<std::uint32_t>(turn % kShards) + 1;
    const auto records = static_cast<std::uint32_t>(turn % 4 + 1);
    const std::uint64_t last = next[shard] + records - 1;
    Batch facts = batch(shard, next[shard], last);
    next[shard] = last + 1;
    journal.append(std::move(facts), [=](boost::system::error_code error) {
      if (error) ::_exit(2);
      const Acknowledged told{shard, records, last};
      if (::write(report, &told, sizeof told) != static_cast<ssize_t>(sizeof told)) ::_exit(3);
    });
    if (turn % 50 == 0) journal.save_snapshot({shard, last, time_of(last), std::string(20'000, 's')}, {});
    if (turn % 64 == 63) journal.flush();
  }
}

/// Reads acknowledgements until `enough` have come, kills the child, and reads what it had still reported.
std::array<std::uint64_t, kShards + 1> kill_after(std::uint64_t enough, const std::string& path) {
  std::array<std::uint64_t, kShards + 1> acknowledged{};
  int channel[2];
  EXPECT_EQ(::pipe(channel), 0);
  const pid_t child = ::fork();
  if (child == 0) append_for_ever(path, channel[1]);
  ::close(channel[1]);
  Acknowledged told{};
  for (std::uint64_t count = 0; ::read(channel[0], &told, sizeof told) == static_cast<ssize_t>(sizeof told);) {
    acknowledged[told.shard] = told.seq;
    if (++count == enough) ::kill(child, SIGKILL);
  }
  ::close(channel[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);
  return acknowledged;
}

TEST(Kill, LosesNoAcknowledgedFact) {
  const Directory directory;
  const std::string path = directory / "store.db";
  std::mt19937 random(20240229);
  std::array<std::uint64_t, kShards + 1> before{};
  for (int round = 0; round < (sanitized ? 5 : 20); ++round) {
    const auto acknowledged = kill_after(1 + random() % 1500, path);
    auto store = open(path);
    ASSERT_TRUE(store);
    EXPECT_EQ(*store->integrity(), "") << round;
    for (std::uint32_t shard = 1; shard <= kShards; ++shard) {
      const std::uint64_t facts = count_intact(*store, shard);
      EXPECT_GE(facts, std::max(acknowledged[shard], before[shard])) << "round " << round << " shard " << shard;
      EXPECT_EQ(facts, *store->last_seq(shard));
      const auto snapshot = store->load_snapshot(shard);
      ASSERT_TRUE(snapshot);
      if (*snapshot) {
        EXPECT_LE((*snapshot)->seq, facts) << "a snapshot is never ahead of the facts";
      }
      before[shard] = facts;
    }
  }
}

}  // namespace
}  // namespace truewait::storage
