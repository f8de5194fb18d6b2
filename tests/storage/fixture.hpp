// A directory of its own for each test, records that say what they must be, and the outcome of a callback.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "truewait/storage/store.hpp"

namespace truewait::storage {

class Directory {
 public:
  // In memory where that is possible: what is written is the same, and a sync waits for nobody's disk.
  Directory() {
    const std::filesystem::path memory = "/dev/shm";
    const bool usable = ::access(memory.c_str(), W_OK) == 0;
    const auto base = usable ? memory : std::filesystem::temp_directory_path();
    std::string name = (base / "truewait-storage-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  std::string operator/(const std::string& file) const { return (path_ / file).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Bytes that follow from shard and seq alone, of lengths from 0 up, any byte among them.
inline std::string body_of(std::uint32_t shard, std::uint64_t seq) {
  std::string body((seq * 37 + shard) % 331, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>((seq + i * 7 + shard * 3) & 0xff);
  return body;
}

inline std::int64_t time_of(std::uint64_t seq) {
  return 1'700'000'000'000 + static_cast<std::int64_t>(seq / 3 * 1000);
}

inline Record record(std::uint32_t shard, std::uint64_t seq) {
  return {shard, seq, time_of(seq), body_of(shard, seq)};
}

inline Batch batch(std::uint32_t shard, std::uint64_t first, std::uint64_t last) {
  Batch made;
  for (std::uint64_t seq = first; seq <= last; ++seq) made.records.push_back(record(shard, seq));
  return made;
}

inline std::unique_ptr<Store> open(const std::string& path) {
  auto store = open_sqlite(path);
  EXPECT_TRUE(store) << store.error().message();
  return store ? std::move(*store) : nullptr;
}

template <class T>
boost::system::error_code error_of(const Result<T>& result) {
  return result ? boost::system::error_code{} : result.error();
}

/// How many facts the shard holds; fails the test when one is not what it was.
inline std::uint64_t count_intact(Store& store, std::uint32_t shard) {
  const auto records = store.read(shard, 1, 1'000'000);
  EXPECT_TRUE(records) << records.error().message();
  if (!records) return 0;
  for (std::size_t i = 0; i < records->size(); ++i) {
    const Record wanted = record(shard, i + 1);
    const Record& found = (*records)[i];
    EXPECT_EQ(found.seq, wanted.seq);
    EXPECT_EQ(found.now_ms, wanted.now_ms);
    EXPECT_EQ(found.body, wanted.body);
  }
  return records->size();
}

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace truewait::storage
