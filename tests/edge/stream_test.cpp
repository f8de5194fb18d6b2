// The conversation on GET /v1/stream: hello, events, questions, the live feed and its resumption, dial orders.
#include "edge/fixture.hpp"
#include "edge/websocket_client.hpp"
#include "truewait/edge/stream.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

class StreamTest : public ServerTest {
 protected:
  void configure(ServerOptions& options) override {
    StreamOptions stream;
    stream.steady_ns = options.steady_ns;
    stream.conflate = std::chrono::milliseconds(1);
    stream.remembered_changes = 4;
    stream_ = std::make_unique<Stream>(*loop_, *backend_, std::move(stream));
    options.stream = stream_->factory();
  }
  void TearDown() override {
    // Its timer belongs to the loop, which ends with stop_loop().
    on_loop([this] {
      server_.reset();
      stream_.reset();
    });
    stop_loop();
  }

  /// The next message that is none of `skipped`.
  static json::value next(WebSocketClient& client, std::string_view skipped = "heartbeat") {
    for (;;) {
      const std::string text = client.receive_text();
      json::error_code failed;
      auto value = json::parse(text, failed);
      if (failed) return json::object{{"type", text}};
      if (value.at("type").as_string() != skipped) return value;
    }
  }
  static void say(WebSocketClient& client, std::string_view text) { client.send(client_frame(1, text)); }
  static void greet(WebSocketClient& client, std::string_view more = "") {
    say(client, "{\"type\":\"hello\",\"name\":\"one\"" + std::string(more) + "}");
    EXPECT_EQ(next(client).at("type"), "welcome");
  }
  std::string wish(const std::string& id) {
    return on_loop([this, id] {
      domain::Acceptance wish;
      wish.queue = "support";
      wish.idempotency_key = id;
      std::string callback;
      backend_->request_callback(backend_->keys.at("tw_all_secret"), wish, "+1555010" + id,
                                 [&](const Verdict<CallbackTicket>& v) { callback = v.value.callback.view.callback_id; });
      return callback;
    });
  }
  void event(std::string_view body) { ASSERT_EQ(ask(post(body)).status, 202); }
  void free_agent() {
    event(R"({"event_id":"a1","type":"agent.state","agent":"anna","state":"available","queues":["support"]})");
  }

  std::unique_ptr<Stream> stream_;
};

TEST_F(StreamTest, HelloComesFirst) {
  WebSocketClient client(port_);
  say(client, R"({"type":"ask","id":"1","queue":"support"})");
  EXPECT_EQ(next(client).at("problem").at("type"), "/problems/not-hello");
  EXPECT_EQ(client.receive_close(), 1008u);
}

TEST_F(StreamTest, WhoSaysNothingIsClosed) {
  WebSocketClient client(port_);
  ASSERT_TRUE(client.accepted());
  // The conversation begins a turn or two after its acceptance was sent.
  for (int i = 0; i < 20; ++i) on_loop([] { return 0; });
  advance_steady(std::chrono::seconds(9));
  EXPECT_EQ(client.receive_close(), 1008u);
}

TEST_F(StreamTest, EventsAreAnsweredWhenCommittedAndQuestionsAtOnce) {
  WebSocketClient client(port_);
  greet(client);
  const std::string event = R"({"event_id":"e1","type":"call.queued","call_id":"c1","queue":"support"})";
  say(client, R"({"type":"event","event":)" + event + "}");
  auto accepted = next(client);
  EXPECT_EQ(accepted.at("type"), "accepted");
  EXPECT_EQ(accepted.at("event_id"), "e1");
  EXPECT_EQ(accepted.at("duplicate"), false);
  say(client, event);
  EXPECT_EQ(next(client).at("duplicate"), true) << "the event itself is a message too";
  say(client, R"({"type":"ask","id":"7","queue":"support"})");
  auto answer = next(client);
  EXPECT_EQ(answer.at("type"), "answer");
  EXPECT_EQ(answer.at("id"), "7");
  EXPECT_EQ(answer.at("estimate").at("position"), 2);
  say(client, R"({"type":"ask","id":"8","call_id":"c1"})");
  EXPECT_EQ(next(client).at("estimate").at("call_id"), "c1");
}

TEST_F(StreamTest, BadMessagesAreRefusedAndTheConversationGoesOn) {
  WebSocketClient client(port_);
  greet(client);
  const auto refused = [&](std::string_view message) {
    say(client, message);
    return std::string(next(client).at("problem").at("type").as_string());
  };
  EXPECT_EQ(refused("not json"), "/problems/malformed-json");
  EXPECT_EQ(refused("[1]"), "/problems/malformed-json");
  EXPECT_EQ(refused(R"({"type":"sing"})"), "/problems/unknown-message");
  EXPECT_EQ(refused(R"({"type":"ask","id":"1"})"), "/problems/invalid-body");
  EXPECT_EQ(refused(R"({"type":"ask","id":"1","queue":"none"})"), "/problems/unknown-queue");
  EXPECT_EQ(refused(R"({"type":"ask","id":"1","call_id":"none"})"), "/problems/unknown-call");
  EXPECT_EQ(refused(R"({"type":"event","event":{"event_id":"e"}})"), "/problems/invalid-event");
  EXPECT_EQ(refused(R"({"type":"subscribe","queues":["none"]})"), "/problems/invalid-body");
  EXPECT_EQ(refused(R"({"type":"dial_outcome","dial_id":"d9","outcome":"busy"})"), "/problems/unknown-dial");
  EXPECT_EQ(refused(R"({"type":"dial_outcome","dial_id":"d9","outcome":"sang"})"), "/problems/invalid-body");
  on_loop([this] { return backend_->stored = false; });
  EXPECT_EQ(refused(R"({"type":"event","event":{"event_id":"e9","type":"call.ended","call_id":"x"}})"),
            "/problems/journal-unavailable");
}

TEST_F(StreamTest, ASnapshotThenWhatChanges) {
  WebSocketClient client(port_);
  greet(client);
  say(client, R"({"type":"subscribe","queues":["support"]})");
  auto snapshot = next(client);
  ASSERT_EQ(snapshot.at("type"), "snapshot");
  ASSERT_EQ(snapshot.at("queues").as_array().size(), 1u);
  EXPECT_EQ(snapshot.at("queues").at(0).at("waiting"), 0);
  event(R"({"event_id":"e1","type":"call.queued","call_id":"c1","queue":"support"})");
  auto delta = next(client);
  ASSERT_EQ(delta.at("type"), "delta");
  EXPECT_EQ(delta.at("queues").at(0).at("waiting"), 1);
  EXPECT_GT(delta.at("seq").as_int64(), snapshot.at("seq").as_int64());
}

TEST_F(StreamTest, AReaderResumesWhereItWasOrStartsAnew) {
  WebSocketClient first(port_);
  greet(first);
  say(first, R"({"type":"subscribe","queues":["support"]})");
  const auto seq = next(first).at("seq").as_int64();
  wish("0001");
  wish("0002");
  WebSocketClient again(port_);
  greet(again);
  say(again, R"({"type":"subscribe","queues":["support"],"from_seq":)" + std::to_string(seq) + "}");
  const auto missed = next(again);
  EXPECT_EQ(missed.at("type"), "delta");
  EXPECT_EQ(missed.at("callbacks").as_array().size(), 2u);
  EXPECT_EQ(missed.at("queues").at(0).at("callbacks_open"), 2);
  for (const auto* id : {"0003", "0004", "0005", "0006"}) wish(id);
  WebSocketClient late(port_);
  greet(late);
  say(late, R"({"type":"subscribe","queues":["support"],"from_seq":)" + std::to_string(seq) + "}");
  EXPECT_EQ(next(late).at("type"), "reset") << "more than is remembered has happened since";
  EXPECT_EQ(next(late).at("callbacks").as_array().size(), 6u);
}

TEST_F(StreamTest, AnOrderGoesToTheFrontEndThatTakesDials) {
  WebSocketClient board(port_), front_end(port_);
  greet(board);
  greet(front_end, ",\"known_dials\":[]");
  wish("0001");
  free_agent();
  const auto order = next(front_end);
  ASSERT_EQ(order.at("type"), "dial_order");
  EXPECT_EQ(order.at("number"), "+15550100001");
  const std::string dial(order.at("dial_id").as_string());
  say(front_end, R"({"type":"dial_outcome","outcome":"ringing","dial_id":")" + dial + "\"}");
  const auto accepted = next(front_end);
  EXPECT_EQ(accepted.at("type"), "accepted");
  EXPECT_EQ(accepted.at("dial_id").as_string(), dial);
  say(board, R"({"type":"ask","id":"1","queue":"support"})");
  EXPECT_EQ(next(board).at("type"), "answer") << "a board gets no order";
}

TEST_F(StreamTest, AFrontEndThatComesBackIsAskedWhatItKnows) {
  {
    WebSocketClient front_end(port_);
    greet(front_end, ",\"known_dials\":[]");
    wish("0001");
    free_agent();
    ASSERT_EQ(next(front_end).at("type"), "dial_order");
    front_end.disconnect();
  }
  ASSERT_TRUE(eventually([this] { return backend_->front_ends.empty(); }));
  WebSocketClient back(port_);
  greet(back, ",\"known_dials\":[]");
  EXPECT_EQ(next(back).at("type"), "dial_order") << "what it does not know it has not dialled";
  EXPECT_EQ(on_loop([this] { return backend_->last_hello.front_end; }), "pbx#one");
}

TEST_F(StreamTest, ScopesHoldHereToo) {
  Client raw(port_);
  raw.send(upgrade_request("", "tw_read_secret"));
  ASSERT_EQ(raw.receive(false).value_or(Response{}).status, 101);
  raw.send(client_frame(1, R"({"type":"hello","name":"board","known_dials":[]})"));
  const auto head = raw.take(4);
  ASSERT_TRUE(head);
  EXPECT_TRUE(on_loop([this] { return backend_->front_ends.empty(); }));
}

TEST_F(StreamTest, TheHeartBeats) {
  WebSocketClient client(port_);
  greet(client);
  advance_steady(std::chrono::seconds(14));
  for (int i = 0; i < 5; ++i) on_loop([] { return 0; });
  advance_steady(std::chrono::seconds(2));
  const auto beat = next(client, "nothing");
  EXPECT_EQ(beat.at("type"), "heartbeat");
  EXPECT_TRUE(beat.as_object().contains("seq"));
}

}  // namespace
}  // namespace truewait::edge
