// A WebSocket conversation as what runs on top of it sees it: whole text messages in, ready-made frames out. The edge
// keeps the rules of RFC 6455, the limits, the pings and the close handshake; nobody here knows what a message means.
// Everything is called on the loop thread. Nothing blocks, and nothing is called back from inside a call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace truewait::edge {

struct Access;

/// One connected client, to send to. Lives until its sink's on_closed() has returned.
class WebSocketPeer {
 public:
  /// `frame` is bytes as they go on the wire, shared by all who are sent the same; ignored once the conversation ends.
  /// Whoever lets more than ServerLimits::websocket_unsent_bytes gather is closed with 1013.
  virtual void send(std::shared_ptr<const std::string> frame) = 0;
  /// Begins the close handshake; no message is handed on any more. `code` is one that may be sent.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  /// What the client has not taken yet, the system's own buffers aside.
  virtual std::size_t unsent_bytes() const = 0;

 protected:
  ~WebSocketPeer() = default;
};

/// What a conversation is about; one per connection, owned by it.
class WebSocketSink {
 public:
  virtual ~WebSocketSink() = default;
  /// The client has been told that the conversation stands.
  virtual void on_open() = 0;
  /// `text` is valid UTF-8 and lives during the call.
  virtual void on_message(std::string_view text) = 0;
  /// A few times a second, for deadlines. `now_ns` is ServerOptions::steady_ns.
  virtual void on_sweep(std::int64_t now_ns) { static_cast<void>(now_ns); }
  /// Once, last of all, whoever ended it; never from inside send() or close(), and never after the server is gone.
  virtual void on_closed() = 0;
};

/// Makes the sink of a client whose upgrade was accepted; `who` lives during the call.
using WebSocketFactory = std::function<std::unique_ptr<WebSocketSink>(const Access& who, WebSocketPeer& peer)>;

}  // namespace truewait::edge
