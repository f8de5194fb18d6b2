#include "live/http_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "sip_mocks/service_double.hpp"

namespace truewait::live {
namespace {

/// Takes connections one after the other: on each it reads what comes and answers with the next of `answers`; an empty
/// answer closes the connection unanswered.
using Answers = std::vector<std::string>;

class Peer {
 public:
  explicit Peer(std::vector<Answers> connections) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&at), size), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = std::to_string(ntohs(at.sin_port));
    thread_ = std::thread([this, script = std::move(connections)] { serve(script); });
  }
  ~Peer() {
    thread_.join();
    ::close(listener_);
  }
  Url url() const { return {"127.0.0.1", port_, false}; }
  std::string heard;

 private:
  void serve(const std::vector<Answers>& script) {
    for (const auto& answers : script) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      char block[4096];
      for (const std::string& answer : answers) {
        const ssize_t got = ::recv(socket, block, sizeof block, 0);
        if (got > 0) heard.append(block, static_cast<std::size_t>(got));
        if (answer.empty()) break;
        ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
      }
      ::close(socket);
    }
  }

  int listener_;
  std::string port_;
  std::thread thread_;
};

constexpr const char* hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

TEST(Url, ReadsHostAndPort) {
  EXPECT_EQ(parse_url("http://127.0.0.1:8080")->port, "8080");
  EXPECT_EQ(parse_url("http://wait.example/")->port, "80");
  EXPECT_EQ(parse_url("http://[::1]:8080")->host, "::1");
  EXPECT_TRUE(parse_url("http://[::1]:8080")->ipv6);
  for (const char* wrong : {"", "127.0.0.1:8080", "https://a", "http://", "http://:80", "http://a:0", "http://a:70000",
                            "http://a:8x", "http://a/path", "http://[::1", "http://u@a"}) {
    EXPECT_FALSE(parse_url(wrong)) << wrong;
  }
}

TEST(HttpClient, SendsKeyBodyAndIdempotencyKeyAndKeepsTheConnection) {
  Peer peer(std::vector<Answers>{Answers{hello, "HTTP/1.1 204 No Content\r\n\r\n"}});
  HttpClient client(peer.url(), "tw_1");
  EXPECT_EQ(client.request("POST", "/v1/callbacks", "{}", "k1")->body, "hello");
  EXPECT_EQ(client.request("GET", "/v1/queues")->status, 204);
  EXPECT_NE(peer.heard.find("POST /v1/callbacks HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(peer.heard.find("Authorization: Bearer tw_1\r\n"), std::string::npos);
  EXPECT_NE(peer.heard.find("Content-Length: 2\r\nIdempotency-Key: k1\r\n\r\n{}"), std::string::npos);
  EXPECT_EQ(peer.heard.find("Idempotency-Key", peer.heard.find("GET /v1/queues")), std::string::npos);
}

TEST(HttpClient, ReadsChunks) {
  Peer peer(std::vector<Answers>{
      Answers{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"}});
  HttpClient client(peer.url(), "k");
  EXPECT_EQ(client.request("GET", "/")->body, "hello");
}

TEST(HttpClient, AKeptConnectionThatWasClosedIsOpenedAgainOnce) {
  Peer peer(std::vector<Answers>{Answers{hello, ""}, Answers{hello}});
  HttpClient client(peer.url(), "k");
  EXPECT_TRUE(client.request("GET", "/1"));
  EXPECT_EQ(client.request("GET", "/2")->body, "hello");
}

TEST(HttpClient, SaysWhyThereIsNoAnswer) {
  Peer peer(std::vector<Answers>{Answers{"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"}, Answers{"SMTP ready\r\n\r\n"},
                                 Answers{""}});
  HttpClient client(peer.url(), "k");
  EXPECT_FALSE(client.request("GET", "/"));
  EXPECT_EQ(client.failure(), "the answer has no usable length");
  EXPECT_FALSE(client.request("GET", "/"));
  EXPECT_EQ(client.failure(), "the answer is not HTTP/1.1");
  EXPECT_FALSE(client.request("GET", "/"));
  EXPECT_EQ(client.failure(), "the connection was closed");
}

TEST(HttpClient, SaysThatNobodyListens) {
  std::uint16_t port = 0;
  {
    ivr::ServiceDouble gone;
    port = gone.port();
  }
  HttpClient client({"127.0.0.1", std::to_string(port), false}, "k");
  EXPECT_FALSE(client.request("GET", "/"));
  EXPECT_EQ(client.failure(), "Connection refused");
}

}  // namespace
}  // namespace truewait::live
