// truewait replay: recorded calls through the engine, every estimator against what was measured.
#pragma once

#include <CLI/CLI.hpp>

namespace truewait::app {

void add_replay(CLI::App& root, int& exit_code);

}  // namespace truewait::app
