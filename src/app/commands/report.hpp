// `truewait report accuracy --store FILE`: predicted against measured waits, read from the facts themselves; works
// while the service runs. Changes nothing.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace truewait::app {

enum class ReportFormat { table, json, csv };

struct ReportOptions {
  std::string store = "truewait.db";
  std::string site = "default";
  std::string queue;                    ///< empty: all
  std::optional<std::string> from, to;  ///< RFC 3339; absent: the last 24 hours
  ReportFormat format = ReportFormat::table;
};

void add_report(CLI::App& root, int& exit_code);

/// 0; 1 when the store cannot be read, 2 when an option makes no sense, in words on `err`.
int report_accuracy(const ReportOptions& options, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
