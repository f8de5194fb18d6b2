// `truewait serve`: the service, until a signal ends it.
#pragma once

#include <iosfwd>

#include "app/config.hpp"

namespace CLI {
class App;
}

namespace truewait::app {

void add_serve(CLI::App& root, int& exit_code);

/// Says on `out` where it listens, then serves until SIGTERM or SIGINT. 0 after an orderly end, 1 when it cannot
/// listen or its certificate cannot be used; throws std::runtime_error in words when the store must not be served.
int serve(const ServiceConfig& config, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
