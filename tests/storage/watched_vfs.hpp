// SQLite's file layer with a hand on it: every write, sync, truncation and removal can be seen, and made to fail.
// While one is alive, stores opened in this process use it. For connections of one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace truewait::storage {

struct FileEvent {
  enum class Kind { write, sync, truncate, removal } kind;
  std::string path;
  std::int64_t offset = 0;  ///< of a write; the new size of a truncation
  std::string_view bytes;   ///< of a write
};

class WatchedVfs {
 public:
  /// Asked before each event: SQLITE_OK lets it happen, another code is what the operation returns instead.
  using Before = std::function<int(const FileEvent&)>;

  explicit WatchedVfs(Before before);
  ~WatchedVfs();
  WatchedVfs(const WatchedVfs&) = delete;
  WatchedVfs& operator=(const WatchedVfs&) = delete;

  int before(const FileEvent& event) { return before_(event); }
  sqlite3_vfs* base() { return base_; }

 private:
  Before before_;
  sqlite3_vfs* base_;
  sqlite3_vfs own_;
};

}  // namespace truewait::storage
