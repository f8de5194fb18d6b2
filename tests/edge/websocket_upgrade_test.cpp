// How a WebSocket begins: what an upgrade must say, whose pages may ask, and the cookie that stands for a key.
#include "edge/credentials.hpp"
#include "edge/websocket_accept.hpp"
#include "edge/websocket_fixture.hpp"

namespace truewait::edge {
namespace {

class WebSocketUpgrade : public WebSocketTest {
 protected:
  /// The status of an upgrade with this Origin field.
  int status_from(const std::string& origin) { return ask(upgrade_request("Origin: " + origin + "\r\n")).status; }

  static std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  }
};

TEST_F(WebSocketUpgrade, TheKeyIsAnswered) {
  EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") << "the RFC's example";
  const Response response = ask(upgrade_request());
  EXPECT_EQ(response.status, 101);
  EXPECT_EQ(response.field("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(response.field("sec-websocket-protocol"), "truewait.v1+json");
  EXPECT_EQ(response.field("upgrade"), "websocket");
  EXPECT_EQ(response.field("connection"), "Upgrade");
  EXPECT_EQ(response.fields.count("content-length"), 0U);
  EXPECT_EQ(response.fields.count("sec-websocket-extensions"), 0U);
}

TEST_F(WebSocketUpgrade, FieldsMayBeListsAndInAnyCase) {
  std::string request = replaced(upgrade_request(), "Upgrade: websocket", "upgrade: h2c, WebSocket");
  request = replaced(request, "keep-alive, Upgrade", "UPGRADE , keep-alive");
  request = replaced(request, "Protocol: truewait.v1+json", "Protocol: chat, truewait.v1+json");
  EXPECT_EQ(ask(request).status, 101);
  const std::string first = "Sec-WebSocket-Protocol: superchat\r\n";
  EXPECT_EQ(ask(upgrade_request(first)).status, 101) << "the field may be repeated";
  EXPECT_EQ(ask(upgrade_request("Sec-WebSocket-Extensions: permessage-deflate\r\n")).status, 101);
}

TEST_F(WebSocketUpgrade, WrongOnesAreRefused) {
  struct Wrong {
    std::string from, to;
    int status;
    std::string name;
  };
  for (const Wrong& wrong : {
           Wrong{"Upgrade: websocket\r\n", "", 426, "upgrade-required"},
           Wrong{"Upgrade: websocket", "Upgrade: h2c", 426, "upgrade-required"},
           Wrong{"Connection: keep-alive, Upgrade\r\n", "", 426, "upgrade-required"},
           Wrong{"HTTP/1.1", "HTTP/1.0", 400, "malformed-upgrade"},
           Wrong{"Version: 13", "Version: 8", 426, "upgrade-required"},
           Wrong{"Sec-WebSocket-Version: 13\r\n", "", 426, "upgrade-required"},
           Wrong{"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", 400, "malformed-upgrade"},
           Wrong{"dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j", 400, "malformed-upgrade"},
           Wrong{"dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25!ZQ==", 400, "malformed-upgrade"},
           Wrong{"Sec-WebSocket-Version", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version", 400,
                 "malformed-upgrade"},
           Wrong{"Sec-WebSocket-Protocol: truewait.v1+json\r\n", "", 400, "malformed-upgrade"},
           Wrong{"Protocol: truewait.v1+json", "Protocol: truewait.v2+json", 400, "malformed-upgrade"},
           Wrong{"Protocol: truewait.v1+json", "Protocol: TrueWait.v1+json", 400, "malformed-upgrade"},
           Wrong{"Authorization: Bearer tw_all_secret\r\n", "", 401, "unauthenticated"},
           Wrong{"tw_all_secret", "tw_no_such", 401, "unauthenticated"},
           Wrong{"GET ", "POST ", 405, "method-not-allowed"},
       }) {
    expect_problem(ask(replaced(upgrade_request(), wrong.from, wrong.to)), wrong.status, wrong.name);
  }
  const Response version = ask(replaced(upgrade_request(), "Version: 13", "Version: 99"));
  EXPECT_EQ(version.field("sec-websocket-version"), "13");
  EXPECT_EQ(ask(get("/v1/stream")).field("upgrade"), "websocket");
  EXPECT_EQ(on_loop([this] { return echoes_.opened; }), 0);
}

TEST_F(WebSocketUpgrade, AnyValidKeyWillDoAndTheSinkKnowsWhose) {
  EXPECT_EQ(ask(upgrade_request("", "tw_read_secret")).status, 101);
  EXPECT_EQ(ask(upgrade_request("", "tw_write_secret")).status, 101);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 2; }));
  EXPECT_EQ(on_loop([this] { return echoes_.sources; }), (std::vector<std::string>{"board", "pbx"}));
}

TEST_F(WebSocketUpgrade, PagesOfOtherOriginsAreRefused) {
  EXPECT_EQ(status_from("http://truewait.test"), 101);
  EXPECT_EQ(status_from("https://truewait.test"), 101) << "TLS may end at a proxy";
  EXPECT_EQ(status_from("http://TrueWait.Test"), 101);
  EXPECT_EQ(status_from("https://board.example"), 101) << "listed";
  for (const char* origin : {"https://evil.example", "http://board.example", "https://truewait.test:8443", "null",
                             "truewait.test", "https://truewait.test.evil.example", "https://", "ftp://truewait.test",
                             "https://board.example\r\nOrigin: https://board.example"}) {
    expect_problem(ask(upgrade_request(std::string("Origin: ") + origin + "\r\n")), 403, "foreign-origin");
  }
}

TEST_F(WebSocketUpgrade, ACookieCountsLikeTheKey) {
  const Response session =
      ask("POST /v1/session HTTP/1.1\r\nHost: truewait.test\r\nAuthorization: Bearer tw_read_secret\r\n"
          "Content-Length: 0\r\n\r\n");
  EXPECT_EQ(session.status, 204);
  EXPECT_EQ(session.field("set-cookie"), "truewait=tw_read_secret; Path=/v1; HttpOnly; SameSite=Strict; Max-Age=43200");
  const std::string cookie = "Cookie: theme=dark; truewait=tw_read_secret; x=y\r\n";
  EXPECT_EQ(ask(upgrade_request(cookie + "Origin: http://truewait.test\r\n", "")).status, 101);
  EXPECT_EQ(ask(upgrade_request("Cookie: nottruewait=tw_read_secret; xtruewait=1\r\n", "")).status, 401);
  EXPECT_EQ(ask(get("/v1/queues", "", cookie)).status, 200);
  expect_problem(ask(get("/v1/reports/accuracy", "", cookie)), 403, "missing-scope");
  EXPECT_EQ(ask(get("/v1/queues", "tw_no_such", cookie)).status, 401) << "the key goes before the cookie";
  const Response stale = ask(get("/v1/queues", "", "Cookie: truewait=tw_no_such\r\n"));
  expect_problem(stale, 401, "unauthenticated");
  EXPECT_EQ(stale.field("set-cookie"), "truewait=; Path=/v1; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_F(WebSocketUpgrade, WithACookieOnlyOurOwnPagesChangeAnything) {
  const auto remove = [this](const std::string& more) {
    return ask("DELETE /v1/session HTTP/1.1\r\nHost: truewait.test\r\n" + more + "\r\n");
  };
  const std::string cookie = "Cookie: truewait=tw_all_secret\r\n";
  expect_problem(remove(cookie), 403, "foreign-origin");
  expect_problem(remove(cookie + "Origin: https://evil.example\r\n"), 403, "foreign-origin");
  expect_problem(remove(cookie + "Origin: https://board.example\r\n"), 403, "foreign-origin");
  const Response closed = remove(cookie + "Origin: http://truewait.test\r\n");
  EXPECT_EQ(closed.status, 204);
  EXPECT_EQ(closed.field("set-cookie"), "truewait=; Path=/v1; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(remove("Authorization: Bearer tw_all_secret\r\n").status, 204) << "a bearer key comes from no page";
  expect_problem(remove(""), 401, "unauthenticated");
  const std::string post = "POST /v1/session HTTP/1.1\r\nHost: truewait.test\r\nContent-Length: 0\r\n" + cookie;
  expect_problem(ask(post + "Origin: http://truewait.test\r\n\r\n"), 401, "unauthenticated");
}

TEST(Credentials, OriginsUnderTls) {
  EXPECT_TRUE(is_own_origin("https://a.test:8443", "a.test:8443", true));
  EXPECT_FALSE(is_own_origin("http://a.test:8443", "a.test:8443", true)) << "a page that anybody may have changed";
  EXPECT_FALSE(is_own_origin("https://", "", false));
  EXPECT_EQ(session_cookie_field("tw_x", true),
            "truewait=tw_x; Path=/v1; HttpOnly; SameSite=Strict; Max-Age=43200; Secure");
}

class WithoutStream : public ServerTest {};

TEST_F(WithoutStream, ThePathDoesNotExist) {
  expect_problem(ask(upgrade_request()), 404, "unknown-path");
}

}  // namespace
}  // namespace truewait::edge
