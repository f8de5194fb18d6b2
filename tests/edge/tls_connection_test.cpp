// The server over TLS, with OpenSSL on the other end of a real socket.
#include "edge/tls_peer.hpp"
#include "edge/websocket_fixture.hpp"

namespace truewait::edge {
namespace {

class TlsConnections : public WebSocketTest {
 protected:
  void configure(ServerOptions& options) override {
    WebSocketTest::configure(options);
    options.tls = std::get<0>(load_tls(certificate_.files()));
  }
  std::unique_ptr<TlsClient> connect(int highest = 0) {
    contexts_.push_back(client_context(certificate_.files().certificate, TLS1_2_VERSION, highest));
    return std::make_unique<TlsClient>(port_, contexts_.back().get());
  }
  bool comes_in(std::size_t count) {
    return eventually([this, count] { return server_->connections() == count; });
  }

  MadeCertificate certificate_;
  std::vector<ClientContext> contexts_;
};

TEST_F(TlsConnections, HttpIsSpokenInBothVersions) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto client = connect(version);
    ASSERT_TRUE(client->secure());
    EXPECT_EQ(SSL_version(client->session()), version);
    client->send(get("/healthz", "") + get("/v1/queues"));
    EXPECT_EQ(client->receive()->body, "{\"status\":\"ok\"}");
    EXPECT_EQ(client->receive()->status, 200);
    client->send(get("/healthz", "", "Connection: close\r\n"));
    EXPECT_EQ(client->receive()->status, 200);
    EXPECT_TRUE(client->closed_by_server());
    EXPECT_TRUE(client->was_told_of_the_end());
  }
}

TEST_F(TlsConnections, AJournaledRequestIsAnsweredLater) {
  const auto client = connect();
  client->send(post("{\"event_id\":\"e1\",\"type\":\"call.queued\",\"call_id\":\"c1\",\"queue\":\"support\"}"));
  EXPECT_EQ(client->receive()->status, 202);
}

TEST_F(TlsConnections, LongAnswersAreSentToTheLastByte) {
  const auto slow = connect();
  std::string many;
  for (int i = 0; i < 500; ++i) many += get("/v1/queues");
  // One that writes and does not read: what it asks for piles up before the server, which stops reading.
  std::thread sender([&] {
    for (int i = 0; i < 4; ++i) slow->send(many);
  });
  sender.join();
  int answers = 0;
  for (; answers < 2000; ++answers) {
    const auto response = slow->receive();
    if (!response || response->status != 200) break;
  }
  EXPECT_EQ(answers, 2000);
}

TEST_F(TlsConnections, TheCookieOfASessionIsForTlsOnly) {
  const auto client = connect();
  client->send(
      "POST /v1/session HTTP/1.1\r\nHost: truewait.test\r\nAuthorization: Bearer tw_all_secret\r\n"
      "Content-Length: 0\r\n\r\n");
  const auto response = client->receive();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 204);
  EXPECT_NE(response->field("set-cookie").find("; Secure"), std::string::npos);
}

TEST_F(TlsConnections, AWebSocketConversation) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    WebSocketClient client(connect(version), text("early"));
    ASSERT_TRUE(client.accepted());
    EXPECT_EQ(client.receive_text(), "early");
    for (const std::size_t size : {0, 125, 126, 20'000, 65'536}) {
      const std::string message(size, 'x');
      client.send(text(message));
      EXPECT_EQ(client.receive_text(), message);
    }
    client.send(ping("p"));
    EXPECT_EQ(client.receive()->payload, "p");
    client.send(close_of(1000));
    EXPECT_EQ(client.receive_close(), 1000U);
    EXPECT_TRUE(client.closed_by_server());
  }
  EXPECT_TRUE(eventually([this] { return echoes_.closed == 2; }));
}

TEST_F(TlsConnections, AWebSocketThatBreaksTheProtocolIsToldWhy) {
  WebSocketClient client(connect());
  client.send(client_frame(3, "x"));
  EXPECT_EQ(client.receive_close(), 1002U);
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(TlsConnections, ASlowReaderOfAWebSocketGetsWholeFramesAndThen1013) {
  WebSocketClient slow(connect());
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 1; }));
  bool enough = false;
  int sent = 0;
  for (; sent < 5000 && !enough; ++sent) {
    const auto frame = text_frame(std::to_string(sent) + std::string(9'000, 'u'));
    on_loop([&] {
      const std::size_t before = echoes_.peers.front()->unsent_bytes();
      echoes_.peers.front()->send(frame);
      enough = before > echoes_.peers.front()->unsent_bytes();  // the frames in line were dropped
      return 0;
    });
  }
  ASSERT_TRUE(enough);
  int got = 0;
  std::string last;
  while ((last = slow.receive_text()).starts_with(std::to_string(got) + "u")) ++got;
  EXPECT_EQ(last, "<1013>") << "after " << got << " of " << sent;
  EXPECT_GT(got, 0);
  EXPECT_LT(got, sent);
}

TEST_F(TlsConnections, AKeyUpdateAmidFramesInLineDoesNotDisturbThem) {
  auto client = connect(TLS1_3_VERSION);
  SSL* const session = client->session();
  WebSocketClient talking(std::move(client));
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 1; }));
  int sent = 0;
  for (bool stuck = false; sent < 5000 && !stuck; ++sent) {
    const auto frame = text_frame(std::to_string(sent) + std::string(9'000, 'u'));
    stuck = on_loop([&] {
      echoes_.peers.front()->send(frame);
      return echoes_.peers.front()->unsent_bytes() > 30'000;
    });
  }
  ASSERT_EQ(SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED), 1);
  talking.send(text("done"));  // the update goes before it
  ASSERT_TRUE(eventually([this] { return !echoes_.messages.empty(); }));
  for (int i = 0; i < sent; ++i) ASSERT_TRUE(talking.receive_text().starts_with(std::to_string(i) + "u")) << i;
  EXPECT_EQ(talking.receive_text(), "done");
}

/// Sends to every WebSocket from inside the request that changes a queue.
struct Pusher : Watcher {
  explicit Pusher(Echoes& to) : echoes(to) {}
  void queues_changed(std::string_view, const std::vector<std::string>&) override {
    for (WebSocketPeer* peer : echoes.peers) peer->send(text_frame("changed"));
  }
  void callback_changed(std::string_view, const std::string&, std::uint64_t) override {}
  Echoes& echoes;
};

TEST_F(TlsConnections, ARequestThatComesWithTheHandshakesEndKeepsItsRecordsToItself) {
  WebSocketClient board(connect());
  ASSERT_TRUE(eventually([this] { return echoes_.opened == 1; }));
  Pusher pusher(echoes_);
  on_loop([&] { backend_->watch(&pusher); });
  contexts_.push_back(client_context(certificate_.files().certificate, TLS1_3_VERSION));
  const MemoryClient pbx(contexts_.back().get());
  Client socket(port_);
  socket.send(pbx.sent());
  while (SSL_is_init_finished(pbx.session()) == 0) {
    const auto byte = socket.take(1);
    ASSERT_TRUE(byte);
    pbx.receive(*byte);
  }
  // With the client's Finished in front: the server has tickets to send when it meets the request.
  pbx.send(post("{\"event_id\":\"e1\",\"type\":\"call.queued\",\"call_id\":\"c1\",\"queue\":\"support\"}"));
  socket.send(pbx.sent());
  EXPECT_EQ(board.receive_text(), "changed");
  std::string answer;
  while (answer.find("\r\n\r\n") == std::string::npos) {
    const auto byte = socket.take(1);
    ASSERT_TRUE(byte);
    answer += pbx.receive(*byte);
  }
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 202 "));
  on_loop([&] { backend_->watch(nullptr); });
}

TEST_F(TlsConnections, WhoSpeaksInTheClearIsToldSoAndClosed) {
  Client client(port_);
  client.send(get("/healthz", ""));
  const auto response = client.receive();
  ASSERT_TRUE(response);
  expect_problem(*response, 400, "malformed-request");
  EXPECT_NE(response->body.find("https://"), std::string::npos);
  client.shut_down_sending();
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_TRUE(comes_in(0));
  Client garbage(port_);
  garbage.send("SSH-2.0-client\r\n");
  EXPECT_LE(garbage.rest().size(), 7U) << "an alert at most";
  EXPECT_TRUE(comes_in(0));
}

TEST_F(TlsConnections, AHandshakeThatStopsIsClosedInTime) {
  Client silent(port_), begun(port_);
  begun.send(std::string_view("\x16\x03\x01\x02\x00\x01", 6));
  ASSERT_TRUE(comes_in(2));
  advance_steady(std::chrono::seconds(7));
  begun.send("\x00");
  advance_steady(std::chrono::seconds(2));
  EXPECT_TRUE(silent.closed_by_server());
  EXPECT_TRUE(begun.closed_by_server());
  EXPECT_TRUE(comes_in(0));
}

TEST_F(TlsConnections, AnIdleOneIsToldThatItEnds) {
  const auto client = connect();
  client->send(get("/healthz", ""));
  ASSERT_TRUE(client->receive());
  advance_steady(std::chrono::seconds(61));
  EXPECT_TRUE(client->closed_by_server());
  EXPECT_TRUE(client->was_told_of_the_end());
}

TEST_F(TlsConnections, TheClientsEndIsAnsweredAtOnce) {
  const auto client = connect();
  client->send(get("/healthz", ""));
  ASSERT_TRUE(client->receive());
  client->shut_down_sending();
  EXPECT_TRUE(client->closed_by_server());
  EXPECT_TRUE(client->was_told_of_the_end());
  EXPECT_TRUE(comes_in(0));
}

TEST_F(TlsConnections, TheOperationsListenerStaysInTheClear) {
  Client client(operations_port_);
  client.send(get("/healthz", ""));
  EXPECT_EQ(client.receive()->status, 200);
}

TEST_F(TlsConnections, OneTooManyIsClosedWithoutAWord) {
  ServerLimits limits;
  limits.connections = 1;
  start(limits);
  const auto first = connect();
  ASSERT_TRUE(first->secure());
  EXPECT_FALSE(connect()->secure());
}

TEST_F(TlsConnections, StoppingEndsConversationsAndHandshakes) {
  WebSocketClient client(connect());
  Client silent(port_);
  ASSERT_TRUE(comes_in(2));
  on_loop([this] { server_->stop(); });
  EXPECT_EQ(client.receive_close(), 1012U);
  client.send(close_of(1012));
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_TRUE(silent.closed_by_server());
  EXPECT_TRUE(comes_in(0));
}

}  // namespace
}  // namespace truewait::edge
