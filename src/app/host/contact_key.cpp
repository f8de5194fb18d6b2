#include "app/host/contact_key.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace truewait::app {

namespace {

/// RFC 4648 section 5, without padding.
std::string base64url(const unsigned char* bytes, std::size_t size) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  out.reserve((size * 4 + 2) / 3);
  unsigned held = 0;
  int bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    held = (held << 8 | bytes[i]) & 0xffffu;
    for (bits += 8; bits >= 6; bits -= 6) out += digits[held >> (bits - 6) & 63];
  }
  if (bits > 0) out += digits[held << (6 - bits) & 63];
  return out;
}

}  // namespace

std::string ContactKey::customer_of(std::string_view number) const {
  const std::string named = "tel:" + std::string(number);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (!HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
            reinterpret_cast<const unsigned char*>(named.data()), named.size(), mac.data(), &size)) {
    std::fputs("truewait: HMAC-SHA256 is not available in this OpenSSL\n", stderr);
    std::abort();  // an event without its customer id would be a wrong fact for ever
  }
  return base64url(mac.data(), size);
}

std::string ContactKey::fresh_secret() {
  std::string secret(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()), static_cast<int>(secret.size())) != 1) {
    throw std::runtime_error("the system gives no random bytes");
  }
  return secret;
}

}  // namespace truewait::app
