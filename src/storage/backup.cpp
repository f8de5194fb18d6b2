#include "storage/backup.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "storage/error_map.hpp"
#include "storage/files.hpp"
#include "storage/statement.hpp"

namespace truewait::storage {
namespace {

constexpr int kPagesPerStep = 1000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

// Without a read transaction around all steps the copy would start over at every commit of another connection.
class Snapshotted {
 public:
  explicit Snapshotted(Connection& connection) : connection_(connection) {}
  ~Snapshotted() { static_cast<void>(connection_.execute("ROLLBACK")); }
  Snapshotted(const Snapshotted&) = delete;
  Snapshotted& operator=(const Snapshotted&) = delete;
  Result<void> begin() { return connection_.execute("BEGIN; SELECT count(*) FROM sqlite_schema"); }

 private:
  Connection& connection_;
};

// A failure may be the copy's or the source's; the target's connection reports both.
StoreError failure_of(sqlite3* target, int code) {
  return from_sqlite(code, sqlite3_system_errno(target));
}

Result<void> copy_pages(Connection& source, sqlite3* target) {
  sqlite3_backup* const copy = sqlite3_backup_init(target, "main", source.handle(), "main");
  if (copy == nullptr) return failure_of(target, sqlite3_extended_errcode(target));
  int code = SQLITE_OK;
  while (code == SQLITE_OK) code = sqlite3_backup_step(copy, kPagesPerStep);
  const int finished = sqlite3_backup_finish(copy);
  if (code != SQLITE_DONE) return failure_of(target, code);
  if (finished != SQLITE_OK) return failure_of(target, finished);
  return {};
}

Result<void> write_copy(Connection& source, const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  const Database target(opened);
  if (code != SQLITE_OK) return from_sqlite(code, target ? sqlite3_system_errno(target.get()) : 0);
  sqlite3_extended_result_codes(target.get(), 1);
  Snapshotted source_state(source);
  if (const auto begun = source_state.begin(); !begun) return begun;
  if (const auto copied = copy_pages(source, target.get()); !copied) return copied;
  // One file that can be read from a medium that cannot be written; opening it as a store turns the log on again.
  const int single = sqlite3_exec(target.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  if (single != SQLITE_OK) return failure_of(target.get(), single);
  return {};
}

}  // namespace

Result<void> copy_store(Connection& source, const std::string& path) {
  if (const auto usable = source.usable(); !usable) return usable;
  std::error_code ignored;
  const std::string target = std::filesystem::absolute(path, ignored).string();
  if (const auto created = create_private(target); !created) return created;
  auto written = write_copy(source, target);
  if (written) written = sync_file(target);
  if (!written) remove_database(target);
  return written;
}

}  // namespace truewait::storage
