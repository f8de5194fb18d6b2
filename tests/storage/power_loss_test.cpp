// Power loss at every sync: what was synced is on the disk, of what was written since any sectors may be, torn or not.
// Everything acknowledged must be there. The harness proves itself on a disk that lies about syncing the log.
#include <map>
#include <random>

#include "storage/fixture.hpp"
#include "storage/watched_vfs.hpp"

namespace truewait::storage {
namespace {

constexpr std::size_t kSector = 512;

/// A file as a disk sees it: what is durable, and what was written since.
struct DiskFile {
  std::string durable;
  std::vector<std::pair<std::size_t, std::string>> since;  // offset and bytes of a sector or less

  void write(std::size_t at, std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t n = std::min(bytes.size(), kSector - at % kSector);
      since.emplace_back(at, bytes.substr(0, n));
      at += n;
      bytes.remove_prefix(n);
    }
  }
  static void put(std::string& image, std::size_t at, const std::string& bytes) {
    if (image.size() < at + bytes.size()) image.resize(at + bytes.size());
    image.replace(at, bytes.size(), bytes);
  }
  void sync() {
    for (const auto& [at, bytes] : since) put(durable, at, bytes);
    since.clear();
  }
  template <class Random>
  std::string after_power_loss(Random& random) const {
    std::string image = durable;
    for (const auto& [at, bytes] : since) {
      if (random() % 2 == 0) put(image, at, bytes);
    }
    return image;
  }
};

struct CrashPoint {
  std::map<std::string, std::string> files;
  std::uint64_t acknowledged;
};

class PowerLoss : public testing::Test {
 protected:
  /// Appends and records what a power loss at each sync would leave. The store's creation is taken as durable.
  std::vector<CrashPoint> crash_points(bool log_is_synced) {
    const std::string path = directory_ / "store.db";
    open(path);
    std::map<std::string, DiskFile> disk;
    disk[path].durable = bytes_of(path);
    std::vector<CrashPoint> points;
    std::uint64_t acknowledged = 0;
    std::mt19937 random(11);
    const WatchedVfs vfs([&](const FileEvent& event) {
      DiskFile& file = disk[event.path];
      if (event.kind == FileEvent::Kind::write) file.write(static_cast<std::size_t>(event.offset), event.bytes);
      if (event.kind == FileEvent::Kind::removal) disk.erase(event.path);
      if (event.kind == FileEvent::Kind::truncate) {
        file.sync();
        file.durable.resize(static_cast<std::size_t>(event.offset));
      }
      if (event.kind == FileEvent::Kind::sync) {
        CrashPoint point{{}, acknowledged};
        for (const auto& [name, content] : disk) point.files[name] = content.after_power_loss(random);
        points.push_back(std::move(point));
        if (log_is_synced || !event.path.ends_with("-wal")) file.sync();
      }
      return SQLITE_OK;
    });
    auto store = open(path);
    for (std::uint64_t seq = 0; seq < 30 * 50; seq += 50) {
      EXPECT_TRUE(store->append(batch(1, seq + 1, seq + 50)));
      acknowledged = seq + 50;
    }
    store = nullptr;
    return points;
  }

  /// How many crash points lost something or did not open.
  int violations(const std::vector<CrashPoint>& points) {
    int found = 0;
    for (const CrashPoint& point : points) {
      const Directory after;
      std::string path;
      for (const auto& [name, bytes] : point.files) {
        const std::string copy = after / std::filesystem::path(name).filename().string();
        write_bytes(copy, bytes);
        if (name.ends_with(".db")) path = copy;
      }
      const auto store = open_sqlite(path);
      const bool whole = store && *(*store)->integrity() == "" && *(*store)->last_seq(1) >= point.acknowledged &&
                         count_intact(**store, 1) == *(*store)->last_seq(1);
      if (!whole) ++found;
    }
    return found;
  }

  Directory directory_;
};

TEST_F(PowerLoss, LosesNothingAcknowledged) {
  const auto points = crash_points(true);
  EXPECT_GT(points.size(), 30U);
  EXPECT_EQ(violations(points), 0);
}

TEST_F(PowerLoss, IsNoticedWhenTheDiskLies) {
  const auto points = crash_points(false);
  EXPECT_GT(violations(points), 0) << "else this harness finds nothing";
}

}  // namespace
}  // namespace truewait::storage
