#include "app/host/fresh_id.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace truewait::app {

std::string fresh_id(std::string_view prefix) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    std::fputs("truewait: the system gives no random bytes\n", stderr);
    std::abort();  // an id that can be guessed gives away somebody's callback
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string id(prefix);
  for (const unsigned char byte : bytes) {
    id += digits[byte >> 4];
    id += digits[byte & 15];
  }
  return id;
}

}  // namespace truewait::app
