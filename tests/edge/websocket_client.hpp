// A blocking WebSocket client for tests: sends exactly the bytes it is given, reads a server's frames strictly.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "edge/client.hpp"
#include "edge/websocket_codec.hpp"
#include "edge/websocket_frames.hpp"

namespace truewait::edge {

struct ServerFrame {
  Opcode opcode = Opcode::text;
  std::string payload;
  /// Of a close frame; 0 without one.
  unsigned code() const {
    if (opcode != Opcode::close || payload.size() < 2) return 0;
    return static_cast<unsigned>(static_cast<unsigned char>(payload[0])) << 8 | static_cast<unsigned char>(payload[1]);
  }
};

/// An upgrade that is to be accepted; `more` is further header lines.
inline std::string upgrade_request(std::string_view more = "", std::string_view key = "tw_all_secret") {
  std::string out =
      "GET /v1/stream HTTP/1.1\r\nHost: truewait.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Protocol: truewait.v1+json\r\n";
  if (!key.empty()) out.append("Authorization: Bearer ").append(key).append("\r\n");
  return out.append(more).append("\r\n");
}

class WebSocketClient {
 public:
  /// Connects and asks for the upgrade; accepted() says how that went.
  explicit WebSocketClient(std::uint16_t port, std::string_view behind = "")
      : WebSocketClient(std::make_unique<Client>(port), behind) {}
  explicit WebSocketClient(std::unique_ptr<Client> client, std::string_view behind = "") : client_(std::move(client)) {
    client_->send(upgrade_request().append(behind));
    const auto response = client_->receive(false);
    accepted_ = response && response->status == 101;
  }

  bool accepted() const { return accepted_; }
  bool send(std::string_view bytes) { return client_->send(bytes); }

  /// The next frame; nothing when the connection ends, is silent, or sends what a server must not.
  std::optional<ServerFrame> receive() {
    const auto head = client_->take(2);
    if (!head) return std::nullopt;
    const auto first = static_cast<unsigned char>((*head)[0]), second = static_cast<unsigned char>((*head)[1]);
    if ((first & 0x70) != 0 || (first & 0x80) == 0 || second > 127) return std::nullopt;
    const auto extended = client_->take(second == 127 ? 8 : second == 126 ? 2 : 0);
    if (!extended) return std::nullopt;
    std::size_t size = second < 126 ? second : 0;
    for (const char c : *extended) size = size << 8 | static_cast<unsigned char>(c);
    auto payload = client_->take(size);
    if (!payload) return std::nullopt;
    return ServerFrame{static_cast<Opcode>(first & 0x0F), std::move(*payload)};
  }
  /// The payload of the next text frame; whatever else comes instead is told in words.
  std::string receive_text() {
    const auto frame = receive();
    if (!frame) return "<end>";
    return frame->opcode == Opcode::text ? frame->payload : "<" + std::to_string(frame->code()) + ">";
  }
  /// The code of the close frame that comes next; 0 when something else does.
  unsigned receive_close() {
    const auto frame = receive();
    return frame ? frame->code() : 0;
  }
  bool closed_by_server() { return client_->closed_by_server(); }
  void disconnect() { client_->close(); }
  void shut_down_sending() { client_->shut_down_sending(); }
  std::string rest() { return client_->rest(); }

 private:
  std::unique_ptr<Client> client_;
  bool accepted_ = false;
};

}  // namespace truewait::edge
