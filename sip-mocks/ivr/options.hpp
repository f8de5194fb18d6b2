// The options of mock_ivr and what they mean: whose calls are played, who answers them. Wrong ones are told, never
// guessed at.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ivr/front_end.hpp"

namespace truewait::ivr {

struct Options {
  std::string url = "http://127.0.0.1:8080", key, list, dials, name = "mock_ivr";
  bool demo = false, trace = false;
  double speed = 1, duration_s = 0;
  std::uint64_t seed = 1;
  std::vector<std::string> agents, phones;
};

void describe(CLI::App& app, Options& options);

/// NAME=N or NAME=N:QUEUE,QUEUE; without queues the group serves the one it is named after.
std::optional<PoolGroup> read_group(const std::string& written);
/// NUMBER=WORD,WORD as in a call list's answers.
struct Phone {
  std::string number;
  std::vector<DialScript> dials;
};
std::optional<Phone> read_phone(const std::string& written);

/// What is to be played, or why not.
struct Plan {
  std::optional<Script> script;
  std::vector<Phone> phones;
  std::vector<std::string> queues;
  bool endless = false;  ///< there is no last call: it runs until it is stopped
  std::vector<std::string> errors;
};
/// `list`: the text of the call list, when there is one. `run`: begins this run's ids.
Plan make_plan(const Options& options, const std::string& list, const std::string& run);

}  // namespace truewait::ivr
