#include "app/commands/report.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands/report_text.hpp"
#include "app/commands/report_window.hpp"
#include "app/host/accuracy_reader.hpp"
#include "app/host/clock.hpp"

namespace truewait::app {

namespace {

constexpr std::size_t slice = 10'000;

void print(ReportFormat format, const std::vector<domain::AccuracyRow>& rows, const ReportWindow& window,
           std::ostream& out) {
  switch (format) {
    case ReportFormat::table:
      return print_table(rows, window, out);
    case ReportFormat::json:
      return print_json(rows, window, out);
    case ReportFormat::csv:
      return print_csv(rows, out);
  }
}

}  // namespace

int report_accuracy(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  auto store = storage::open_sqlite_readonly(options.store);
  if (!store) {
    err << "truewait: the store " << options.store << " cannot be opened: " << store.error().message() << "\n";
    return 1;
  }
  const auto chosen = report_window(**store, options.site, options.from, options.to, Clock::wall());
  if (const auto* wrong = std::get_if<std::string>(&chosen)) {
    err << "truewait: " << *wrong << "\n";
    return 2;
  }
  const auto& window = std::get<ReportWindow>(chosen);
  AccuracyScan scan(**store, options.site, {window.from, window.to, options.queue});
  auto step = AccuracyScan::Step::more;
  while (step == AccuracyScan::Step::more) step = scan.read(slice);
  if (step == AccuracyScan::Step::failed) {
    err << "truewait: the store " << options.store << " cannot be read: " << scan.failure() << "\n";
    return 1;
  }
  print(options.format, scan.rows(), window, out);
  return 0;
}

void add_report(CLI::App& root, int& exit_code) {
  auto* report = root.add_subcommand("report", "Figures read from the facts");
  report->require_subcommand(1);
  auto* command = report->add_subcommand("accuracy", "Predicted against measured waits, per queue and hour");
  auto options = std::make_shared<ReportOptions>();
  auto formats = std::make_shared<std::pair<bool, bool>>(false, false);
  command->add_option("--store", options->store, "The journal's file [truewait.db]");
  command->add_option("--from", options->from, "Calls that joined at or after this (RFC 3339) [24 hours before --to]");
  command->add_option("--to", options->to, "and before this [now, or the newest fact when that is older than a day]");
  command->add_option("--queue", options->queue, "One queue only");
  command->add_option("--site", options->site, "Of this site [default]");
  auto* json = command->add_flag("--json", formats->first, "For a program");
  command->add_flag("--csv", formats->second, "For a spreadsheet")->excludes(json);
  command->callback([options, formats, &exit_code] {
    if (formats->first) options->format = ReportFormat::json;
    if (formats->second) options->format = ReportFormat::csv;
    exit_code = report_accuracy(*options, std::cout, std::cerr);
  });
}

}  // namespace truewait::app
