// `truewait check-config FILE`: says what a configuration means, or everything that is wrong with it. Changes nothing.
#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace truewait::app {

void add_check_config(CLI::App& root, int& exit_code);

/// The summary on `out` and 0, or all errors on `err` and 2.
int check_config(const std::string& path, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
