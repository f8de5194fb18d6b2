// The [[queues]] of a configuration: each read and checked by itself, then against each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/table_reader.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::app {

/// The queues of the list; what is wrong is added to `errors`. `limits` bounds the numbers of agents; hours hold for
/// the years around `around`.
std::vector<domain::QueueConfig> read_queues(const TomlValue& list, const domain::EngineLimits& limits,
                                             domain::Instant around, ErrorList& errors);

/// What is wrong with the name of a queue or a group, or nothing. `what` is its key.
std::optional<std::string> name_error(std::string_view what, std::string_view name);

}  // namespace truewait::app
