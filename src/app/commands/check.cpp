#include "app/commands/check.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "app/commands/instant_text.hpp"
#include "app/host/store_check.hpp"

namespace truewait::app {

namespace {

std::string snapshot_text(const ShardCheck& shard) {
  if (!shard.snapshot_at) return "none kept";
  if (shard.snapshot_equal) return fmt::format("at fact {}: equal to the replay", *shard.snapshot_at);
  return fmt::format("at fact {}: NOT equal to the replay", *shard.snapshot_at);
}

void print_text(const StoreCheck& result, std::ostream& out) {
  for (const std::string& damage : result.damage) out << "file: " << damage << "\n";
  for (const ShardCheck& shard : result.shards) {
    out << fmt::format("shard {}: site {}, group {}: {} facts", shard.shard.id, shard.shard.site, shard.shard.group,
                       shard.facts);
    if (shard.first) out << " from " << to_text(*shard.first) << " to " << to_text(*shard.last);
    out << "\n";
    for (const auto& [kind, count] : shard.kinds) out << fmt::format("  {:<20} {:>12}\n", kind, count);
    out << "  snapshot " << snapshot_text(shard) << "\n";
    for (const std::string& damage : shard.damage) out << "  DAMAGE: " << damage << "\n";
  }
  out << (result.ok() ? "ok\n" : "not whole: serve a backup made before the damage, and keep this file\n");
}

boost::json::array texts(const std::vector<std::string>& from) {
  boost::json::array out;
  for (const std::string& text : from) out.emplace_back(text);
  return out;
}

boost::json::object to_json(const ShardCheck& shard) {
  boost::json::object kinds;
  for (const auto& [kind, count] : shard.kinds) kinds[kind] = count;
  boost::json::object out{{"shard", shard.shard.id},   {"site", shard.shard.site}, {"group", shard.shard.group},
                          {"facts", shard.facts},      {"first", nullptr},         {"last", nullptr},
                          {"kinds", std::move(kinds)}, {"snapshot", nullptr},      {"damage", texts(shard.damage)}};
  if (shard.first) {
    out["first"] = to_text(*shard.first);
    out["last"] = to_text(*shard.last);
  }
  if (shard.snapshot_at) {
    out["snapshot"] = boost::json::object{{"seq", *shard.snapshot_at}, {"equal", shard.snapshot_equal}};
  }
  return out;
}

void print_json(const StoreCheck& result, std::ostream& out) {
  boost::json::array shards;
  for (const ShardCheck& shard : result.shards) shards.push_back(to_json(shard));
  const boost::json::object all{{"ok", result.ok()}, {"damage", texts(result.damage)}, {"shards", std::move(shards)}};
  out << boost::json::serialize(all) << "\n";
}

}  // namespace

int check(const std::string& path, bool json, std::ostream& out, std::ostream& err) {
  auto store = storage::open_sqlite_readonly(path);
  if (!store) {
    err << "truewait: the store " << path << " cannot be opened: " << store.error().message() << "\n";
    return 1;
  }
  const StoreCheck result = check_store(**store);
  json ? print_json(result, out) : print_text(result, out);
  return result.ok() ? 0 : 1;
}

void add_check(CLI::App& root, int& exit_code) {
  struct Options {
    std::string store = "truewait.db";
    bool json = false;
  };
  auto* command = root.add_subcommand("check", "Check a store: every fact, and the replay against the snapshot");
  auto options = std::make_shared<Options>();
  command->add_option("--store", options->store, "The journal's file [truewait.db]");
  command->add_flag("--json", options->json, "For a program");
  command->callback([options, &exit_code] { exit_code = check(options->store, options->json, std::cout, std::cerr); });
}

}  // namespace truewait::app
