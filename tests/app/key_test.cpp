#include "app/commands/key.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/commands/backup.hpp"
#include "app/key_token.hpp"
#include "truewait/edge/backend.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {
namespace {

using edge::Scope;

std::uint8_t mask(std::initializer_list<Scope> scopes) {
  unsigned bits = 0;
  for (const Scope scope : scopes) bits |= static_cast<unsigned>(scope);
  return static_cast<std::uint8_t>(bits);
}

TEST(KeyToken, ComesBackFromItsText) {
  const KeyToken made = generate_key_token();
  EXPECT_EQ(made.text().size(), 3 + 12 + 1 + 64U);
  const auto parsed = parse_key_token(made.text());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->id, made.id);
  EXPECT_EQ(parsed->secret, made.secret);
  EXPECT_EQ(parsed->secret_sha256, made.secret_sha256);
  EXPECT_EQ(made.secret_sha256, sha256(made.secret));
}

TEST(KeyToken, IsNeverTheSameTwice) {
  std::set<std::string> ids, secrets;
  for (int i = 0; i < 1000; ++i) {
    const KeyToken made = generate_key_token();
    ids.insert(made.id);
    secrets.insert(made.secret);
  }
  EXPECT_EQ(ids.size(), 1000U);
  EXPECT_EQ(secrets.size(), 1000U);
}

TEST(KeyToken, OfAnotherFormIsNone) {
  const std::string good = generate_key_token().text();
  ASSERT_TRUE(parse_key_token(good));
  std::vector<std::string> bad{"",
                               "tw_",
                               "tw__",
                               good + "0",
                               good + "x",
                               " " + good,
                               good + " ",
                               good.substr(0, 79),
                               good.substr(1),
                               "TW" + good.substr(2),
                               "tw_" + std::string(77, '_')};
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char wrong : {'g', '_', 'A', '\0', '\n', '\xff'}) {
      std::string changed = good;
      changed[i] = wrong;
      if (changed != good) bad.push_back(changed);
    }
  }
  for (const std::string& text : bad) EXPECT_FALSE(parse_key_token(text)) << text;
}

TEST(KeyToken, IsHashedBySha256) {
  // FIPS 180-2, appendix B.1
  const std::string digest = sha256("abc");
  std::ostringstream hex;
  for (const char c : digest) hex << std::hex << (static_cast<unsigned char>(c) >> 4) << (c & 15);
  EXPECT_EQ(hex.str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_TRUE(equal_in_constant_time(digest, sha256("abc")));
  EXPECT_FALSE(equal_in_constant_time(digest, sha256("abd")));
  EXPECT_FALSE(equal_in_constant_time(digest, digest.substr(1)));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(Scopes, AreAMask) {
  EXPECT_EQ(parse_scopes("estimate:read").mask, mask({Scope::estimate_read}));
  EXPECT_EQ(parse_scopes("events:write, callbacks:write ,reports:read").mask,
            mask({Scope::events_write, Scope::callbacks_write, Scope::reports_read}));
  EXPECT_EQ(parse_scopes("admin,admin").mask, mask({Scope::admin}));
  EXPECT_TRUE(parse_scopes("admin").unknown.empty());
  EXPECT_EQ(scopes_text(parse_scopes("reports:read,estimate:read").mask), "estimate:read,reports:read");
}

TEST(Scopes, UnknownOnesAreNamed) {
  EXPECT_EQ(parse_scopes("admin,root,Admin").unknown, (std::vector<std::string>{"root", "Admin"}));
  EXPECT_EQ(parse_scopes("").unknown, (std::vector<std::string>{""}));
  EXPECT_EQ(parse_scopes("admin,").unknown, (std::vector<std::string>{""}));
  EXPECT_EQ(parse_scopes("admin,root").mask, mask({Scope::admin}));
}

class KeyCommand : public testing::Test {
 protected:
  KeyCommand() {
    std::string name = (std::filesystem::temp_directory_path() / "truewait-key-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    wanted_.store = directory_ / "store.db";
    wanted_.name = "pbx";
    wanted_.scopes = "events:write";
  }
  ~KeyCommand() override { std::filesystem::remove_all(directory_); }

  std::string create() {
    std::ostringstream out;
    EXPECT_EQ(create_key(wanted_, now_, out, err_), 0) << err_.str();
    return out.str();
  }
  /// The complaint about the options as they stand.
  std::string refusal(int code) {
    std::ostringstream out, err;
    EXPECT_EQ(create_key(wanted_, now_, out, err), code);
    EXPECT_EQ(out.str(), "");
    return err.str();
  }
  std::vector<storage::Key> keys() { return *(*storage::open_sqlite_readonly(wanted_.store))->keys(); }

  std::filesystem::path directory_;
  NewKey wanted_;
  std::ostringstream err_;
  domain::Instant now_{std::chrono::milliseconds(1'700'000'000'000)};
};

TEST_F(KeyCommand, PrintsTheKeyAloneAndStoresOnlyItsHash) {
  const std::string line = create();
  ASSERT_EQ(line.back(), '\n');
  const auto token = parse_key_token(line.substr(0, line.size() - 1));
  ASSERT_TRUE(token) << line;
  ASSERT_EQ(keys().size(), 1U);
  const storage::Key key = keys().front();
  EXPECT_EQ(key.id, token->id);
  EXPECT_EQ(key.site, "default");
  EXPECT_EQ(key.name, "pbx");
  EXPECT_EQ(key.scopes, "events:write");
  EXPECT_EQ(key.secret_sha256, sha256(token->secret));
  EXPECT_EQ(key.created_ms, 1'700'000'000'000);
  EXPECT_FALSE(key.revoked_ms);
  for (const auto& file : std::filesystem::directory_iterator(directory_)) {
    std::ostringstream bytes;
    bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
    EXPECT_EQ(bytes.str().find(token->secret), std::string::npos) << file.path();
  }
}

TEST_F(KeyCommand, RefusesWhatMakesNoSenseAndCreatesNothing) {
  wanted_.scopes = "events:write,events:delete";
  const std::string unknown = refusal(2);
  EXPECT_NE(unknown.find("\"events:delete\""), std::string::npos) << unknown;
  EXPECT_NE(unknown.find("estimate:read, events:write, callbacks:write, reports:read, admin"), std::string::npos);
  wanted_.scopes = "";
  refusal(2);
  wanted_.scopes = "admin";
  for (const std::string& name : {std::string(), std::string("a b"), std::string("x\n"), std::string(65, 'a')}) {
    wanted_.name = name;
    refusal(2);
  }
  wanted_.name = "pbx";
  wanted_.site = "a/b";
  refusal(2);
  EXPECT_FALSE(std::filesystem::exists(wanted_.store));
  wanted_.site = "A.b_c-9";
  wanted_.name = std::string(64, 'a');
  create();
  wanted_.store = directory_ / "no" / "store.db";
  EXPECT_NE(refusal(1).find("cannot be opened"), std::string::npos);
}

TEST_F(KeyCommand, TwoLiveKeysOfANameAreForRotation) {
  const auto first = parse_key_token(create().substr(0, 80));
  create();
  const std::string third = refusal(2);
  EXPECT_NE(third.find("two live keys"), std::string::npos) << third;
  EXPECT_NE(third.find(first->id), std::string::npos) << third;
  wanted_.site = "other";
  create();
  wanted_.site = "default";
  std::ostringstream out;
  EXPECT_EQ(revoke_key(wanted_.store, first->id, now_, out, err_), 0);
  EXPECT_EQ(out.str(), first->id + " (pbx) is revoked\n");
  create();
  EXPECT_EQ(keys().size(), 4U);
}

TEST_F(KeyCommand, RevokesByIdOrByTheWholeKeyOnce) {
  const auto token = parse_key_token(create().substr(0, 80));
  std::ostringstream out;
  EXPECT_EQ(revoke_key(wanted_.store, "feedbeef0000", now_, out, err_), 1);
  EXPECT_NE(err_.str().find("there is no key feedbeef0000"), std::string::npos);
  EXPECT_EQ(revoke_key(wanted_.store, token->text(), now_, out, err_), 0);
  EXPECT_EQ(revoke_key(wanted_.store, token->id, now_ + std::chrono::hours(1), out, err_), 0);
  EXPECT_NE(out.str().find("before"), std::string::npos);
  EXPECT_EQ(keys().front().revoked_ms, 1'700'000'000'000);
  EXPECT_EQ(revoke_key(directory_ / "none.db", token->id, now_, out, err_), 1);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "none.db"));
}

TEST_F(KeyCommand, ListsWithoutSecrets) {
  const auto token = parse_key_token(create().substr(0, 80));
  std::ostringstream out;
  ASSERT_EQ(list_keys(wanted_.store, out, err_), 0);
  EXPECT_NE(out.str().find(token->id), std::string::npos);
  EXPECT_NE(out.str().find("pbx"), std::string::npos);
  EXPECT_NE(out.str().find("2023-11-14 22:13"), std::string::npos) << out.str();
  EXPECT_EQ(out.str().find(token->secret), std::string::npos);
  EXPECT_EQ(list_keys(directory_ / "none.db", out, err_), 1);
}

TEST_F(KeyCommand, AKeyThatCannotBePrintedIsNotValid) {
  std::ofstream full("/dev/full");
  EXPECT_EQ(create_key(wanted_, now_, full, err_), 1);
  ASSERT_EQ(keys().size(), 1U);
  EXPECT_TRUE(keys().front().revoked_ms);
}

TEST_F(KeyCommand, IsReachedFromTheCommandLine) {
  CLI::App root;
  int exit_code = -1;
  add_key(root, exit_code);
  testing::internal::CaptureStdout();
  root.parse("key create --store " + wanted_.store + " --name board --scopes estimate:read,admin", false);
  const std::string printed = testing::internal::GetCapturedStdout();
  EXPECT_EQ(exit_code, 0);
  EXPECT_TRUE(parse_key_token(printed.substr(0, printed.size() - 1))) << printed;
  EXPECT_EQ(keys().front().name, "board");
  EXPECT_EQ(keys().front().scopes, "estimate:read,admin");
  EXPECT_THROW(root.parse("key create --scopes admin", false), CLI::ParseError);
  EXPECT_THROW(root.parse("key", false), CLI::ParseError);
}

TEST_F(KeyCommand, BackupMakesACheckedCopyOnce) {
  create();
  const std::string copy = directory_ / "copy.db";
  std::ostringstream out;
  EXPECT_EQ(backup(wanted_.store, copy, out, err_), 0) << err_.str();
  EXPECT_NE(out.str().find("found whole"), std::string::npos);
  EXPECT_EQ((*storage::open_sqlite_readonly(copy))->keys()->size(), 1U);
  EXPECT_EQ(backup(wanted_.store, copy, out, err_), 1);
  EXPECT_NE(err_.str().find("exists already"), std::string::npos);
  EXPECT_EQ(backup(directory_ / "none.db", directory_ / "other.db", out, err_), 1);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "other.db"));
}

TEST_F(KeyCommand, BackupSaysWhatIsDamaged) {
  {
    auto store = storage::open_sqlite(wanted_.store);
    ASSERT_TRUE((*store)->append({{{1, 1, 0, "find me in the file"}}, {}}));
  }
  std::ostringstream bytes;
  bytes << std::ifstream(wanted_.store, std::ios::binary).rdbuf();
  std::string damaged = bytes.str();
  damaged[damaged.find("find me")] = 'F';
  std::ofstream(wanted_.store, std::ios::binary) << damaged;
  std::ostringstream out;
  EXPECT_EQ(backup(wanted_.store, directory_ / "copy.db", out, err_), 1);
  EXPECT_NE(err_.str().find("fact 1 of shard 1 is damaged"), std::string::npos) << err_.str();
}

}  // namespace
}  // namespace truewait::app
