// Facts of the domain as records of the store, and back. Knows no database and decides nothing.
#pragma once

#include <optional>

#include "truewait/domain/fact.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

storage::Record to_record(const domain::Fact& fact);
/// Nothing when the body is damaged or of a newer release.
std::optional<domain::Fact> to_fact(const storage::Record& record);

constexpr std::int64_t to_ms(domain::Instant t) {
  return t.time_since_epoch().count();
}
constexpr domain::Instant from_ms(std::int64_t ms) {
  return domain::Instant(domain::Duration(ms));
}

}  // namespace truewait::app
