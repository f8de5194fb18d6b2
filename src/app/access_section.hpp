// What a configuration says about who may reach the service and how: [tls] and allowed_origins. Opens no file.
#pragma once

#include <optional>
#include <string>

#include "app/config.hpp"
#include "app/table_reader.hpp"

namespace truewait::app {

/// Reads both from the file's top level; what is wrong is added to `errors`.
void read_access(TableReader& root, ServiceConfig& config, ErrorList& errors);

/// What is wrong with an origin as browsers send it ("https://board.example:8443"), or nothing.
std::optional<std::string> origin_error(const std::string& text);

}  // namespace truewait::app
