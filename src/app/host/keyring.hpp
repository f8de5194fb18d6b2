// The bearer keys of the store, in memory: who a token belongs to, until it is revoked. Tokens are compared by their
// SHA-256 in constant time and never kept or logged. Reads the store only; loop thread only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "truewait/edge/backend.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

class Keyring {
 public:
  explicit Keyring(storage::Store& store) : store_(store) {}

  /// Reads all keys anew; a revoked one stops working here. False when the store cannot be read: those known stay.
  bool reload();

  /// Nothing when the token is malformed, unknown, wrong or revoked. An unknown id reads the keys anew, at most once a
  /// second: a fresh key works at once, and guesses do not keep the store busy.
  std::optional<edge::Access> find(std::string_view token, std::chrono::nanoseconds steady);

  static constexpr std::chrono::seconds reread_after{1};

 private:
  struct Entry {
    std::string secret_sha256;
    edge::Access access;
  };

  storage::Store& store_;
  std::unordered_map<std::string, Entry> keys_;     ///< live ones by id
  std::chrono::nanoseconds missed_{-reread_after};  ///< when an unknown id last read the keys anew
};

}  // namespace truewait::app
