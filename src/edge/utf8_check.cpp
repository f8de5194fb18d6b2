#include "edge/utf8_check.hpp"

#include <cstring>

namespace truewait::edge {

bool Utf8Check::feed(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    if (need_ > 0) {
      const auto next = static_cast<unsigned char>(*at++);
      if (next < low_ || next > high_) return false;
      low_ = 0x80;
      high_ = 0xBF;
      --need_;
      continue;
    }
    for (std::uint64_t eight = 0; end - at >= 8; at += 8) {  // most text is ASCII
      std::memcpy(&eight, at, 8);
      if ((eight & 0x8080808080808080U) != 0) break;
    }
    if (at != end && !begin(static_cast<unsigned char>(*at++))) return false;
  }
  return true;
}

bool Utf8Check::begin(unsigned char lead) {
  if (lead < 0x80) return true;
  if (lead < 0xC2 || lead > 0xF4) return false;
  need_ = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (lead == 0xE0) low_ = 0xA0;
  if (lead == 0xED) high_ = 0x9F;
  if (lead == 0xF0) low_ = 0x90;
  if (lead == 0xF4) high_ = 0x8F;
  return true;
}

}  // namespace truewait::edge
