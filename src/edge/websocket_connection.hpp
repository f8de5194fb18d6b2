// One WebSocket client, from the accepted upgrade to the end: frames in, frames out, pings, the close handshake. Driven
// by callbacks: at rest there is one wait for the socket and no buffer. Input is read into the server's; a frame is
// written straight to the socket, and kept (shared, not copied) only while the client will not take it.
#pragma once

#include <deque>

#include "edge/open_connection.hpp"
#include "edge/tls_session.hpp"
#include "edge/websocket_codec.hpp"
#include "truewait/edge/websocket.hpp"

namespace truewait::edge {

class WebSocketConnection final : public OpenConnection,
                                  public WebSocketPeer,
                                  public std::enable_shared_from_this<WebSocketConnection> {
 public:
  /// Takes over from the HTTP connection once 101 is sent. `early` is what the client sent behind its request.
  static void start(std::shared_ptr<Shared> shared, Socket socket, std::unique_ptr<TlsSession> tls, const Access& who,
                    std::string early);
  WebSocketConnection(std::shared_ptr<Shared> shared, Socket socket, std::unique_ptr<TlsSession> tls);

  void send(std::shared_ptr<const std::string> frame) override;
  void close(std::uint16_t code, std::string_view reason) override;
  std::size_t unsent_bytes() const override { return unsent_ ? unsent_->bytes : 0; }

  void sweep(std::int64_t now_ns) override;
  void drain() override;
  void abandon() override;

 private:
  /// Frames the socket would not take; the first may be sent in part. Under TLS the first `sealed` of them are records,
  /// which cannot be taken back: the client would miss their numbers.
  struct Unsent {
    std::deque<std::shared_ptr<const std::string>> frames;
    std::size_t bytes = 0, sent_of_first = 0, sealed = 0;

    void add_sealed(std::string records);
    void drop_whole_frames();
    void remove(std::size_t sent);
  };

  void wait_for_input();
  void read();
  void take(std::span<char> bytes);
  void handle(WebSocketReader::Event event);
  void answer_close();
  void push(std::shared_ptr<const std::string> frame);
  void send_sealed(std::string records);
  void seal_first();
  void wait_to_send();
  void send_rest();
  void all_sent();
  void shut();
  void end();

  Socket socket_;
  std::unique_ptr<TlsSession> tls_;  ///< none in the clear
  std::unique_ptr<WebSocketSink> sink_;
  std::unique_ptr<Unsent> unsent_;
  WebSocketReader reader_;
  std::int64_t deadline_ns_;    ///< of the next ping, of its answer, or of the close handshake
  bool heard_ = false;          ///< something came since the last sweep
  bool pinged_ = false;         ///< and nothing came since
  bool closing_ = false;        ///< our close frame is sent, or in line
  bool client_closed_ = false;  ///< its close frame came
  bool client_wrong_ = false;   ///< what it sent could not be read: its close frame will not be either
};

static_assert(sizeof(WebSocketConnection) <= 256);

}  // namespace truewait::edge
