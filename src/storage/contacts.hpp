// Customers' numbers, the only place they are kept. What is erased is overwritten in the file.
#pragma once

#include "storage/statement.hpp"

namespace truewait::storage {

class Contacts {
 public:
  explicit Contacts(Connection& connection);

  /// Within the caller's transaction. A contact seen again has its newest number; seen_ms never goes back.
  Result<void> put(const std::vector<Contact>& contacts);
  Result<std::optional<std::string>> number_of(std::string_view site, std::string_view customer);
  /// Each a transaction of its own; followed by emptying the log, which holds copies of the pages.
  Result<bool> erase(std::string_view site, std::string_view customer);
  Result<std::size_t> purge(std::int64_t seen_before_ms);

 private:
  Result<std::size_t> remove(Statement& bound);

  Connection& connection_;
  Statement upsert_, select_, erase_, purge_;
};

}  // namespace truewait::storage
