// How connections live and end: keep-alive, pipelining, deadlines, limits, shutdown.
#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class Connections : public ServerTest {
 protected:
  std::size_t open() {
    return on_loop([this] { return server_->connections(); });
  }
};

TEST_F(Connections, AreKeptOrClosedAsTheClientWishes) {
  Client client(port_);
  for (int i = 0; i < 3; ++i) {
    client.send(get("/healthz", ""));
    EXPECT_EQ(client.receive()->field("connection"), "");
  }
  client.send(get("/healthz", "", "Connection: close\r\n"));
  EXPECT_EQ(client.receive()->field("connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
  Client old(port_), kept(port_);
  old.send("GET /healthz HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive()->field("connection"), "close");
  EXPECT_TRUE(old.closed_by_server());
  kept.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.receive()->field("connection"), "keep-alive");
  kept.send("GET /healthz HTTP/1.0\r\n\r\n");
  EXPECT_EQ(kept.receive()->status, 200);
}

TEST_F(Connections, HeadHasTheLengthOfGetAndNoBody) {
  Client client(port_);
  client.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\nHEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n" +
              get("/healthz", ""));
  EXPECT_EQ(client.receive(false)->field("content-length"), "15");
  EXPECT_EQ(client.receive(false)->status, 404);
  EXPECT_EQ(client.receive()->body, "{\"status\":\"ok\"}");
}

TEST_F(Connections, PipelinedRequestsAreAnsweredInOrderHoweverTheyAreCut) {
  std::string all;
  for (int i = 0; i < 50; ++i) all += get(i % 2 ? "/healthz" : "/v1/queues/support", "tw_all_secret");
  for (const std::size_t piece : {all.size(), std::size_t{1}, std::size_t{97}}) {
    Client client(port_);
    for (std::size_t at = 0; at < all.size(); at += piece) client.send(std::string_view(all).substr(at, piece));
    for (int i = 0; i < 50; ++i) {
      const auto response = client.receive();
      ASSERT_TRUE(response) << i;
      EXPECT_EQ(response->body.find("\"status\":\"ok\"") != std::string::npos, i % 2 == 1) << i;
    }
  }
}

TEST_F(Connections, AReaderThatIsSlowGetsEverythingAndOneThatDoesNotReadIsClosed) {
  Client slow(port_), deaf(port_);
  std::string many;
  for (int i = 0; i < 500; ++i) many += get("/v1/queues");
  std::thread sender([&] {
    for (int i = 0; i < 20; ++i) slow.send(many);
  });
  int answers = 0;
  for (; answers < 10'000; ++answers) {
    const auto response = slow.receive();
    if (!response || response->status != 200) break;
  }
  sender.join();
  EXPECT_EQ(answers, 10'000);
  std::thread pushing([&] {
    while (deaf.send(many)) {
    }
  });
  // It is stuck in sending once nothing moves any more; time passes until the server gives up.
  EXPECT_TRUE(eventually([this] {
    advance_steady(std::chrono::milliseconds(50));
    return server_->connections() <= 1;
  }));
  pushing.join();
}

TEST_F(Connections, IdleOnesAreClosedAfterAWhile) {
  Client client(port_);
  client.send(get("/healthz", ""));
  ASSERT_TRUE(client.receive());
  advance_steady(std::chrono::seconds(59));
  client.send(get("/healthz", ""));
  ASSERT_TRUE(client.receive()) << "not yet";
  advance_steady(std::chrono::seconds(61));
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Connections, OneThatNeverSpeaksIsClosed) {
  Client client(port_);
  ASSERT_TRUE(eventually([this] { return server_->connections() == 1; }));
  advance_steady(std::chrono::seconds(9));
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Connections, SlowHeadersAndBodiesAreAnswered408) {
  Client header(port_), body(port_);
  header.send(get("/healthz", "") + "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow");
  ASSERT_TRUE(header.receive());
  body.send(
      "POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer tw_all_secret\r\nExpect: 100-continue\r\n"
      "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n");
  ASSERT_EQ(body.receive()->status, 100);
  advance_steady(std::chrono::seconds(5));
  header.send(": a");  // a byte now and then does not buy more time
  body.send("[");
  ASSERT_EQ(ask(get("/healthz", "")).status, 200) << "others are served meanwhile";
  advance_steady(std::chrono::seconds(4));
  for (Client* slow : {&header, &body}) {
    const auto response = slow->receive();
    ASSERT_TRUE(response);
    expect_problem(*response, 408, "request-timeout");
    EXPECT_EQ(response->field("connection"), "close");
    EXPECT_TRUE(slow->closed_by_server());
  }
}

TEST_F(Connections, TheirNumberIsBounded) {
  ServerLimits limits;
  limits.connections = 3;
  start(limits);
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(port_);
    clients.back().send(get("/healthz", ""));
    ASSERT_TRUE(clients.back().receive());
  }
  Client extra(port_);
  const auto refused = extra.receive();
  ASSERT_TRUE(refused);
  expect_problem(*refused, 503, "too-many-connections");
  EXPECT_NE(refused->field("retry-after"), "");
  EXPECT_TRUE(extra.closed_by_server());
  clients.pop_back();
  ASSERT_TRUE(eventually([this] { return server_->connections() == 2; }));
  EXPECT_EQ(ask(get("/healthz", "")).status, 200);
  EXPECT_NE(on_loop([this] { return server_->metrics(); }).find("refused_total 1\n"), std::string::npos);
}

TEST_F(Connections, HeadersAreBounded) {
  Client client(port_);
  client.send(get("/healthz", "", "X: " + std::string(9000, 'x') + "\r\n"));
  const auto response = client.receive();
  ASSERT_TRUE(response);
  expect_problem(*response, 431, "header-too-large");
  client.shut_down_sending();
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Connections, WhatIsNotHttpIsRefusedAndClosed) {
  for (const std::string bytes :
       {"\x16\x03\x01\x02 tls hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "hello\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    Client client(port_);
    client.send(bytes);
    const auto response = client.receive();
    ASSERT_TRUE(response) << bytes;
    expect_problem(*response, 400, "malformed-request");
    client.shut_down_sending();
    EXPECT_TRUE(client.closed_by_server());
  }
}

TEST_F(Connections, StoppingLetsRequestsInFlightFinish) {
  on_loop([this] { backend_->held = true; });
  Client idle(port_), busy(port_), half(port_);
  idle.send(get("/healthz", ""));
  ASSERT_TRUE(idle.receive());
  half.send(get("/healthz", "") + "GET /healthz HTT");
  ASSERT_TRUE(half.receive());
  busy.send(post(R"({"event_id":"e","type":"call.queued","call_id":"c","queue":"support"})"));
  ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  on_loop([this] { server_->stop(); });
  EXPECT_TRUE(idle.closed_by_server());
  EXPECT_FALSE(Client(port_).connected());
  half.send("P/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(half.receive()->field("connection"), "close");
  EXPECT_TRUE(half.closed_by_server());
  on_loop([this] { backend_->release(); });
  EXPECT_EQ(busy.receive()->status, 202);
  EXPECT_TRUE(busy.closed_by_server());
  EXPECT_TRUE(eventually([this] { return server_->connections() == 0; }));
}

TEST_F(Connections, AServerMayGoWhileAnswersAreAwaited) {
  on_loop([this] { backend_->held = true; });
  Client client(port_);
  client.send(post(R"({"event_id":"e","type":"call.queued","call_id":"c","queue":"support"})"));
  ASSERT_TRUE(eventually([this] { return backend_->waiting.size() == 1; }));
  stop_loop();
  EXPECT_TRUE(client.closed_by_server());
  backend_->release();  // nobody listens any more
}

TEST_F(Connections, PortsAndHostsThatCannotBeHad) {
  const auto taken = on_loop([this] { return server_->listen("127.0.0.1", port_); });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error(), boost::system::errc::address_in_use);
  EXPECT_FALSE(on_loop([this] { return server_->listen("256.256.256.256", 0); }));
  EXPECT_FALSE(on_loop([this] { return server_->listen("192.0.2.1", 0); })) << "an address that is not ours";
  EXPECT_EQ(ask(get("/healthz", "")).status, 200);
}

}  // namespace
}  // namespace truewait::edge
