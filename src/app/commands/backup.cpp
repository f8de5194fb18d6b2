#include "app/commands/backup.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "truewait/storage/store.hpp"

namespace truewait::app {
namespace {

int fail(std::ostream& err, const std::string& words) {
  err << "truewait: " << words << "\n";
  return 1;
}

/// What is wrong with the copy, or nothing.
std::string damage_of(const std::string& path) {
  const auto copy = storage::open_sqlite_readonly(path);
  if (!copy) return copy.error().message();
  const auto damage = (*copy)->integrity();
  return damage ? *damage : damage.error().message();
}

}  // namespace

int backup(const std::string& path, const std::string& to, std::ostream& out, std::ostream& err) {
  const auto store = storage::open_sqlite_readonly(path);
  if (!store) return fail(err, fmt::format("the store {} cannot be opened: {}", path, store.error().message()));
  const auto copied = (*store)->backup(to);
  if (!copied) return fail(err, fmt::format("no copy was made at {}: {}", to, copied.error().message()));
  if (const std::string damage = damage_of(to); !damage.empty()) {
    return fail(err, fmt::format("the copy {} is not whole, nor is the store {}: {}", to, path, damage));
  }
  std::error_code ignored;
  const auto bytes = static_cast<double>(std::filesystem::file_size(to, ignored));
  out << fmt::format("{} is backed up to {}: {:.1f} MB, read back and found whole\n", path, to, bytes / 1e6);
  return 0;
}

void add_backup(CLI::App& root, int& exit_code) {
  struct Options {
    std::string store = "truewait.db";
    std::string to;
  };
  auto* command = root.add_subcommand("backup", "Copy a store, also while it is served");
  auto options = std::make_shared<Options>();
  command->add_option("--store", options->store, "The journal's file [truewait.db]");
  command->add_option("--to", options->to, "A new file; never overwritten")->required();
  command->callback([options, &exit_code] { exit_code = backup(options->store, options->to, std::cout, std::cerr); });
}

}  // namespace truewait::app
