// Bearer keys in the host: from creation to revocation, and what a wrong token gets.
#include "app/host/records.hpp"
#include "app/host_fixture.hpp"
#include "app/key_token.hpp"

namespace truewait::app::test {
namespace {

class HostKeys : public HostTest {
 protected:
  void put(const KeyToken& token, const std::string& scopes, const std::string& site = "default") {
    ASSERT_TRUE(second_store()->put_key(
        {token.id, site, "pbx", scopes, token.secret_sha256, to_ms(Clock::wall()), std::nullopt}));
  }
  /// Until the host has read the keys anew; bounded far above the half second that takes.
  void run_until_known(const KeyToken& token) {
    run_until([&] { return host->authenticate(token.text()).has_value(); });
  }
};

TEST_F(HostKeys, AKeyMadeBeforeTheStartWorksAtOnce) {
  open();
  drop();
  const KeyToken token = generate_key_token();
  put(token, "events:write,estimate:read", "north");
  open();
  const auto access = host->authenticate(token.text());
  ASSERT_TRUE(access);
  EXPECT_EQ(access->site, "north");
  EXPECT_EQ(access->source, "pbx");
  EXPECT_TRUE(access->may(edge::Scope::events_write));
  EXPECT_TRUE(access->may(edge::Scope::estimate_read));
  EXPECT_FALSE(access->may(edge::Scope::reports_read));
  EXPECT_FALSE(access->may(edge::Scope::admin));
}

TEST_F(HostKeys, AnUnknownIdReadsTheKeysAnewSoThatAFreshKeyWorksAtOnce) {
  open();
  const KeyToken token = generate_key_token();
  put(token, "admin");
  EXPECT_TRUE(host->authenticate(token.text())) << "without a turn of the loop";
}

TEST_F(HostKeys, WrongTokensAreNobody) {
  open();
  const KeyToken token = generate_key_token(), other = generate_key_token();
  put(token, "admin");
  run_until_known(token);
  EXPECT_FALSE(host->authenticate("tw_" + token.id + "_" + other.secret));
  EXPECT_FALSE(host->authenticate("tw_" + other.id + "_" + token.secret));
  EXPECT_FALSE(host->authenticate(token.text() + "0"));
  EXPECT_FALSE(host->authenticate(token.text().substr(1)));
  EXPECT_FALSE(host->authenticate("tw_" + token.id + "_"));
  EXPECT_FALSE(host->authenticate(""));
  EXPECT_TRUE(host->authenticate(token.text()));
}

TEST_F(HostKeys, ARevokedKeyStopsWithTheNextSweep) {
  open();
  const KeyToken token = generate_key_token(), kept = generate_key_token();
  put(token, "admin");
  put(kept, "admin");
  run_until_known(token);
  run_until_known(kept);
  ASSERT_TRUE(second_store()->revoke_key(token.id, to_ms(Clock::wall())).value());
  run_until([&] { return !host->authenticate(token.text()).has_value(); });
  EXPECT_TRUE(host->authenticate(kept.text()));
}

TEST_F(HostKeys, AScopeOfANewerReleaseGrantsNothing) {
  open();
  const KeyToken token = generate_key_token();
  put(token, "time:travel,estimate:read");
  run_until_known(token);
  EXPECT_EQ(host->authenticate(token.text())->scopes, static_cast<std::uint8_t>(edge::Scope::estimate_read));
}

}  // namespace
}  // namespace truewait::app::test
