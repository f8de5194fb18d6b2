// A disk that is full and has space again: a small tmpfs, which only root may mount.
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

class HostFullDisk : public HostTest {
 protected:
  void SetUp() override {
    mount_point = directory / "small";
    std::filesystem::create_directory(mount_point);
    if (::geteuid() != 0 || ::mount("tmpfs", mount_point.c_str(), "tmpfs", 0, "size=2m") != 0) {
      GTEST_SKIP() << "mounting a small disk needs root";
    }
    mounted = true;
    config.store = mount_point / "truewait.db";
  }
  void TearDown() override {
    host.reset();
    if (mounted) ::umount2(mount_point.c_str(), MNT_DETACH);
  }
  /// Leaves space for a few commits and no more.
  void fill() {
    std::ofstream ballast(mount_point / "ballast", std::ios::binary);
    const std::string block(4096, 'x');
    while (ballast.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
    ballast.close();
    std::filesystem::resize_file(mount_point / "ballast",
                                 std::filesystem::file_size(mount_point / "ballast") - 100'000);
  }
  void make_room() { std::filesystem::remove(mount_point / "ballast"); }

  std::filesystem::path mount_point;
  bool mounted = false;
};

TEST_F(HostFullDisk, EventsAreRefusedEstimatesGoOnAndItHeals) {
  open();
  serve_calls(35, "a");
  EXPECT_TRUE(host->readiness().ready);
  fill();
  std::vector<std::string> acknowledged, refused;
  edge::IngestResult last;
  for (int i = 0; i < 2000 && last.stored; ++i) {
    const std::string id = "f" + std::to_string(i);
    last = ingest(queued(id, "call-" + id));
    (last.stored ? acknowledged : refused).push_back(id);
  }
  ASSERT_FALSE(last.stored) << "the disk never became full";
  ASSERT_FALSE(acknowledged.empty());
  EXPECT_FALSE(host->readiness().ready);
  EXPECT_FALSE(ingest(queued("while-full", "c")).stored);
  EXPECT_TRUE(host->estimate("default", "support", {}));
  EXPECT_TRUE(host->estimate_call(pbx, "call-" + acknowledged.back()));
  EXPECT_NE(host->metrics().find("truewait_store_full 1"), std::string::npos);

  make_room();
  run_until([&] { return host->readiness().ready; });
  for (const std::string& id : refused) {
    const auto again = ingest(queued(id, "call-" + id));
    EXPECT_TRUE(again.stored);
    EXPECT_EQ(again.accepted + again.duplicates, 1u);
  }
  for (const std::string& id : acknowledged) EXPECT_EQ(ingest(queued(id, "call-" + id)).duplicates, 1u);
  std::size_t arrivals = 0;
  for (const domain::Fact& fact : facts()) arrivals += std::holds_alternative<domain::CallQueued>(fact.body);
  EXPECT_EQ(arrivals, 35 + acknowledged.size() + refused.size());
  close();
  open();
  EXPECT_EQ(host->queue("default", "support")->waiting, static_cast<int>(acknowledged.size() + refused.size()));
}

}  // namespace
}  // namespace truewait::app::test
