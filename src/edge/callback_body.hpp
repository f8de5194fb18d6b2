// Callbacks and dial orders as the wire shows them. Text only.
#pragma once

#include <optional>
#include <string>

#include "truewait/edge/backend.hpp"

namespace truewait::edge {

/// {"from","to"} or null.
void append_window(std::string& out, const std::optional<domain::Window>& window);
void append_callback(std::string& out, const ShownCallback& callback);
/// The members of an order, without braces and without "type".
void append_order(std::string& out, const ShownOrder& order);
/// The answer to POST /v1/callbacks.
std::string ticket_body(const CallbackTicket& ticket);
std::string callbacks_body(const std::vector<ShownCallback>& callbacks, std::size_t limit);

}  // namespace truewait::edge
