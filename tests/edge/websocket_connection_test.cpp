// How WebSocket conversations go and end, over a real socket.
#include <random>

#include "edge/websocket_fixture.hpp"

namespace truewait::edge {
namespace {

class WebSockets : public WebSocketTest {};

TEST_F(WebSockets, Echo) {
  WebSocketClient client(port_);
  ASSERT_TRUE(client.accepted());
  for (const std::size_t size : {0, 1, 125, 126, 65535, 65536}) {
    const std::string message(size, 'x');
    client.send(text(message));
    EXPECT_EQ(client.receive_text(), message);
  }
  client.send(text("frag", false) + ping("p") + more("mented"));
  const auto pong = client.receive();
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->opcode, Opcode::pong);
  EXPECT_EQ(pong->payload, "p");
  EXPECT_EQ(client.receive_text(), "fragmented");
}

TEST_F(WebSockets, FramesMayComeWithTheUpgradeAndBehindOtherRequests) {
  WebSocketClient early(port_, text("early") + text("bird"));
  EXPECT_EQ(early.receive_text(), "early");
  EXPECT_EQ(early.receive_text(), "bird");
  const std::string all = get("/healthz", "") + upgrade_request() + text("hello");
  for (const std::size_t piece : {all.size(), std::size_t{1}}) {
    Client client(port_);
    for (std::size_t at = 0; at < all.size(); at += piece) client.send(std::string_view(all).substr(at, piece));
    EXPECT_EQ(client.receive()->body, "{\"status\":\"ok\"}");
    EXPECT_EQ(client.receive(false)->status, 101);
    EXPECT_EQ(client.take(7), "\x81\x05hello");
  }
}

TEST_F(WebSockets, TheClientsCloseIsAnswered) {
  for (const unsigned code : {1000U, 1001U, 3000U, 4999U}) {
    WebSocketClient client(port_);
    client.send(close_of(code, "bye") + text("late"));
    EXPECT_EQ(client.receive_close(), code);
    EXPECT_TRUE(client.closed_by_server());
  }
  WebSocketClient silent(port_);
  silent.send(client_frame(8, ""));
  EXPECT_EQ(silent.receive_close(), 1000U);
  EXPECT_TRUE(silent.closed_by_server());
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 5; }));
  EXPECT_TRUE(on_loop([this] { return echoes_.messages.empty(); }));
}

TEST_F(WebSockets, TheSinksCloseIsAHandshake) {
  WebSocketClient client(port_);
  client.send(text("close twice") + text("not handed on"));
  EXPECT_EQ(client.receive_close(), 4001U);
  EXPECT_EQ(closed(), 0) << "the client has its say";
  client.send(close_of(4001));
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 1; }));
  EXPECT_EQ(on_loop([this] { return echoes_.messages.size(); }), 1U);
}

TEST_F(WebSockets, AClientThatDoesNotCloseIsClosedAllTheSame) {
  WebSocketClient client(port_);
  client.send(text("close twice"));
  EXPECT_EQ(client.receive_close(), 4001U);
  advance_steady(std::chrono::seconds(4));
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 1; }));
}

TEST_F(WebSockets, WhatBreaksTheProtocolIsClosedWithItsCode) {
  FrameShape bare;
  bare.masked = false;
  const std::pair<std::string, unsigned> wrong[] = {{client_frame(1, "x", bare), 1002}, {client_frame(3, "x"), 1002},
                                                    {client_frame(2, "x"), 1003},       {text("\xff"), 1007},
                                                    {client_header(1, 65537), 1009},    {close_of(1005), 1002}};
  for (const auto& [bytes, code] : wrong) {
    WebSocketClient client(port_);
    client.send(bytes + text("ignored"));
    EXPECT_EQ(client.receive_close(), code);
    EXPECT_TRUE(client.closed_by_server()) << "our half of the connection ends with the close frame";
    client.disconnect();
  }
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 6 && server_->connections() == 0; }));
  EXPECT_TRUE(on_loop([this] { return echoes_.messages.empty(); }));
}

TEST_F(WebSockets, ClientsThatVanishAreNoticed) {
  {
    WebSocketClient gone(port_), half(port_);
    gone.disconnect();
    half.send(text("unfinished", false));
    half.shut_down_sending();
    EXPECT_TRUE(half.closed_by_server());
  }
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 2 && server_->connections() == 0; }));
}

TEST_F(WebSockets, TheSilentArePingedAndThenLeft) {
  WebSocketClient live(port_), dead(port_);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 2; }));
  advance_steady(std::chrono::seconds(14));
  const int sweeps = on_loop([this] { return echoes_.sweeps; });
  ASSERT_TRUE(eventually([&] { return echoes_.sweeps > sweeps + 4; }));
  for (int round = 0; round < 3; ++round) {
    advance_steady(std::chrono::seconds(round == 0 ? 1 : 15));
    const auto frame = live.receive();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->opcode, Opcode::ping);
    live.send(pong() + text("here"));
    EXPECT_EQ(live.receive_text(), "here");
    const int seen = on_loop([this] { return echoes_.sweeps; });
    ASSERT_TRUE(eventually([&] { return echoes_.sweeps > seen + 2; })) << "the pong is noted";
  }
  EXPECT_EQ(closed(), 1);
  EXPECT_EQ(dead.receive()->opcode, Opcode::ping);
  EXPECT_TRUE(dead.closed_by_server());
}

TEST_F(WebSockets, OneFrameForAll) {
  std::vector<std::unique_ptr<WebSocketClient>> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(std::make_unique<WebSocketClient>(port_));
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 50; }));
  for (int i = 0; i < 20; ++i) send_to_all("update " + std::to_string(i));
  for (auto& client : clients) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(client->receive_text(), "update " + std::to_string(i));
  }
}

TEST_F(WebSockets, ASlowReaderIsClosedWith1013AndKeepsWhatItGot) {
  WebSocketClient slow(port_), quick(port_);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 2; }));
  const std::string update(50'000, 'u');
  // Until the system's buffers are full and ours as well.
  std::size_t most = 0;
  std::atomic<bool> enough = false;
  std::atomic<int> got = 0;
  std::thread reader([&] {
    while (quick.receive_text() == update) ++got;
  });
  for (int i = 0; i < 2000 && !enough; ++i) {
    // The quick one has read everything so far, however late its thread was given the processor.
    if (!eventually([&] { return got == i; })) break;
    on_loop([&] {
      for (WebSocketPeer* peer : echoes_.peers) {
        const std::size_t before = peer->unsent_bytes();
        peer->send(text_frame(update));
        most = std::max(most, peer->unsent_bytes());
        if (before > peer->unsent_bytes()) enough = true;  // the whole frames in line were dropped
      }
      return 0;
    });
  }
  EXPECT_TRUE(enough);
  EXPECT_LE(most, 256U * 1024);
  EXPECT_GT(most, 128U * 1024);
  std::string last;
  int updates = 0;
  while ((last = slow.receive_text()) == update) ++updates;
  EXPECT_EQ(last, "<1013>");
  EXPECT_GT(updates, 0);
  slow.send(close_of(1013));
  EXPECT_TRUE(slow.closed_by_server());
  send_to_all("the end");
  reader.join();
  EXPECT_GT(got, updates) << "others got everything";
}

TEST_F(WebSockets, AReaderThatNeverReadsIsDropped) {
  WebSocketClient deaf(port_);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 1; }));
  const std::string update(60'000, 'u');
  EXPECT_TRUE(eventually([&] {
    for (WebSocketPeer* peer : echoes_.peers) peer->send(text_frame(update));
    advance_steady(std::chrono::milliseconds(5));
    return echoes_.closed == 1;
  }));
  EXPECT_TRUE(eventually([this] { return server_->connections() == 0; }));
}

TEST_F(WebSockets, AFloodOfPingsIsBounded) {
  WebSocketClient client(port_);
  std::string pings;
  for (int i = 0; i < 500; ++i) pings += ping(std::string(125, 'p'));
  std::thread flood([&] {
    while (client.send(pings)) {
    }
  });
  EXPECT_TRUE(eventually([this] {
    advance_steady(std::chrono::milliseconds(5));
    return echoes_.closed == 1;
  }));
  flood.join();
}

TEST_F(WebSockets, StoppingClosesThemWith1012) {
  WebSocketClient polite(port_), rude(port_);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 2; }));
  on_loop([this] { server_->stop(); });
  EXPECT_EQ(polite.receive_close(), 1012U);
  EXPECT_EQ(rude.receive_close(), 1012U);
  polite.send(close_of(1012));
  EXPECT_TRUE(polite.closed_by_server());
  EXPECT_TRUE(eventually([this] { return server_->connections() == 1; }));
  advance_steady(std::chrono::seconds(3));
  EXPECT_TRUE(rude.closed_by_server());
  EXPECT_TRUE(eventually([this] { return server_->connections() == 0; }));
}

TEST_F(WebSockets, AServerThatGoesTellsItsSinks) {
  WebSocketClient client(port_);
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 1; }));
  on_loop([this] { server_.reset(); });
  EXPECT_EQ(closed(), 1) << "at once: the backend may go next";
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(WebSockets, NoiseHarmsNobody) {
  std::mt19937 random(13);
  WebSocketClient steady(port_);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(1 + random() % 500, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    if (round % 2) bytes = text("ok") + bytes;
    WebSocketClient client(port_);
    client.send(bytes);
    client.shut_down_sending();
    client.rest();
  }
  EXPECT_TRUE(eventually([this] { return server_->connections() == 1; }));
  steady.send(text("still here"));
  EXPECT_EQ(steady.receive_text(), "still here");
}

}  // namespace
}  // namespace truewait::edge
