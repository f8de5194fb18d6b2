#include "edge/websocket_codec.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace truewait::edge {
namespace {

constexpr std::size_t most_control = 125;
constexpr unsigned final_bit = 0x80, reserved_bits = 0x70, mask_bit = 0x80;
constexpr unsigned two_byte_length = 126, eight_byte_length = 127;

std::uint64_t big_endian(const unsigned char* at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | at[i];
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

}  // namespace

bool may_be_sent(std::uint16_t code) {
  if (code >= 3000 && code <= 4999) return true;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

WebSocketReader::Event WebSocketReader::feed(std::span<char> bytes, std::size_t& consumed) {
  forget_delivered();
  consumed = 0;
  while (!over_) {
    if (!in_payload_ && !read_header(bytes, consumed)) return over_ ? Event::failed : Event::need_more;
    const std::size_t size = std::min<std::uint64_t>(left_, bytes.size() - consumed);
    const std::span<char> piece = bytes.subspan(consumed, size);
    consumed += size;
    left_ -= size;
    unmask(piece);
    const std::string_view text(piece.data(), piece.size());
    control() ? take_control(text) : take_text(text);
    if (over_) return Event::failed;
    if (left_ > 0) return Event::need_more;
    const Event event = finish_frame();
    if (event != Event::need_more) return event;
  }
  consumed = bytes.size();
  return Event::need_more;
}

void WebSocketReader::forget_delivered() {
  payload_ = {};
  if (!std::exchange(delivered_, false) || !partial_) return;
  partial_->control.clear();
  if (!in_message_) partial_.reset();
}

WebSocketReader::Partial& WebSocketReader::partial() {
  if (!partial_) partial_ = std::make_unique<Partial>();
  return *partial_;
}

std::size_t WebSocketReader::header_size() const {
  if (header_have_ < 2) return 2;
  const unsigned length = header_[1] & ~mask_bit;
  return 2 + (length == eight_byte_length ? 8U : length == two_byte_length ? 2U : 0U) + mask_.size();
}

/// False: incomplete, or wrong.
bool WebSocketReader::read_header(std::span<char> bytes, std::size_t& consumed) {
  while (header_have_ < header_size()) {
    if (consumed == bytes.size()) return false;
    header_[header_have_++] = static_cast<unsigned char>(bytes[consumed++]);
    if (header_have_ == 2) check_start();
    if (over_) return false;
  }
  const std::size_t mask_at = header_size() - mask_.size();
  std::copy_n(header_.begin() + static_cast<std::ptrdiff_t>(mask_at), mask_.size(), mask_.begin());
  left_ = mask_at == 2 ? header_[1] & ~mask_bit : big_endian(&header_[2], mask_at - 2);
  check_length();
  header_have_ = 0;
  in_payload_ = true;
  return !over_;
}

/// All that the first two bytes can be wrong in.
void WebSocketReader::check_start() {
  opcode_ = header_[0] & 0x0F;
  final_ = (header_[0] & final_bit) != 0;
  const bool masked = (header_[1] & mask_bit) != 0;
  const bool known = opcode_ <= 2 || (opcode_ >= 8 && opcode_ <= 10);
  if ((header_[0] & reserved_bits) != 0) return fail(CloseCode::protocol_error, "a reserved bit is set");
  if (!known) return fail(CloseCode::protocol_error, "an opcode that is not defined");
  if (!masked) return fail(CloseCode::protocol_error, "a frame without a mask");
  if (control()) {
    if (!final_) return fail(CloseCode::protocol_error, "a control frame in fragments");
    if ((header_[1] & ~mask_bit) > most_control) return fail(CloseCode::protocol_error, "a long control frame");
    return;
  }
  if (opcode_ == static_cast<std::uint8_t>(Opcode::continuation)) {
    if (!in_message_) fail(CloseCode::protocol_error, "a continuation of nothing");
    return;
  }
  if (in_message_) return fail(CloseCode::protocol_error, "a message inside another");
  if (opcode_ == static_cast<std::uint8_t>(Opcode::binary)) fail(CloseCode::unacceptable, "send text");
}

void WebSocketReader::check_length() {
  const unsigned announced = header_[1] & ~mask_bit;
  const bool longer_than_needed =
      (announced == two_byte_length && left_ < two_byte_length) || (announced == eight_byte_length && left_ <= 0xFFFF);
  if (longer_than_needed || left_ >> 63 != 0) return fail(CloseCode::protocol_error, "a length in a wrong form");
  if (control()) return;
  if (left_ > limit_ - message_size_) return fail(CloseCode::too_large, "the message is too long");
  message_size_ += static_cast<std::uint32_t>(left_);
}

void WebSocketReader::unmask(std::span<char> bytes) {
  std::uint64_t key = 0;
  std::memcpy(&key, mask_.data(), 4);
  std::memcpy(reinterpret_cast<char*>(&key) + 4, mask_.data(), 4);
  char* at = bytes.data();
  std::size_t rest = bytes.size();
  for (; rest >= 8; rest -= 8, at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, 8);
    eight ^= key;
    std::memcpy(at, &eight, 8);
  }
  for (std::size_t i = 0; i < rest; ++i) at[i] = static_cast<char>(at[i] ^ static_cast<char>(mask_[i % 4]));
  // What comes in a later piece goes on where this one ends.
  std::rotate(mask_.begin(), mask_.begin() + static_cast<std::ptrdiff_t>(rest % 4), mask_.end());
}

void WebSocketReader::take_control(std::string_view piece) {
  const bool begun = partial_ && !partial_->control.empty();
  if (left_ == 0 && !begun) {
    payload_ = piece;
  } else {
    payload_ = partial().control.append(piece);
  }
}

void WebSocketReader::take_text(std::string_view piece) {
  if (!utf8_.feed(piece)) return fail(CloseCode::not_utf8, "the text is not UTF-8");
  const bool begun = partial_ && !partial_->message.empty();
  if (left_ == 0 && final_ && !begun) {
    payload_ = piece;
  } else if (!piece.empty()) {
    payload_ = partial().message.append(piece);
  } else if (begun) {
    payload_ = partial_->message;
  }
  if (left_ == 0 && final_ && !utf8_.complete()) fail(CloseCode::not_utf8, "the text ends inside a character");
}

WebSocketReader::Event WebSocketReader::finish_frame() {
  in_payload_ = false;
  if (control()) {
    delivered_ = true;
    if (opcode_ == static_cast<std::uint8_t>(Opcode::close)) return finish_close();
    return opcode_ == static_cast<std::uint8_t>(Opcode::ping) ? Event::ping : Event::pong;
  }
  in_message_ = !final_;
  if (!final_) return Event::need_more;
  message_size_ = 0;
  delivered_ = true;
  return Event::text;
}

WebSocketReader::Event WebSocketReader::finish_close() {
  if (payload_.size() == 1) {
    fail(CloseCode::protocol_error, "a close code of one byte");
    return Event::failed;
  }
  code_ = static_cast<std::uint16_t>(CloseCode::none_given);
  if (!payload_.empty()) {
    code_ = static_cast<std::uint16_t>(big_endian(reinterpret_cast<const unsigned char*>(payload_.data()), 2));
    payload_.remove_prefix(2);
    if (!may_be_sent(code_)) fail(CloseCode::protocol_error, "a close code that may not be sent");
    Utf8Check reason;
    if (!over_ && !(reason.feed(payload_) && reason.complete())) fail(CloseCode::not_utf8, "the reason is not UTF-8");
  }
  if (over_) return Event::failed;
  over_ = true;
  in_message_ = false;
  return Event::close;
}

void WebSocketReader::fail(CloseCode code, std::string_view reason) {
  code_ = static_cast<std::uint16_t>(code);
  payload_ = reason;
  partial_.reset();
  over_ = true;
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  out += static_cast<char>(final_bit | static_cast<unsigned>(opcode));
  if (payload.size() < two_byte_length) {
    out += static_cast<char>(payload.size());
  } else if (payload.size() <= 0xFFFF) {
    out += static_cast<char>(two_byte_length);
    append_big_endian(out, payload.size(), 2);
  } else {
    out += static_cast<char>(eight_byte_length);
    append_big_endian(out, payload.size(), 8);
  }
  out += payload;
}

std::shared_ptr<const std::string> text_frame(std::string_view text) {
  auto frame = std::make_shared<std::string>();
  frame->reserve(text.size() + 10);
  append_frame(*frame, Opcode::text, text);
  return frame;
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
  std::size_t size = std::min(reason.size(), most_control - 2);
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(reason[at]) & 0xC0) == 0x80; };
  while (size > 0 && size < reason.size() && continues(size)) --size;
  std::string payload;
  append_big_endian(payload, code, 2);
  payload += reason.substr(0, size);
  std::string frame;
  append_frame(frame, Opcode::close, payload);
  return frame;
}

}  // namespace truewait::edge
