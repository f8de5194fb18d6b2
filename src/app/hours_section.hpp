// What a [[queues]] table says about hours: when the queue is open, the days that differ, when customers may be rung.
#pragma once

#include <string>

#include "app/table_reader.hpp"
#include "truewait/domain/callback_rule.hpp"

namespace truewait::app {

/// The keys "open", "closed", "special_days" and "calling", in local time of `zone`, which must exist; the zone's
/// offsets are those of the years around `around`.
void read_hours(TableReader& reader, domain::CallbackRule& rule, const std::string& zone, domain::Instant around);

}  // namespace truewait::app
