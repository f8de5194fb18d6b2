// A WebSocket client's frames, well formed or not, and what a reader makes of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "edge/websocket_codec.hpp"

namespace truewait::edge {

/// How a frame departs from a plain one.
struct FrameShape {
  bool final = true;
  unsigned reserved = 0;  ///< 1 to 7: the three bits
  bool masked = true;
  std::string mask = "\x37\xfa\x21\x3d";
  int length_bytes = -1;  ///< 0, 2 or 8 of extended length; -1: the fewest
};

inline std::string masked_text(std::string_view payload, std::string_view mask, std::size_t from = 0) {
  std::string out(payload);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ mask[(from + i) % 4]);
  return out;
}

/// A frame's header that announces `size` bytes of payload.
inline std::string client_header(unsigned opcode, std::uint64_t size, const FrameShape& shape = {}) {
  const int extended = shape.length_bytes >= 0 ? shape.length_bytes : size < 126 ? 0 : size <= 0xFFFF ? 2 : 8;
  std::string out(1, static_cast<char>((shape.final ? 0x80U : 0U) | shape.reserved << 4 | opcode));
  const std::uint64_t first = extended == 0 ? size : extended == 2 ? 126U : 127U;
  out += static_cast<char>((shape.masked ? 0x80U : 0U) | first);
  for (int shift = 8 * (extended - 1); shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
  if (shape.masked) out += shape.mask;
  return out;
}

inline std::string client_frame(unsigned opcode, std::string_view payload, const FrameShape& shape = {}) {
  return client_header(opcode, payload.size(), shape) +
         (shape.masked ? masked_text(payload, shape.mask) : std::string(payload));
}

inline std::string text(std::string_view payload, bool final = true) {
  FrameShape shape;
  shape.final = final;
  return client_frame(1, payload, shape);
}
inline std::string more(std::string_view payload, bool final = true) {
  FrameShape shape;
  shape.final = final;
  return client_frame(0, payload, shape);
}
inline std::string ping(std::string_view payload = "") {
  return client_frame(9, payload);
}
inline std::string pong(std::string_view payload = "") {
  return client_frame(10, payload);
}
inline std::string close_of(unsigned code, std::string_view reason = "") {
  const std::string head{static_cast<char>(code >> 8), static_cast<char>(code)};
  return client_frame(8, head + std::string(reason));
}

/// One word per event: "text(hello) ping() close(1000,bye) failed(1002)".
inline std::string transcript(std::string bytes, std::size_t piece, std::uint32_t limit = 64 * 1024) {
  using Event = WebSocketReader::Event;
  WebSocketReader reader(limit);
  std::string words;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    // A copy of its own per piece: what the reader keeps must not point into bytes that are gone.
    std::string part = bytes.substr(at, piece);
    std::span<char> rest(part);
    for (Event event = Event::ping; event != Event::need_more;) {
      std::size_t consumed = 0;
      event = reader.feed(rest, consumed);
      rest = rest.subspan(consumed);
      if (event == Event::need_more) break;
      if (!words.empty()) words += ' ';
      const std::string payload(reader.payload());
      if (event == Event::text) words += "text(" + payload + ")";
      if (event == Event::ping) words += "ping(" + payload + ")";
      if (event == Event::pong) words += "pong(" + payload + ")";
      if (event == Event::close) words += "close(" + std::to_string(reader.code()) + "," + payload + ")";
      if (event == Event::failed) words += "failed(" + std::to_string(reader.code()) + ")";
    }
    if (!rest.empty()) return "bytes left over";
  }
  return words;
}

}  // namespace truewait::edge
