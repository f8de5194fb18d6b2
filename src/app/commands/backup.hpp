// `truewait backup --store FILE --to FILE`: a checked copy of a store, taken while a service may run on it.
// Never overwrites a file.
#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace truewait::app {

void add_backup(CLI::App& root, int& exit_code);

/// 0 when the copy was made and found whole; else 1 and why on `err`. A copy that is not whole is kept: the store it
/// was taken from is no better.
int backup(const std::string& store, const std::string& to, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
