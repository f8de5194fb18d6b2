// The conversation in docs/protocol.md is played, and must be there word for word.
#include <fstream>
#include <sstream>

#include "edge/fixture.hpp"
#include "edge/websocket_client.hpp"
#include "truewait/edge/stream.hpp"

namespace truewait::edge {
namespace {

class TranscriptTest : public ServerTest {
 protected:
  void configure(ServerOptions& options) override {
    StreamOptions stream;
    stream.steady_ns = options.steady_ns;
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
  void say(WebSocketClient& client, const std::string& text, int answers) {
    transcript_ += "> " + text + "\n";
    client.send(client_frame(1, text));
    for (int i = 0; i < answers; ++i) transcript_ += "< " + client.receive_text() + "\n";
  }

  std::unique_ptr<Stream> stream_;
  std::string transcript_;
};

TEST_F(TranscriptTest, TheDocumentShowsWhatTheServiceSays) {
  WebSocketClient client(port_);
  ASSERT_TRUE(client.accepted());
  say(client, R"({"type":"hello","name":"ivr-1","known_dials":[]})", 1);
  say(client, R"({"type":"event","event":{"event_id":"1","type":"call.queued","call_id":"c1","queue":"support"}})", 1);
  say(client, R"({"type":"ask","id":"a","call_id":"c1"})", 1);
  on_loop([this] {
    domain::Acceptance wish;
    wish.queue = "support";
    wish.idempotency_key = "k";
    wish.call_id = "c1";
    backend_->request_callback(backend_->keys.at("tw_all_secret"), wish, "+15550100001", [](const auto&) {});
    return 0;
  });
  say(client, R"({"type":"event","event":{"event_id":"2","type":"call.left","call_id":"c1","reason":"withdrawn"}})", 1);
  say(client,
      R"({"type":"event","event":{"event_id":"3","type":"agent.state","agent":"anna","state":"available","queues":["support"]}})",
      2);
  say(client, R"({"type":"dial_outcome","dial_id":"dial2","outcome":"ringing"})", 1);
  say(client, R"({"type":"dial_outcome","dial_id":"dial2","outcome":"accepted"})", 1);
  say(client,
      R"({"type":"event","event":{"event_id":"4","type":"call.queued","call_id":"leg","queue":"support","callback_id":"cb1"}})",
      1);
  say(client, R"({"type":"dial_outcome","dial_id":"dial2","outcome":"busy"})", 1);
  std::ifstream file(TRUEWAIT_SOURCE_DIR "/docs/protocol.md");
  std::stringstream document;
  document << file.rdbuf();
  EXPECT_NE(document.str().find("```\n" + transcript_ + "```\n"), std::string::npos)
      << "docs/protocol.md should end with:\n"
      << transcript_;
}

}  // namespace
}  // namespace truewait::edge
