// Reads what somebody in charge wants: each body strict, every mistake named.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "edge/event_fields.hpp"
#include "truewait/domain/event.hpp"

namespace truewait::edge {

inline constexpr std::size_t most_why_characters = 500;
inline constexpr std::size_t most_who_characters = 100;

// What was read is meaningless when errors were added. Fields that nobody knows are errors.
domain::SupervisorAct read_callback_act(const boost::json::object& body, const std::string& callback_id,
                                        std::vector<PartError>& errors);
domain::SupervisorAct read_turn(const boost::json::object& body, const std::string& queue,
                                std::vector<PartError>& errors);
domain::SupervisorAct read_kill(const boost::json::object& body, std::vector<PartError>& errors);

}  // namespace truewait::edge
