// Checksums of what the store keeps: a quick one for each fact, SHA-256 for a snapshot. They show damage, which
// SQLite itself does not look for within a page; they are no defence against a forger.
#pragma once

#include <cstdint>
#include <string>

#include "truewait/storage/store.hpp"

namespace truewait::storage {

/// 32 bits over every field. Any change confined to eight adjacent bytes at a multiple of eight goes unnoticed with
/// a probability of 2^-32.
std::uint32_t fact_checksum(std::uint32_t shard, std::uint64_t seq, std::int64_t now_ms, std::string_view body);

/// SHA-256 over every field, 32 raw bytes.
std::string snapshot_checksum(const Snapshot& snapshot);

}  // namespace truewait::storage
