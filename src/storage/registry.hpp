// The small tables: shards and their numbers, bearer keys, the secret under which customers are keyed.
#pragma once

#include "storage/statement.hpp"

namespace truewait::storage {

class Shards {
 public:
  explicit Shards(Connection& connection);
  Result<std::uint32_t> number(std::string_view site, std::string_view group);
  Result<std::vector<Shard>> all();

 private:
  Result<std::optional<std::uint32_t>> find(std::string_view site, std::string_view group);

  Statement find_, insert_, all_;
};

class Keys {
 public:
  explicit Keys(Connection& connection);
  /// StoreError::exists when the id is taken.
  Result<void> put(const Key& key);
  Result<std::vector<Key>> all();
  /// False when there is no such key or it was revoked before.
  Result<bool> revoke(std::string_view id, std::int64_t now_ms);

 private:
  Statement insert_, all_, revoke_;
};

class Secrets {
 public:
  explicit Secrets(Connection& connection);
  Result<std::string> contact(std::string_view fresh);

 private:
  Result<std::string> find();

  Statement find_, insert_;
};

}  // namespace truewait::storage
