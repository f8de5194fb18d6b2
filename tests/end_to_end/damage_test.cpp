// A store that was damaged: the check says what and where, and serving is refused.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "end_to_end/events.hpp"
#include "end_to_end/service.hpp"

namespace truewait::test {
namespace {

class Damage : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string key = create_key(store, "pbx", "events:write");
    Service service(store);
    ASSERT_TRUE(service.listening());
    HttpClient client(service.port(), key);
    std::vector<std::string> events;
    for (int i = 0; i < 300; ++i) {
      const std::string n = std::to_string(i);
      events.push_back(queued_json("q" + n, "call-" + n));
      events.push_back(answered_json("a" + n, "call-" + n, ",\"agent\":\"ann\""));
      events.push_back(ended_json("e" + n, "call-" + n));
    }
    ASSERT_EQ(client.post("/v1/events", batch_json(events))->status, 202);
    service.process().signal(SIGTERM);
    ASSERT_EQ(service.process().wait(), 0);
  }
  void execute(const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(store.c_str(), &db), SQLITE_OK);
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, &why), SQLITE_OK) << why;
    sqlite3_free(why);
    sqlite3_close(db);
  }
  void expect_found(const std::string& words) {
    const Outcome checked = run({"check", "--store", store});
    EXPECT_EQ(checked.exit_code, 1) << checked.out;
    EXPECT_NE((checked.out + checked.err).find(words), std::string::npos) << checked.out << checked.err;
    const Outcome parsed = run({"check", "--store", store, "--json"});
    EXPECT_EQ(parsed.exit_code, 1);
    if (!parsed.out.empty()) {
      EXPECT_FALSE(boost::json::parse(parsed.out).at("ok").as_bool());
    }
  }
  void expect_not_served() {
    Service refused(store);
    EXPECT_FALSE(refused.listening());
    EXPECT_EQ(refused.process().wait(), 1);
    EXPECT_NE(refused.process().err().find(store), std::string::npos) << refused.process().err();
  }

  TempDir directory;
  std::string store = directory.file("truewait.db");
};

TEST_F(Damage, AWholeStoreIsWhole) {
  const Outcome checked = run({"check", "--store", store});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  EXPECT_NE(checked.out.find("call_queued"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("equal to the replay"), std::string::npos) << checked.out;
}

TEST_F(Damage, AFlippedByteInAFactIsFound) {
  std::string bytes;
  {
    std::ifstream in(store, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  // One of the arrival facts, somewhere in the middle of the file; the id is as long as before, only another one.
  const auto at = bytes.find("call-150");
  ASSERT_NE(at, std::string::npos);
  std::fstream out(store, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(static_cast<std::streamoff>(at) + 7);
  out.put('1');
  out.close();
  expect_found("shard");
}

TEST_F(Damage, AMissingFactIsFoundAndNotServed) {
  execute("DELETE FROM facts WHERE seq = 100; DELETE FROM snapshots");
  expect_found("100");
  expect_not_served();
}

TEST_F(Damage, ATruncatedFileIsFoundAndNotServed) {
  std::filesystem::resize_file(store, std::filesystem::file_size(store) / 2);
  expect_found("");
  expect_not_served();
}

TEST_F(Damage, AFileThatIsNoStoreIsLeftAlone) {
  const std::string other = directory.file("letter.txt");
  std::ofstream(other) << "Dear reader, this is not a database.\n" << std::string(5000, '.');
  const auto size = std::filesystem::file_size(other);
  EXPECT_EQ(run({"check", "--store", other}).exit_code, 1);
  EXPECT_EQ(run({"serve", "--store", other, "--queue", "a", "--listen", "127.0.0.1:0"}).exit_code, 1);
  EXPECT_EQ(std::filesystem::file_size(other), size);
}

}  // namespace
}  // namespace truewait::test
