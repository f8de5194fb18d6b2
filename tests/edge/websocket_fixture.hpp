// A server whose WebSocket conversations echo, and obey a few orders.
#pragma once

#include <algorithm>

#include "edge/fixture.hpp"
#include "edge/websocket_client.hpp"
#include "truewait/edge/websocket.hpp"

namespace truewait::edge {

/// What the echoes of one server have seen. Loop thread only.
struct Echoes {
  std::vector<WebSocketPeer*> peers;
  std::vector<std::string> sources, messages;
  int opened = 0, closed = 0, sweeps = 0;
};

class Echo : public WebSocketSink {
 public:
  Echo(Echoes& all, const Access& who, WebSocketPeer& peer) : all_(all), peer_(peer) {
    all_.sources.push_back(who.source);
  }
  void on_open() override {
    ++all_.opened;
    all_.peers.push_back(&peer_);
  }
  void on_message(std::string_view message) override {
    all_.messages.emplace_back(message);
    if (message == "close twice") {
      peer_.close(4001, "as asked");
      peer_.close(4002, "too late");
      return peer_.send(text_frame("never seen"));
    }
    peer_.send(text_frame(message));
  }
  void on_sweep(std::int64_t) override { ++all_.sweeps; }
  void on_closed() override {
    ++all_.closed;
    all_.peers.erase(std::find(all_.peers.begin(), all_.peers.end(), &peer_));
  }

 private:
  Echoes& all_;
  WebSocketPeer& peer_;
};

class WebSocketTest : public ServerTest {
 protected:
  void TearDown() override {
    stop_loop();
    EXPECT_EQ(echoes_.opened, echoes_.closed) << "each conversation is ended once";
  }
  void configure(ServerOptions& options) override {
    options.allowed_origins = {"https://board.example"};
    options.stream = [this](const Access& who, WebSocketPeer& peer) {
      return std::make_unique<Echo>(echoes_, who, peer);
    };
  }
  int closed() {
    return on_loop([this] { return echoes_.closed; });
  }
  /// Sends a text to every client in one turn of the loop.
  void send_to_all(const std::string& text) {
    on_loop([this, &text] {
      const auto frame = text_frame(text);
      for (WebSocketPeer* peer : echoes_.peers) peer->send(frame);
      return 0;
    });
  }

  Echoes echoes_;
};

}  // namespace truewait::edge
