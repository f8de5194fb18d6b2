// The facts of all shards: appended in sequence, read in sequence, never changed. Not a transaction of its own.
#pragma once

#include <unordered_map>

#include "storage/statement.hpp"

namespace truewait::storage {

class Facts {
 public:
  explicit Facts(Connection& connection);

  /// Within the caller's transaction. What was appended counts only after `kept`; `dropped` follows a rollback.
  Result<void> append(const std::vector<Record>& records);
  void kept();
  void dropped();

  Result<std::vector<Record>> read(std::uint32_t shard, std::uint64_t from, std::size_t limit);
  Result<std::uint64_t> last_seq(std::uint32_t shard);
  Result<std::uint64_t> first_seq_at(std::uint32_t shard, std::int64_t now_ms);

 private:
  Result<std::int64_t> now_of(std::uint32_t shard, std::uint64_t seq);

  Connection& connection_;
  Statement insert_, select_, last_, now_;
  std::unordered_map<std::uint32_t, std::uint64_t> committed_;  // last seq per shard, as far as known
  std::unordered_map<std::uint32_t, std::uint64_t> pending_;    // the same, of the open transaction
};

}  // namespace truewait::storage
