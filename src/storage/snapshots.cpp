#include "storage/snapshots.hpp"

#include "storage/checksum.hpp"

namespace truewait::storage {

Snapshots::Snapshots(Connection& connection)
    : insert_(connection, "INSERT OR REPLACE INTO snapshots(shard, seq, now_ms, checksum, body) VALUES(?, ?, ?, ?, ?)"),
      trim_(connection,
            "DELETE FROM snapshots WHERE shard = ?1 AND seq NOT IN"
            " (SELECT seq FROM snapshots WHERE shard = ?1 ORDER BY seq DESC LIMIT 2)"),
      seqs_(connection, "SELECT seq FROM snapshots WHERE shard = ? ORDER BY seq DESC"),
      select_(connection, "SELECT now_ms, checksum, body FROM snapshots WHERE shard = ? AND seq = ?") {}

Result<void> Snapshots::save(const Snapshot& snapshot) {
  const std::string checksum = snapshot_checksum(snapshot);
  const auto added = insert_
                         .bind(snapshot.shard, static_cast<std::int64_t>(snapshot.seq), snapshot.now_ms, Blob{checksum},
                               Blob{snapshot.body})
                         .run();
  if (!added) return added.error();
  const auto trimmed = trim_.bind(snapshot.shard).run();
  if (!trimmed) return trimmed.error();
  return {};
}

Result<std::optional<Snapshot>> Snapshots::load(std::uint32_t shard) {
  std::vector<std::int64_t> seqs;
  Rows rows(seqs_.bind(shard));
  for (;;) {
    const auto row = rows.next();
    if (!row) return row.error();
    if (!*row) break;
    seqs.push_back(rows->integer(0));
  }
  for (const std::int64_t seq : seqs) {
    auto snapshot = read(shard, seq);
    // A damaged page is one more way for a snapshot to be damaged: the older one, or the facts, will do.
    if (!snapshot && snapshot.error() == StoreError::corrupt) continue;
    if (!snapshot || *snapshot) return snapshot;
  }
  return std::optional<Snapshot>{};
}

Result<std::optional<Snapshot>> Snapshots::read(std::uint32_t shard, std::int64_t seq) {
  Rows rows(select_.bind(shard, seq));
  const auto row = rows.next();
  if (!row) return row.error();
  if (!*row) return std::optional<Snapshot>{};
  Snapshot snapshot{shard, static_cast<std::uint64_t>(seq), rows->integer(0), rows->text(2)};
  if (snapshot_checksum(snapshot) != rows->bytes(1)) return std::optional<Snapshot>{};
  return std::optional<Snapshot>(std::move(snapshot));
}

}  // namespace truewait::storage
