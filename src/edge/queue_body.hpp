// Queues as the wire shows them. Text only.
#pragma once

#include <string>
#include <vector>

#include "truewait/domain/engine.hpp"

namespace truewait::edge {

/// {"offers","dials"}.
void append_switches(std::string& out, const domain::Switches& switches);
std::string queue_body(const domain::QueueView& queue, domain::Instant as_of);
std::string queues_body(const std::vector<domain::QueueView>& queues, domain::Instant as_of);

}  // namespace truewait::edge
