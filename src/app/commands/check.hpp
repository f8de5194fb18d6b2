// `truewait check --store FILE`: is the store whole, and does a replay give what the snapshot says? Changes nothing.
#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace truewait::app {

void add_check(CLI::App& root, int& exit_code);

/// 0 when the store is whole; 1 with a description of each difference on `out`, or on `err` when it cannot be opened.
int check(const std::string& path, bool json, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
