// The server's half of RFC 6455 as values: a client's bytes in, messages out; frames to send as strings. No socket and
// no clock. Text only: binary messages are refused, extensions are never agreed on. Memory is held only while a message
// or a control frame is incomplete; in between the state is that of the class, under a hundred bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "edge/utf8_check.hpp"

namespace truewait::edge {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// The codes of RFC 6455 section 7.4.1 and of its registry that the service uses.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  protocol_error = 1002,
  unacceptable = 1003,
  none_given = 1005,  ///< never sent
  not_utf8 = 1007,
  policy = 1008,
  too_large = 1009,
  restart = 1012,
  try_again_later = 1013,
};

/// True for a code that may stand in a close frame.
bool may_be_sent(std::uint16_t code);

class WebSocketReader {
 public:
  enum class Event : std::uint8_t {
    need_more,  ///< all bytes are used up
    text,       ///< payload() is a whole message, valid UTF-8
    ping,       ///< payload() is to be returned
    pong,
    close,   ///< code() and payload(), the reason; nothing after it is read
    failed,  ///< close with code() and payload(), a reason; nothing after it is read
  };

  /// A longer message fails with 1009, as soon as a header announces it.
  explicit WebSocketReader(std::uint32_t message_limit) : limit_(message_limit) {}

  /// Reads on, to the next event, and says in `consumed` how many bytes it took; they are unmasked in place. What
  /// payload() shows lives until the next feed(), and as long as `bytes`: feed until need_more before they go.
  Event feed(std::span<char> bytes, std::size_t& consumed);

  std::string_view payload() const { return payload_; }
  std::uint16_t code() const { return code_; }
  /// True between messages, when no memory is held.
  bool idle() const { return !partial_; }

 private:
  /// Bytes that came in earlier feeds.
  struct Partial {
    std::string message, control;
  };

  void forget_delivered();
  Partial& partial();
  std::size_t header_size() const;
  bool read_header(std::span<char> bytes, std::size_t& consumed);
  void check_start();
  void check_length();
  void unmask(std::span<char> bytes);
  bool control() const { return opcode_ >= static_cast<std::uint8_t>(Opcode::close); }
  void take_control(std::string_view piece);
  void take_text(std::string_view piece);
  Event finish_frame();
  Event finish_close();
  void fail(CloseCode code, std::string_view reason);

  std::unique_ptr<Partial> partial_;
  std::string_view payload_;
  std::uint64_t left_ = 0;  ///< of the frame's payload
  const std::uint32_t limit_;
  std::uint32_t message_size_ = 0;  ///< payload announced by the message's frames so far
  std::array<unsigned char, 4> mask_{};
  std::array<unsigned char, 14> header_{};
  std::uint16_t code_ = 0;
  std::uint8_t header_have_ = 0, opcode_ = 0;
  Utf8Check utf8_;
  bool final_ = false, in_payload_ = false, in_message_ = false, delivered_ = false, over_ = false;
};
static_assert(sizeof(WebSocketReader) <= 100);

/// Appends one unmasked, final frame. Control frames take at most 125 bytes.
void append_frame(std::string& out, Opcode opcode, std::string_view payload);

/// A text frame that many connections can send.
std::shared_ptr<const std::string> text_frame(std::string_view text);

/// `reason` is cut to what a control frame holds, at a character's end.
std::string close_frame(std::uint16_t code, std::string_view reason);

}  // namespace truewait::edge
