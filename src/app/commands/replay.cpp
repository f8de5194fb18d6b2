#include "app/commands/replay.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/config_toml.hpp"
#include "app/host/clock.hpp"
#include "app/plots/files.hpp"
#include "app/replay/ablation.hpp"
#include "app/replay/output.hpp"

namespace truewait::app {
namespace {

constexpr std::size_t most_shown = 20;

struct ReplayOptions {
  std::string format, calls_path, config_path, plots_folder, estimator = "learned";
  std::vector<std::string> warmup, files;
  bool json = false, ablate = false;
};

void complain(const std::string& why) {
  std::cerr << "truewait replay: " << why << "\n";
}

/// Reads all files; false when one was refused.
bool read_all(const ReplayOptions& options, telephony::LogFormat format, telephony::History& history) {
  for (const bool scored : {false, true}) {
    for (const auto& path : scored ? options.files : options.warmup) {
      if (const auto refused = telephony::read_history(format, path, scored, history)) {
        complain(*refused);
        return false;
      }
    }
  }
  return true;
}

void report_bad_lines(const telephony::History& history) {
  const auto& bad = history.bad_lines;
  for (std::size_t i = 0; i < bad.size() && i < most_shown; ++i) {
    std::cerr << bad[i].file << ":" << bad[i].line << ": " << bad[i].why << "\n";
  }
  if (!bad.empty())
    std::cerr << bad.size() << " malformed lines left out" << (bad.size() > most_shown ? ", the first shown" : "")
              << "\n";
}

/// The queues of the history, those of a configuration file where it names them. Nothing when the file has errors.
std::optional<std::vector<domain::QueueConfig>> queues_for(const ReplayOptions& options, telephony::LogFormat format,
                                                           const telephony::History& history) {
  auto queues = telephony::queues_of(format, history);
  if (options.config_path.empty()) return queues;
  const auto loaded = load_config(options.config_path, Clock::wall());
  if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
    for (const auto& error : *errors) std::cerr << to_string(error) << "\n";
    return std::nullopt;
  }
  for (auto& queue : queues) {
    for (const auto& configured : std::get<ServiceConfig>(loaded).engine.queues) {
      if (configured.name != queue.name) continue;
      const auto site = queue.site;
      queue = configured;
      queue.site = site;
      // A log's times are local already.
      queue.callback.hours.offsets.clear();
      queue.callback.calling.offsets.clear();
    }
  }
  return queues;
}

void show_progress(double share) {
  static const bool terminal = isatty(STDERR_FILENO) != 0;
  if (!terminal) return;
  std::fprintf(stderr, share < 1 ? "\rreplaying %3.0f %%" : "\r               \r", 100 * share);
}

bool write_calls(const std::string& path, const telephony::History& history, const Predictions& predictions) {
  std::ofstream calls(path);
  print_calls(history, predictions, calls);
  calls.close();
  if (!calls) complain("cannot write " + path);
  return static_cast<bool>(calls);
}

/// The paths go where they do not mix with JSON.
bool write_all_plots(const ReplayOptions& options, const telephony::History& history, const Predictions& predictions) {
  const auto written = plots::write_plots(options.plots_folder, scored_calls(history, predictions));
  auto& out = options.json ? std::cerr : std::cout;
  for (const auto& path : written.paths) out << path << "\n";
  if (written.error) complain(*written.error);
  return !written.error;
}

void show_ablation(const ReplayOptions& options, const telephony::History& history,
                   const std::vector<domain::QueueConfig>& queues) {
  const auto rows = ablate(history, queues, show_progress);
  show_progress(1);
  options.json ? print_ablation_json(rows, std::cout) : print_ablation_table(rows, std::cout);
}

/// What is wrong with the options as a whole.
std::optional<std::string> refusal(const ReplayOptions& options) {
  if (!telephony::log_format(options.format))
    return "unknown format \"" + options.format + "\": one of anonymous-bank, asterisk-queue-log, csv";
  if (options.ablate && options.estimator == "formula")
    return "--ablate takes the learned estimate apart: without --estimator formula";
  return std::nullopt;
}

int run(const ReplayOptions& options) {
  if (const auto why = refusal(options)) {
    complain(*why);
    return 2;
  }
  const auto format = telephony::log_format(options.format);
  if (!options.plots_folder.empty()) {
    if (const auto why = plots::prepare_folder(options.plots_folder)) {
      complain(*why);
      return 1;
    }
  }
  telephony::History history;
  if (!read_all(options, *format, history)) return 1;
  report_bad_lines(history);
  auto queues = queues_for(options, *format, history);
  if (!queues) return 2;
  if (options.estimator == "formula") {
    for (auto& queue : *queues) queue.estimator = domain::Estimator::formula;
  }
  if (options.ablate) {
    show_ablation(options, history, *queues);
    return 0;
  }
  LaterPredictions later;
  const auto predictions = replay(history, *queues, show_progress, &later);
  show_progress(1);
  if (!options.calls_path.empty() && !write_calls(options.calls_path, history, predictions)) return 1;
  const auto result = score(history, predictions, later);
  options.json ? print_json(result, history.bad_lines.size(), std::cout) : print_table(result, std::cout);
  const bool drawn = options.plots_folder.empty() || write_all_plots(options, history, predictions);
  return drawn ? 0 : 1;
}

}  // namespace

void add_replay(CLI::App& root, int& exit_code) {
  auto* command = root.add_subcommand("replay", "Replay recorded calls: each estimator against the measured waits");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("--format", options->format, "anonymous-bank, asterisk-queue-log or csv")->required();
  command->add_option("--warmup", options->warmup, "A file to learn from that is not scored; may be repeated")
      ->allow_extra_args(false);
  command->add_option("FILES", options->files, "The files to score")->required();
  command->add_option("--config", options->config_path,
                      "Take groups, priority rule and priors of queues from this file");
  command->add_option("--estimator", options->estimator, "Where served estimates come from")
      ->check(CLI::IsMember({"learned", "formula"}));
  auto* calls = command->add_option("--calls", options->calls_path, "Write one CSV row per queued call to this file");
  auto* plots = command->add_option("--plots", options->plots_folder, "Write plots as SVG files into this folder");
  command->add_flag("--ablate", options->ablate, "What each part of the learned estimate buys: one replay without each")
      ->excludes(calls)
      ->excludes(plots);
  command->add_flag("--json", options->json, "One JSON object instead of a table");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace truewait::app
