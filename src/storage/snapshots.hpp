// The two newest snapshots of each shard, with a checksum each. Not a transaction of its own.
#pragma once

#include "storage/statement.hpp"

namespace truewait::storage {

class Snapshots {
 public:
  explicit Snapshots(Connection& connection);

  /// Within the caller's transaction.
  Result<void> save(const Snapshot& snapshot);
  /// The newest intact one.
  Result<std::optional<Snapshot>> load(std::uint32_t shard);

 private:
  Result<std::optional<Snapshot>> read(std::uint32_t shard, std::int64_t seq);

  Statement insert_, trim_, seqs_, select_;
};

}  // namespace truewait::storage
