// Events of the wire contract: from JSON to what the backend takes. Each is judged alone; whether its queue and call
// exist is the engine's to say.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/problem.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

/// An event, or why it is none.
struct ReadEvent {
  std::optional<IncomingEvent> event;
  ProblemId problem = ProblemId::invalid_event;  ///< invalid_event or unknown_event_type
  std::vector<PartError> errors;
};

/// `pointer` is the value's JSON pointer in the body: "" or "/3". `who` gives the site and the default source.
ReadEvent read_event(const boost::json::value& value, const std::string& pointer, std::size_t index, const Access& who);

/// All errors as one sentence per part, for a batch's list of rejections.
/// "call.queued" and so on.
bool is_event_type(std::string_view name);

std::string joined_details(const std::vector<PartError>& errors);

}  // namespace truewait::edge
