// What a [[queues]] table says about callbacks: its keys that begin with "callback".
#pragma once

#include "app/table_reader.hpp"
#include "truewait/domain/callback_rule.hpp"

namespace truewait::app {

void read_callbacks(TableReader& reader, domain::CallbackRule& rule);

}  // namespace truewait::app
