#include "storage/integrity.hpp"

#include "storage/checksum.hpp"
#include "storage/statement.hpp"

namespace truewait::storage {
namespace {

constexpr int kMaxLines = 20;

std::string place(std::uint32_t shard, std::uint64_t seq) {
  return "fact " + std::to_string(seq) + " of shard " + std::to_string(shard);
}

Result<std::string> structure(Connection& connection) {
  Statement check(connection, "PRAGMA integrity_check(20)");
  std::string damage;
  for (;;) {
    const auto row = check.step();
    if (!row && row.error() == StoreError::corrupt) return damage + "the database cannot be read to its end\n";
    if (!row) return row.error();
    if (!*row) return damage;
    if (check.bytes(0) != "ok") damage += check.text(0) + '\n';
  }
}

Result<std::string> facts(Connection& connection) {
  Statement select(connection, "SELECT shard, seq, now_ms, checksum, body FROM facts ORDER BY id");
  std::string damage;
  std::uint32_t shard = 0;
  std::uint64_t expected = 1;
  for (int lines = 0; lines < kMaxLines;) {
    const auto row = select.step();
    if (!row) return row.error();
    if (!*row) break;
    const auto its_shard = static_cast<std::uint32_t>(select.integer(0));
    const auto seq = static_cast<std::uint64_t>(select.integer(1));
    if (its_shard != shard) expected = 1;
    shard = its_shard;
    if (seq != expected) {
      damage += place(shard, expected) + " is missing\n";
      ++lines;
    }
    if (select.integer(3) != std::int64_t{fact_checksum(shard, seq, select.integer(2), select.bytes(4))}) {
      damage += place(shard, seq) + " is damaged\n";
      ++lines;
    }
    expected = seq + 1;
  }
  return damage;
}

}  // namespace

Result<std::string> find_damage(Connection& connection) {
  auto damage = structure(connection);
  if (!damage || !damage->empty()) return damage;
  return facts(connection);
}

}  // namespace truewait::storage
