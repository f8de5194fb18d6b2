#include "app/commands/root.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "app/commands/backup.hpp"
#include "app/commands/check.hpp"
#include "app/commands/check_config.hpp"
#include "app/commands/erlang.hpp"
#include "app/commands/key.hpp"
#include "app/commands/replay.hpp"
#include "app/commands/report.hpp"
#include "app/commands/serve.hpp"
#include "app/spelling.hpp"
#include "app/version.hpp"

namespace truewait::app {
namespace {

constexpr int misused = 2;  // exit code

void add_commands(CLI::App& root, int& exit_code) {
  add_serve(root, exit_code);
  add_check_config(root, exit_code);
  add_key(root, exit_code);
  add_report(root, exit_code);
  add_backup(root, exit_code);
  add_check(root, exit_code);
  add_replay(root, exit_code);
  add_erlang(root, exit_code);
}

/// The innermost command the arguments named, for the hint where help is to be had.
std::string named_command(const CLI::App& root) {
  std::string words = root.get_name();
  for (const CLI::App* command = &root;;) {
    const auto below = command->get_subcommands();
    if (below.empty()) return words;
    command = below.front();
    words += " " + command->get_name();
  }
}

/// CLI11 would call an unknown command an unexpected argument.
bool unknown_command(const CLI::App& root, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return false;
  std::vector<std::string> names;
  for (const auto* command : root.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == argv[1]) return false;
    names.push_back(command->get_name());
  }
  std::cerr << "truewait: there is no command \"" << argv[1] << "\"." << did_you_mean(argv[1], names)
            << "\nRun \"truewait --help\" for the list.\n";
  return true;
}

}  // namespace

int run(int argc, char** argv) {
  int exit_code = 0;
  CLI::App root("truewait: honest estimates of the wait in a call centre", "truewait");
  root.set_version_flag("--version", "truewait " + std::string(version()));
  root.require_subcommand(0, 1);
  add_commands(root, exit_code);
  if (argc < 2) {
    std::cout << root.help();
    return 0;
  }
  if (unknown_command(root, argc, argv)) return misused;
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return root.exit(e);  // --help, --version
    std::cerr << "truewait: " << e.what() << "\nRun \"" << named_command(root) << " --help\" to see what it takes.\n";
    return misused;
  }
  return exit_code;
}

}  // namespace truewait::app
