#include "storage/facts.hpp"

#include <algorithm>

#include "storage/checksum.hpp"

namespace truewait::storage {
namespace {

// id = shard * 2^40 + seq: 8 million shards of a million million facts.
constexpr int kSeqBits = 40;
constexpr std::uint64_t kMaxSeq = (std::uint64_t{1} << kSeqBits) - 1;
constexpr std::uint32_t kMaxShard = (std::uint32_t{1} << (63 - kSeqBits)) - 1;

std::int64_t row_id(std::uint32_t shard, std::uint64_t seq) {
  return static_cast<std::int64_t>(std::uint64_t{shard} << kSeqBits | std::min(seq, kMaxSeq));
}

}  // namespace

Facts::Facts(Connection& connection)
    : connection_(connection),
      insert_(connection, "INSERT INTO facts(id, now_ms, checksum, body) VALUES(?, ?, ?, ?)"),
      select_(connection, "SELECT id, now_ms, checksum, body FROM facts WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"),
      last_(connection, "SELECT max(id) FROM facts WHERE id BETWEEN ? AND ?"),
      now_(connection, "SELECT now_ms FROM facts WHERE id = ?") {}

Result<void> Facts::append(const std::vector<Record>& records) {
  for (const Record& record : records) {
    auto known = pending_.find(record.shard);
    if (known == pending_.end()) {
      const auto last = last_seq(record.shard);
      if (!last) return last.error();
      known = pending_.emplace(record.shard, *last).first;
    }
    if (record.seq != known->second + 1 || record.seq > kMaxSeq || record.shard > kMaxShard) {
      return StoreError::out_of_sequence;
    }
    const std::int64_t checksum = fact_checksum(record.shard, record.seq, record.now_ms, record.body);
    const auto added = insert_.bind(row_id(record.shard, record.seq), record.now_ms, checksum, Blob{record.body}).run();
    if (!added) return added.error();
    ++known->second;
  }
  return {};
}

void Facts::kept() {
  for (const auto& [shard, seq] : pending_) committed_[shard] = seq;
  pending_.clear();
}

void Facts::dropped() {
  pending_.clear();
}

Result<std::vector<Record>> Facts::read(std::uint32_t shard, std::uint64_t from, std::size_t limit) {
  std::vector<Record> records;
  std::uint64_t expected = std::max<std::uint64_t>(from, 1);
  if (shard > kMaxShard || expected > kMaxSeq) return records;
  const auto most = static_cast<std::int64_t>(std::min<std::size_t>(limit, kMaxSeq));
  Rows rows(select_.bind(row_id(shard, expected), row_id(shard, kMaxSeq), most));
  for (;;) {
    const auto row = rows.next();
    if (!row) return row.error();
    if (!*row) return records;
    const std::string_view body = rows->bytes(3);
    const std::int64_t now_ms = rows->integer(1);
    const bool intact = rows->integer(0) == row_id(shard, expected) &&
                        rows->integer(2) == std::int64_t{fact_checksum(shard, expected, now_ms, body)};
    if (!intact) return StoreError::corrupt;
    records.push_back({shard, expected, now_ms, std::string(body)});
    ++expected;
  }
}

Result<std::uint64_t> Facts::last_seq(std::uint32_t shard) {
  if (shard > kMaxShard) return 0;
  if (const auto known = committed_.find(shard); known != committed_.end()) return known->second;
  Rows rows(last_.bind(row_id(shard, 0), row_id(shard, kMaxSeq)));
  const auto row = rows.next();
  if (!row) return row.error();
  return static_cast<std::uint64_t>(rows->integer(0)) & kMaxSeq;
}

Result<std::int64_t> Facts::now_of(std::uint32_t shard, std::uint64_t seq) {
  Rows rows(now_.bind(row_id(shard, seq)));
  const auto row = rows.next();
  if (!row) return row.error();
  if (!*row) return StoreError::corrupt;
  return rows->integer(0);
}

Result<std::uint64_t> Facts::first_seq_at(std::uint32_t shard, std::int64_t now_ms) {
  const auto last = last_seq(shard);
  if (!last) return last.error();
  std::uint64_t first = 1;
  std::uint64_t beyond = *last + 1;
  while (first < beyond) {
    const std::uint64_t middle = first + (beyond - first) / 2;
    const auto at = now_of(shard, middle);
    if (!at) return at.error();
    if (*at < now_ms) {
      first = middle + 1;
    } else {
      beyond = middle;
    }
  }
  return first;
}

}  // namespace truewait::storage
