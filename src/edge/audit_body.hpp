// The audit as the wire shows it, and where a page of it ended. Text only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/audit_report.hpp"

namespace truewait::edge {

std::string audit_body(const domain::AuditQuery& query, const domain::AuditPage& page);

/// "MILLISECONDS-SHARD-SEQ", as `next` gives it; nothing when the text is none.
std::optional<domain::AuditPosition> audit_position(std::string_view cursor);

}  // namespace truewait::edge
