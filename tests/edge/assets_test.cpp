// The live page over HTTP: codings, validators, what browsers are told, and that nothing else is to be had.
#include <array>

#include "edge/fixture.hpp"
#include "edge/negotiation.hpp"

namespace truewait::edge {
namespace {

constexpr std::array<Asset, 2> page{{
    {"/", "text/html; charset=utf-8", "\"aa11\"", "gzip of the page"},
    {"/assets/page.0123456789ab.js", "text/javascript; charset=utf-8", "\"bb22\"", "gzip of the script"},
}};

class Assets : public ServerTest {
 protected:
  void SetUp() override {
    assets_ = page;
    start({});
  }
  static std::string with(const std::string& fields, const std::string& line = "GET /") {
    return line + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
  }
};

TEST_F(Assets, AreServedWithoutAKeyAndOnlyOnTheServiceListener) {
  const Response root = ask(get("/", ""));
  EXPECT_EQ(root.status, 200);
  EXPECT_EQ(root.body, "gzip of the page");
  EXPECT_EQ(root.field("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(root.field("content-encoding"), "gzip");
  EXPECT_EQ(root.field("vary"), "Accept-Encoding");
  EXPECT_EQ(root.field("etag"), "\"aa11\"");
  EXPECT_EQ(root.field("cache-control"), "no-cache");
  const Response script = ask(get("/assets/page.0123456789ab.js", ""));
  EXPECT_EQ(script.body, "gzip of the script");
  EXPECT_EQ(script.field("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.field("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask(get("/?queue=support", "")).status, 200) << "the page keeps its view in the query";
  Client operations(operations_port_);
  operations.send(get("/", ""));
  expect_problem(*operations.receive(), 404, "unknown-path");
}

TEST_F(Assets, TellTheBrowserWhatThePageMayDo) {
  const Response root = ask(get("/", ""));
  const std::string policy = root.field("content-security-policy");
  EXPECT_TRUE(policy.starts_with("default-src 'self';")) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << policy;
  EXPECT_EQ(root.field("x-content-type-options"), "nosniff");
  EXPECT_EQ(root.field("x-frame-options"), "DENY");
  EXPECT_EQ(root.field("referrer-policy"), "no-referrer");
}

TEST_F(Assets, HeadHasTheLengthAndNoBody) {
  Client client(port_);
  client.send(with("", "HEAD /") + get("/healthz", ""));
  const auto head = client.receive(false);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->field("content-length"), "16");
  EXPECT_EQ(head->field("etag"), "\"aa11\"");
  EXPECT_EQ(client.receive()->body, "{\"status\":\"ok\"}");
}

TEST_F(Assets, WhatTheClientHasIsNotSentAgain) {
  Client client(port_);
  for (const char* field :
       {"If-None-Match: \"aa11\"\r\n", "If-None-Match: W/\"aa11\"\r\n", "If-None-Match: *\r\n",
        "If-None-Match: \"x\" , \"aa11\"\r\n", "If-None-Match: \"x\"\r\nIf-None-Match: \"aa11\"\r\n"}) {
    client.send(with(field));
    const auto response = client.receive();
    ASSERT_TRUE(response) << field;
    EXPECT_EQ(response->status, 304) << field;
    EXPECT_EQ(response->fields.count("content-length"), 0U);
    EXPECT_EQ(response->fields.count("content-encoding"), 0U);
    EXPECT_EQ(response->field("etag"), "\"aa11\"");
    EXPECT_EQ(response->field("cache-control"), "no-cache");
  }
  client.send(with("If-None-Match: \"aa1\", aa11\r\n"));
  EXPECT_EQ(client.receive()->status, 200);
  client.send(with(""));
  EXPECT_EQ(client.receive()->status, 200) << "the field of an earlier request is forgotten";
}

TEST_F(Assets, WhoRefusesGzipIsToldSo) {
  for (const char* field : {"Accept-Encoding: identity\r\n", "Accept-Encoding: gzip;q=0, *;q=1\r\n",
                            "Accept-Encoding: br\r\n", "Accept-Encoding:\r\n"}) {
    expect_problem(ask(with(field)), 406, "not-acceptable");
  }
  for (const char* field : {"Accept-Encoding: gzip, deflate, br, zstd\r\n", "Accept-Encoding: *\r\n",
                            "Accept-Encoding: br\r\nAccept-Encoding: GZIP;q=0.1\r\n"}) {
    EXPECT_EQ(ask(with(field)).status, 200) << field;
  }
}

TEST_F(Assets, NothingElseIsThere) {
  for (const char* path : {"/index.html", "/assets", "/assets/", "/assets/page.js", "/assets/../", "/assets/%2e%2e/x",
                           "/assets/page.0123456789ab.js/x", "//"}) {
    expect_problem(ask(get(path, "")), 404, "unknown-path");
  }
  const Response posted = ask(with("Content-Length: 0\r\n", "POST /"));
  expect_problem(posted, 405, "method-not-allowed");
  EXPECT_EQ(posted.field("allow"), "GET, HEAD, OPTIONS");
}

TEST(Negotiation, GzipByAcceptEncoding) {
  EXPECT_TRUE(accepts_gzip(std::nullopt));
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_TRUE(accepts_gzip(" gzip "));
  EXPECT_TRUE(accepts_gzip("deflate, x-gzip;q=0.5"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0.000"));
  EXPECT_FALSE(accepts_gzip("*;q=0, deflate"));
  EXPECT_TRUE(accepts_gzip("*;q=0, gzip"));
}

}  // namespace
}  // namespace truewait::edge
