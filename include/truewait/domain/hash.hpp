// FNV-1a over bytes with a final mix, 64 bit: stable across builds, machines and releases, because it is journaled.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace truewait::domain {

/// Parts are separated, so that ("ab", "c") and ("a", "bc") differ.
inline std::uint64_t stable_hash(std::initializer_list<std::string_view> parts) {
  std::uint64_t h = 14695981039346656037ULL;
  const auto mix = [&h](unsigned char byte) { h = (h ^ byte) * 1099511628211ULL; };
  for (const auto part : parts) {
    for (const char c : part) mix(static_cast<unsigned char>(c));
    mix(0xff);
  }
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 32);
}

}  // namespace truewait::domain
