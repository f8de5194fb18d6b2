// Says whether bytes are UTF-8 (RFC 3629), piece by piece: a character may lie across pieces. Surrogates, overlong
// forms and code points above U+10FFFF are refused at the first byte that shows them. Keeps no bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace truewait::edge {

class Utf8Check {
 public:
  /// False: no continuation can make this UTF-8. The check is then of no further use.
  bool feed(std::string_view bytes);
  /// True when no character is left half way.
  bool complete() const { return need_ == 0; }

 private:
  bool begin(unsigned char lead);

  std::uint8_t need_ = 0;                  ///< bytes of the character still to come
  std::uint8_t low_ = 0x80, high_ = 0xBF;  ///< what the next of them may be
};

}  // namespace truewait::edge
