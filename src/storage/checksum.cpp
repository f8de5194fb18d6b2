#include "storage/checksum.hpp"

#include <openssl/evp.h>

#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace truewait::storage {
namespace {

static_assert(std::endian::native == std::endian::little, "checksums are kept as read on a little-endian machine");

// Each step is a bijection of the state for a given word and of the word for a given state: a change of one word can
// be lost only when the 64 bits of the state are folded to 32.
std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
  state = (state ^ word) * 0x9e3779b97f4a7c15U;  // 2^64 divided by the golden ratio, odd
  return state ^ (state >> 32);
}

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

std::uint32_t fact_checksum(std::uint32_t shard, std::uint64_t seq, std::int64_t now_ms, std::string_view body) {
  std::uint64_t state = mix(mix(mix(mix(0, shard), seq), static_cast<std::uint64_t>(now_ms)), body.size());
  while (!body.empty()) {
    std::uint64_t word = 0;
    const std::size_t n = std::min(body.size(), sizeof word);
    std::memcpy(&word, body.data(), n);
    state = mix(state, word);
    body.remove_prefix(n);
  }
  return static_cast<std::uint32_t>(mix(state, 0));
}

std::string snapshot_checksum(const Snapshot& snapshot) {
  const std::array<std::uint64_t, 3> head{snapshot.shard, snapshot.seq, static_cast<std::uint64_t>(snapshot.now_ms)};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), head.data(), sizeof head) != 1 ||
      EVP_DigestUpdate(context.get(), snapshot.body.data(), snapshot.body.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
    std::fputs("storage: SHA-256 is not available\n", stderr);
    std::abort();
  }
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace truewait::storage
