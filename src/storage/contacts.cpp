#include "storage/contacts.hpp"

namespace truewait::storage {

Contacts::Contacts(Connection& connection)
    : connection_(connection),
      upsert_(connection,
              "INSERT INTO contacts(site, customer, number, seen_ms) VALUES(?, ?, ?, ?)"
              " ON CONFLICT(site, customer) DO UPDATE"
              " SET number = excluded.number, seen_ms = max(seen_ms, excluded.seen_ms)"),
      select_(connection, "SELECT number FROM contacts WHERE site = ? AND customer = ?"),
      erase_(connection, "DELETE FROM contacts WHERE site = ? AND customer = ?"),
      purge_(connection, "DELETE FROM contacts WHERE seen_ms < ?") {}

Result<void> Contacts::put(const std::vector<Contact>& contacts) {
  for (const Contact& c : contacts) {
    const auto added =
        upsert_.bind(std::string_view(c.site), std::string_view(c.customer), std::string_view(c.number), c.seen_ms)
            .run();
    if (!added) return added.error();
  }
  return {};
}

Result<std::optional<std::string>> Contacts::number_of(std::string_view site, std::string_view customer) {
  Rows rows(select_.bind(site, customer));
  const auto row = rows.next();
  if (!row) return row.error();
  if (!*row) return std::optional<std::string>{};
  return std::optional<std::string>(rows->text(0));
}

Result<std::size_t> Contacts::remove(Statement& bound) {
  Transaction transaction(connection_);
  if (const auto begun = transaction.begin(); !begun) return begun.error();
  const auto removed = bound.run();
  if (!removed) return removed.error();
  if (*removed == 0) return removed;
  if (const auto committed = transaction.commit(); !committed) return committed.error();
  if (const auto emptied = connection_.checkpoint(true); !emptied) return emptied.error();
  return removed;
}

Result<bool> Contacts::erase(std::string_view site, std::string_view customer) {
  const auto removed = remove(erase_.bind(site, customer));
  if (!removed) return {boost::system::in_place_error, removed.error()};
  return *removed > 0;
}

Result<std::size_t> Contacts::purge(std::int64_t seen_before_ms) {
  return remove(purge_.bind(seen_before_ms));
}

}  // namespace truewait::storage
