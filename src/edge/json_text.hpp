// Appends JSON values to a string that the caller reuses. It writes text only; it knows no resource.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/time.hpp"

namespace truewait::edge {

/// Quoted and escaped (RFC 8259 section 7); what is not UTF-8 becomes U+FFFD, so that the output always is.
void append_json(std::string& out, std::string_view text);

void append_integer(std::string& out, std::int64_t value);
void append_integer(std::string& out, std::uint64_t value);

/// At most `decimals` (0 to 6) places, zeros at the end dropped; `null` when not finite.
void append_decimal(std::string& out, double value, int decimals);

/// Seconds with up to three decimals.
inline void append_seconds(std::string& out, double seconds) {
  append_decimal(out, seconds, 3);
}

/// A quoted RFC 3339 instant, or null.
void append_instant(std::string& out, std::optional<domain::Instant> at);

}  // namespace truewait::edge
