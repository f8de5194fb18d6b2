#include "app/commands/erlang.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "app/commands/erlang_report.hpp"
#include "app/units.hpp"

namespace truewait::app {
namespace {

constexpr int most_agents = 10'000'000;

/// Reads the options into a question and gathers what is wrong with them.
class Reader {
 public:
  explicit Reader(const ErlangOptions& options) {
    read_rate(options.arrival_rate);
    read_aht(options.aht);
    read_agents(options.agents);
    if (options.patience) read_patience(*options.patience);
    if (options.target) read_target(*options.target);
    if (complaints_.empty()) check_together(options);
  }

  const ErlangQuestion& question() const { return question_; }
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  void complain(std::string_view option, const std::string& given, std::string_view wanted) {
    complaints_.push_back(std::string(option) + (given.empty() ? " needs a value: " : " \"" + given + "\": ") +
                          std::string(wanted));
  }

  void read_rate(const std::string& text) {
    const auto rate = parse_rate(text);
    if (rate)
      question_.demand.arrival_rate_per_s = *rate;
    else
      complain("--arrival-rate", text, "write calls per s, min, h or d, not negative, for example 100/h");
  }

  void read_aht(const std::string& text) {
    const auto seconds = parse_duration(text);
    if (seconds && *seconds >= queueing::min_service_s && *seconds <= queueing::max_service_s)
      question_.demand.mean_service_s = *seconds;
    else
      complain("--aht", text, "write the mean handle time above zero with its unit (ms, s, min, h), for example 300s");
  }

  void read_agents(const std::string& text) {
    const auto agents = parse_whole(text, 1, most_agents);
    if (agents)
      question_.agents = static_cast<int>(*agents);
    else
      complain("--agents", text, "write a whole number from 1 to " + std::to_string(most_agents));
  }

  void read_patience(const std::string& text) {
    const auto seconds = parse_duration(text);
    if (seconds && *seconds > 0)
      question_.mean_patience_s = *seconds;
    else
      complain("--patience", text,
               "write the mean patience above zero with its unit (ms, s, min, h), for example 5min");
  }

  void read_target(const std::string& text) {
    const auto slash = text.find('/');
    if (slash != std::string::npos) {
      const auto percent = parse_number(std::string_view(text).substr(0, slash));
      const std::string_view time = std::string_view(text).substr(slash + 1);
      const auto plain = parse_number(time), within_s = plain ? plain : parse_duration(time);
      if (percent && within_s) question_.target = {*percent / 100, *within_s};
      if (percent && within_s && valid(question_.target)) return;
    }
    complain("--target", text,
             "write percent/seconds, the percent above 0 and below 100, for example 80/20 for 80 % within 20 s");
  }

  void check_together(const ErlangOptions& options) {
    if (!valid(question_.demand)) {
      complain("--arrival-rate", options.arrival_rate,
               "with handle times of " + options.aht +
                   " that is more than 10000000 erlangs, the most there is an answer for");
    } else if (question_.mean_patience_s && !valid_patience(question_.demand, *question_.mean_patience_s)) {
      complain("--patience", *options.patience,
               "must be between a millionth and 1000000000000 times the handle time of " + options.aht);
    }
  }

  ErlangQuestion question_;
  std::vector<std::string> complaints_;
};

}  // namespace

int erlang(const ErlangOptions& options, std::ostream& out, std::ostream& err) {
  const Reader reader(options);
  if (!reader.complaints().empty()) {
    for (const std::string& complaint : reader.complaints()) err << "truewait erlang: " << complaint << "\n";
    return 2;
  }
  out << (options.json ? erlang_json(reader.question()) : erlang_text(reader.question()));
  return 0;
}

void add_erlang(CLI::App& root, int& exit_code) {
  auto* command = root.add_subcommand("erlang", "Waits, service level and agents needed by queueing theory");
  auto options = std::make_shared<ErlangOptions>();
  command->add_option("--arrival-rate", options->arrival_rate, "Calls per s, min, h or d: 100/h, 1.5/min");
  command->add_option("--aht", options->aht, "Mean handle time, talk and wrap-up: 300s, 5min");
  command->add_option("--agents", options->agents, "Agents logged in, from 1 to " + std::to_string(most_agents));
  command->add_option("--patience", options->patience,
                      "Mean time after which a waiting caller hangs up; never if left out");
  command->add_option("--target", options->target, "Service level, percent/seconds; 80/20 if left out");
  command->add_flag("--json", options->json, "One JSON object: fractions and seconds, full precision");
  command->callback([options, &exit_code] { exit_code = erlang(*options, std::cout, std::cerr); });
}

}  // namespace truewait::app
