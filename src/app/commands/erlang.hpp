// The subcommand `truewait erlang`: queueing formulas for a person or, with --json, for a program.
// Reads options and writes to the streams given; touches no store, no network, no clock.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace truewait::app {

/// As typed. The first three are required.
struct ErlangOptions {
  std::string arrival_rate, aht, agents;
  std::optional<std::string> patience, target;
  bool json = false;
};

/// Exit code: 0, or 2 when the options make no sense: every complaint in words on `err`, nothing on `out`.
int erlang(const ErlangOptions& options, std::ostream& out, std::ostream& err);

/// Adds `erlang` to `root`; its callback sets `exit_code`, which must outlive the parse.
void add_erlang(CLI::App& root, int& exit_code);

}  // namespace truewait::app
