// Values as bytes and back, one description of a type's fields for both directions: `fields(archive, value)` as a free
// function, or a member `fields(archive)`. Integers are variable-length, doubles eight little-endian bytes, so that
// equal values give equal bytes. An enumeration says how many values it has: `enumerators(value)`. Reading never trusts
// a length it has not checked against what is left.
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace truewait::domain {

template <class T, class Archive>
concept HasMemberFields = requires(T& v, Archive& a) {
  v.fields(a);
};

class ByteWriter {
 public:
  static constexpr bool reading = false;

  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  std::string take() { return std::move(bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t v) {
    for (; v >= 0x80; v >>= 7) bytes_.push_back(static_cast<char>(v | 0x80));
    bytes_.push_back(static_cast<char>(v));
  }
  template <std::unsigned_integral T>
  void put(T v) {
    varint(v);
  }
  template <std::signed_integral T>
  void put(T v) {
    const auto wide = static_cast<std::int64_t>(v);
    varint((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
  }
  void put(double v) {
    const auto bits = std::bit_cast<std::uint64_t>(v);
    char raw[8];
    std::memcpy(raw, &bits, 8);
    bytes_.append(raw, 8);
  }
  void put(const std::string& v) {
    varint(v.size());
    bytes_.append(v);
  }
  template <class T>
  requires std::is_enum_v<T>
  void put(T v) { put(static_cast<std::underlying_type_t<T>>(v)); }
  template <class R, class P>
  void put(std::chrono::duration<R, P> v) {
    put(static_cast<std::int64_t>(v.count()));
  }
  template <class C, class D>
  void put(std::chrono::time_point<C, D> v) {
    put(v.time_since_epoch());
  }
  template <class T>
  void put(const std::optional<T>& v) {
    put(v.has_value());
    if (v) put(*v);
  }
  template <class T>
  void put(const std::vector<T>& v) {
    varint(v.size());
    for (const auto& each : v) put(each);
  }
  template <class T, std::size_t N>
  void put(const std::array<T, N>& v) {
    for (const auto& each : v) put(each);
  }
  template <class K, class V>
  void put(const std::map<K, V>& v) {
    varint(v.size());
    for (const auto& [key, value] : v) {
      put(key);
      put(value);
    }
  }
  template <class A, class B>
  void put(const std::pair<A, B>& v) {
    put(v.first);
    put(v.second);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(const T& v) {
    // The one description of the fields serves both directions, so it takes a mutable value; writing changes nothing.
    auto& value = const_cast<T&>(v);
    if constexpr (HasMemberFields<T, ByteWriter>) {
      value.fields(*this);
    } else {
      fields(*this, value);
    }
  }

  std::string bytes_;
};

class ByteReader {
 public:
  static constexpr bool reading = true;

  static constexpr std::uint8_t newest = 3;
  /// `format` of a fact as it was written; fields that came with a later one are absent.
  explicit ByteReader(std::string_view bytes, std::uint8_t format = newest) : rest_(bytes), format_(format) {}
  std::uint8_t format() const { return format_; }

  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  /// False once anything did not fit; what was read since is meaningless.
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  void fail() { ok_ = false; }

 private:
  std::uint64_t varint() {
    std::uint64_t v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      v |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return v;
    }
    fail();
    return 0;
  }
  std::size_t length() {
    const auto n = varint();
    if (n <= rest_.size()) return static_cast<std::size_t>(n);
    fail();
    return 0;
  }
  template <std::unsigned_integral T>
  void get(T& v) {
    v = static_cast<T>(varint());
  }
  template <std::signed_integral T>
  void get(T& v) {
    const auto raw = varint();
    v = static_cast<T>(static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1));
  }
  void get(double& v) {
    if (rest_.size() < 8) return fail();
    std::uint64_t bits = 0;
    std::memcpy(&bits, rest_.data(), 8);
    rest_.remove_prefix(8);
    v = std::bit_cast<double>(bits);
  }
  void get(std::string& v) {
    const auto n = length();
    v.assign(rest_.substr(0, n));
    rest_.remove_prefix(n);
  }
  template <class T>
  requires std::is_enum_v<T>
  void get(T& v) {
    std::underlying_type_t<T> raw{};
    get(raw);
    if (raw >= enumerators(v)) return fail();
    v = static_cast<T>(raw);
  }
  template <class R, class P>
  void get(std::chrono::duration<R, P>& v) {
    std::int64_t count = 0;
    get(count);
    v = std::chrono::duration<R, P>{static_cast<R>(count)};
  }
  template <class C, class D>
  void get(std::chrono::time_point<C, D>& v) {
    D since{};
    get(since);
    v = std::chrono::time_point<C, D>{since};
  }
  template <class T>
  void get(std::optional<T>& v) {
    bool has = false;
    get(has);
    v.reset();
    if (has) get(v.emplace());
  }
  template <class T>
  void get(std::vector<T>& v) {
    const auto n = length();
    v.clear();
    v.reserve(n);
    for (std::size_t i = 0; i < n && ok_; ++i) get(v.emplace_back());
  }
  template <class T, std::size_t N>
  void get(std::array<T, N>& v) {
    for (auto& each : v) get(each);
  }
  template <class K, class V>
  void get(std::map<K, V>& v) {
    const auto n = length();
    v.clear();
    for (std::size_t i = 0; i < n && ok_; ++i) {
      std::pair<K, V> entry;
      get(entry.first);
      get(entry.second);
      v.insert(v.end(), std::move(entry));
    }
  }
  template <class A, class B>
  void get(std::pair<A, B>& v) {
    get(v.first);
    get(v.second);
  }
  template <class T>
  requires std::is_class_v<T>
  void get(T& v) {
    if constexpr (HasMemberFields<T, ByteReader>) {
      v.fields(*this);
    } else {
      fields(*this, v);
    }
  }

  std::string_view rest_;
  std::uint8_t format_;
  bool ok_ = true;
};

}  // namespace truewait::domain
