// Facts as bytes for the journal, compact and stable across releases: a format byte, the kind, the fields in order.
// Knows no file and no database.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

/// The body of a fact as bytes; shard, seq and now are columns of their own beside it.
std::string encode(const FactBody& body);

/// Nothing when the bytes are not a fact of a format this release reads: damaged, or written by a newer one.
std::optional<FactBody> decode(std::string_view bytes);

/// The kind in words, for people ("call_queued").
std::string_view fact_name(const FactBody& body);

}  // namespace truewait::domain
