#include "edge/request_reader.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace truewait::edge {
namespace {

using Progress = RequestReader::Progress;

/// Feeds `bytes` in pieces of `size`, as a connection does: what was not consumed comes again with more behind it.
Progress feed(RequestReader& reader, std::string_view bytes, std::size_t size, std::size_t body_limit = 1 << 20) {
  std::string carry;
  Progress progress = Progress::need_more;
  while (!bytes.empty()) {
    carry += bytes.substr(0, size);
    bytes.remove_prefix(std::min(size, bytes.size()));
    do {
      std::size_t used = 0;
      progress = reader.feed(carry, used);
      EXPECT_LE(used, carry.size());
      carry.erase(0, used);
      if (progress == Progress::header) reader.limit_body(body_limit);
    } while (progress == Progress::header);
    if (progress != Progress::need_more) return progress;
  }
  return progress;
}

const std::string chunked =
    "POST /v1/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer k\r\n\r\n"
    "4;name=value\r\nWiki\r\n5\r\npedia\r\n0\r\nAuthorization: Bearer smuggled\r\n\r\n";

TEST(RequestReader, ReadsTheSameInPiecesOfAnySize) {
  for (std::size_t size = 1; size <= chunked.size(); ++size) {
    RequestReader reader(8192);
    ASSERT_EQ(feed(reader, chunked, size), Progress::complete) << size;
    const Request& request = reader.request();
    EXPECT_EQ(request.method, Method::post);
    EXPECT_EQ(request.target, "/v1/events");
    EXPECT_EQ(request.body, "Wikipedia");
    EXPECT_EQ(request.authorization, "Bearer k") << "a trailer must not change who asks";
    EXPECT_TRUE(request.keep_alive);
    EXPECT_FALSE(request.content_length);
  }
}

TEST(RequestReader, AnEmptyChunkedBodyByteByByte) {
  for (std::size_t size = 1; size < 6; ++size) {
    RequestReader reader(8192);
    EXPECT_EQ(feed(reader, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", size),
              Progress::complete);
    EXPECT_EQ(reader.request().body, "");
  }
}

TEST(RequestReader, StopsBehindEachPipelinedRequest) {
  const std::string one = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", two = "GET /b HTTP/1.0\r\n\r\n", both = one + two;
  RequestReader reader(8192);
  std::size_t used = 0;
  ASSERT_EQ(reader.feed(both, used), Progress::complete);
  EXPECT_EQ(used, one.size());
  EXPECT_TRUE(reader.started());
  reader.reset();
  EXPECT_FALSE(reader.started());
  ASSERT_EQ(reader.feed(std::string_view(both).substr(used), used), Progress::complete);
  EXPECT_EQ(reader.request().target, "/b");
  EXPECT_TRUE(reader.request().http_1_0);
  EXPECT_FALSE(reader.request().keep_alive);
}

TEST(RequestReader, RefusesWhatTwoReadersWouldReadDifferently) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (const std::string& text : {head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                                  head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                                  head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                                  head + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                                  head + "Content-Length: -1\r\n\r\n",
                                  head + "Content-Length: +3\r\n\r\nabc",
                                  head + "Content-Length: 0x3\r\n\r\nabc",
                                  head + "Content-Length: 99999999999999999999\r\n\r\n",
                                  head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                                  head + "Transfer-Encoding: identity\r\n\r\n",
                                  head + "Transfer-Encoding: chunked, identity\r\n\r\n",
                                  head + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                                  head + "Host: b\r\n\r\n",
                                  head + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
                                  std::string("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                                  std::string("GET / HTTP/1.1\r\n\r\n"),

                                  std::string("GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
                                  std::string("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
                                  std::string("GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
                                  head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                                  head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                                  head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabcd\r\n0\r\n\r\n"}) {
    RequestReader whole(8192), pieces(8192);
    EXPECT_EQ(feed(whole, text, text.size()), Progress::failed) << text;
    EXPECT_EQ(feed(pieces, text, 1), Progress::failed) << text;
    EXPECT_EQ(whole.failure(), ProblemId::malformed_request) << text;
  }
}

TEST(RequestReader, ABareLineFeedEndsNothing) {
  RequestReader whole(8192), pieces(8192);
  const std::string text = "GET / HTTP/1.1\nHost: a\n\n";
  EXPECT_EQ(feed(whole, text, text.size()), Progress::failed);
  EXPECT_EQ(feed(pieces, text, 1), Progress::need_more) << "the deadline ends it";
}

TEST(RequestReader, BoundsTheHeaderHoweverItComes) {
  const std::string line = "X-Filler: " + std::string(86, 'x') + "\r\n";  // 98 bytes
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  while (head.size() + line.size() <= 8190) head += line;
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, std::size_t{100'000}}) {
    RequestReader fits(8192), lines(8192), one_line(8192), target(8192);
    EXPECT_EQ(feed(fits, head + "\r\n", size), Progress::complete) << size;
    EXPECT_EQ(feed(lines, head + line + line + "\r\n", size), Progress::failed) << size;
    EXPECT_EQ(lines.failure(), ProblemId::header_too_large) << size;
    EXPECT_EQ(feed(one_line, "GET / HTTP/1.1\r\nX: " + std::string(10'000, 'x'), size), Progress::failed) << size;
    EXPECT_EQ(one_line.failure(), ProblemId::header_too_large) << size;
    EXPECT_EQ(feed(target, "GET /" + std::string(10'000, 'x'), size), Progress::failed) << size;
    EXPECT_EQ(target.failure(), ProblemId::header_too_large) << size;
  }
}

TEST(RequestReader, BoundsTheBodyTheTrailerAndTheChunkLine) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  RequestReader body(8192), trailer(8192), extension(8192), exact(8192);
  EXPECT_EQ(feed(body, head + "5\r\nabcde\r\n5\r\nabcde\r\n0\r\n\r\n", 1, 9), Progress::failed);
  EXPECT_EQ(body.failure(), ProblemId::body_too_large);
  EXPECT_EQ(feed(exact, head + "5\r\nabcde\r\n5\r\nabcde\r\n0\r\n\r\n", 1, 10), Progress::complete);
  std::string endless = head + "0\r\n";
  while (endless.size() < 20'000) endless += "T: " + std::string(90, 't') + "\r\n";
  EXPECT_EQ(feed(trailer, endless, 500), Progress::failed);
  EXPECT_EQ(feed(extension, head + "1;" + std::string(20'000, 'e'), 500), Progress::failed);
}

TEST(RequestReader, SaysWhenTheBodyIsExpectedAndOnlyThatMayBe) {
  RequestReader reader(8192), other(8192);
  std::size_t used = 0;
  EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n", used),
            Progress::header);
  EXPECT_TRUE(reader.request().expects_continue);
  EXPECT_EQ(reader.request().content_length, 2U);
  EXPECT_EQ(feed(other, "GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n", 1), Progress::failed);
  EXPECT_EQ(other.failure(), ProblemId::expectation_failed);
}

TEST(RequestReader, SurvivesMutatedRequests) {
  std::mt19937 random(20260305);
  const std::string seeds[] = {chunked,
                               "GET /v1/queues/a%20b/estimate?priority=3 HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n",
                               "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde", "0\r\n\r\n"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[random() % 4] + seeds[random() % 4];
    for (auto changes = random() % 6; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, random() % 9);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 30));
      }
      if (text.empty()) text = "\r\n";
    }
    RequestReader reader(1024);
    feed(reader, text, 1 + random() % 40, 64);
    EXPECT_LE(reader.request().body.size(), 64U);
  }
}

}  // namespace
}  // namespace truewait::edge
