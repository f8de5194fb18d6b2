#include "app/commands/report.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands/calibration_text.hpp"
#include "app/commands/callback_report_text.hpp"
#include "app/commands/experience_text.hpp"
#include "app/commands/fairness_text.hpp"
#include "app/commands/promise_text.hpp"
#include "app/commands/report_text.hpp"
#include "app/commands/report_window.hpp"
#include "app/commands/time_to_human_text.hpp"
#include "app/host/clock.hpp"
#include "app/host/fact_scan.hpp"
#include "app/time_zone.hpp"
#include "truewait/edge/calibration_body.hpp"
#include "truewait/edge/callback_report_body.hpp"
#include "truewait/edge/experience_body.hpp"
#include "truewait/edge/fairness_body.hpp"
#include "truewait/edge/promise_body.hpp"
#include "truewait/edge/time_to_human_body.hpp"

namespace truewait::app {

namespace {

constexpr std::size_t slice = 10'000;

/// What was asked for and what was read.
struct Reading {
  ReportWindow window;
  domain::ReportQuery query;
  domain::Instant now;
};

/// Folds the facts into make(query) and hands its result to `print`; the exit code.
template <class Make, class Print>
int read_report(const ReportOptions& options, std::ostream& err, Make make, Print print) {
  auto store = storage::open_sqlite_readonly(options.store);
  if (!store) {
    err << "truewait: the store " << options.store << " cannot be opened: " << store.error().message() << "\n";
    return 1;
  }
  Reading reading;
  reading.now = Clock::wall();
  const auto chosen = report_window(**store, options.site, options.from, options.to, reading.now);
  if (const auto* wrong = std::get_if<std::string>(&chosen)) {
    err << "truewait: " << *wrong << "\n";
    return 2;
  }
  reading.window = std::get<ReportWindow>(chosen);
  reading.query = {reading.window.from, reading.window.to, options.queue, options.limit};
  auto report = make(reading.query);
  FactScan scan(**store, options.site, reading.query.from, reading.query.to + decltype(report)::read_on,
                [&report](const domain::Fact& fact) { report.add(fact); });
  if (!scan.read_all(slice)) {
    err << "truewait: the store " << options.store << " cannot be read: " << scan.failure() << "\n";
    return 1;
  }
  print(report.result(), reading);
  return 0;
}

using Command = int (*)(const ReportOptions&, std::ostream&, std::ostream&);

std::shared_ptr<ReportOptions> add(CLI::App& report, const char* name, const char* about, Command run, int& exit_code,
                                   CLI::App** added = nullptr) {
  auto* command = report.add_subcommand(name, about);
  auto options = std::make_shared<ReportOptions>();
  auto formats = std::make_shared<std::pair<bool, bool>>(false, false);
  command->add_option("--store", options->store, "The journal's file [truewait.db]");
  command->add_option("--from", options->from, "Calls that joined at or after this (RFC 3339) [24 hours before --to]");
  command->add_option("--to", options->to, "and before this [now, or the newest fact when that is older than a day]");
  command->add_option("--queue", options->queue, "One queue only");
  command->add_option("--site", options->site, "Of this site [default]");
  auto* json = command->add_flag("--json", formats->first, "For a program");
  command->add_flag("--csv", formats->second, "For a spreadsheet")->excludes(json);
  command->callback([options, formats, run, &exit_code] {
    if (formats->first) options->format = ReportFormat::json;
    if (formats->second) options->format = ReportFormat::csv;
    exit_code = run(*options, std::cout, std::cerr);
  });
  if (added != nullptr) *added = command;
  return options;
}

}  // namespace

int report_accuracy(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [](const domain::ReportQuery& query) { return domain::AccuracyReport(query); };
  return read_report(options, err, make, [&](const std::vector<domain::AccuracyRow>& rows, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(rows, reading.window, out);
    if (options.format == ReportFormat::json) print_json(rows, reading.window, out);
    if (options.format == ReportFormat::csv) print_csv(rows, out);
  });
}

int report_experience(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [&](const domain::ReportQuery& query) {
    return domain::ExperienceReport(query, domain::AnswerTargets{{}, options.target});
  };
  return read_report(options, err, make, [&](const domain::Experience& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json) out << edge::experience_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::experience_csv(report);
  });
}

int report_promise(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [](const domain::ReportQuery& query) { return domain::PromiseReport(query); };
  return read_report(options, err, make, [&](const domain::Promises& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json) out << edge::promise_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::promise_csv(report);
  });
}

int report_calibration(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [&](const domain::ReportQuery& query) {
    return domain::CalibrationReport(query, domain::OfferTimes{{}, options.above});
  };
  return read_report(options, err, make, [&](const domain::Calibration& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json) out << edge::calibration_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::calibration_csv(report);
  });
}

int report_callbacks(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  if (const auto wrong = time_zone_error(options.time_zone)) {
    err << "truewait: --time-zone: " << *wrong << "\n";
    return 2;
  }
  const auto make = [&](const domain::ReportQuery& query) {
    const auto until = query.to + domain::CallbackReport::read_on;
    return domain::CallbackReport(query, domain::LocalTimes{{}, offsets_between(options.time_zone, query.from, until)});
  };
  return read_report(options, err, make, [&](const domain::CallbackSummary& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json)
      out << edge::callback_report_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::callback_report_csv(report);
  });
}

int report_fairness(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [](const domain::ReportQuery& query) { return domain::FairnessReport(query); };
  return read_report(options, err, make, [&](const domain::Fairness& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json) out << edge::fairness_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::fairness_csv(report);
  });
}

int report_time_to_human(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto make = [](const domain::ReportQuery& query) { return domain::TimeToHumanReport(query); };
  return read_report(options, err, make, [&](const domain::TimeToHuman& report, const Reading& reading) {
    if (options.format == ReportFormat::table) print_table(report, reading.window, out);
    if (options.format == ReportFormat::json)
      out << edge::time_to_human_json(reading.query, report, reading.now) << "\n";
    if (options.format == ReportFormat::csv) out << edge::time_to_human_csv(report);
  });
}

namespace {

void add_callback_reports(CLI::App& report, int& exit_code) {
  CLI::App* callbacks = nullptr;
  const auto hours = add(report, "callbacks", "What became of callbacks: funnel, punctuality, dials, holding saved",
                         report_callbacks, exit_code, &callbacks);
  callbacks->add_option("--time-zone", hours->time_zone, "Of the local hours, as in Europe/Berlin [UTC]");
  CLI::App* fairness = nullptr;
  const auto listed = add(report, "fairness", "Who was answered before somebody who stood ahead, and why",
                          report_fairness, exit_code, &fairness);
  fairness->add_option("--limit", listed->limit, "Overtakes listed, the newest first [20]")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}));
  add(report, "time-to-human", "How long it took to reach a human, over holding and callbacks", report_time_to_human,
      exit_code);
}

}  // namespace

void add_report(CLI::App& root, int& exit_code) {
  auto* report = root.add_subcommand("report", "Figures read from the facts");
  report->require_subcommand(1);
  add(*report, "accuracy", "Predicted against measured waits, per queue and hour", report_accuracy, exit_code);
  add(*report, "promise", "What became of the waits that were spoken", report_promise, exit_code);
  CLI::App* experience = nullptr;
  const auto options = add(*report, "experience", "Predicted, measured and perceived waits, and what staff believe",
                           report_experience, exit_code, &experience);
  experience->add_option_function<std::uint32_t>(
      "--target", [options](std::uint32_t seconds) { options->target = std::chrono::seconds(seconds); },
      "Seconds within which an answer counts as fast [60]");
  CLI::App* calibration = nullptr;
  const auto asked = add(*report, "calibration", "Whether quantiles and probabilities hold as often as they say",
                         report_calibration, exit_code, &calibration);
  calibration->add_option_function<std::uint32_t>(
      "--above", [asked](std::uint32_t seconds) { asked->above = std::chrono::seconds(seconds); },
      "T of P(wait > T), in seconds: the queues' callback_offer_above [120]");
  add_callback_reports(*report, exit_code);
}

}  // namespace truewait::app
