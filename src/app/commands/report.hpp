// `truewait report NAME --store FILE`: figures read from the facts themselves; works while the service runs. Changes
// nothing.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "truewait/domain/queue_config.hpp"

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
  domain::Duration target = domain::QueueConfig{}.answer_target;  ///< "fast" by the clock, in every queue
  domain::Duration above = domain::OfferRule{}.above;             ///< T of P(wait > T), in every queue
  std::string time_zone = "UTC";                                  ///< IANA name; of the local hours, in every queue
  std::size_t limit = 20;                                         ///< cases listed one by one
};

void add_report(CLI::App& root, int& exit_code);

/// 0; 1 when the store cannot be read, 2 when an option makes no sense, in words on `err`.
int report_accuracy(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_experience(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_promise(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_calibration(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_callbacks(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_fairness(const ReportOptions& options, std::ostream& out, std::ostream& err);
int report_time_to_human(const ReportOptions& options, std::ostream& out, std::ostream& err);

}  // namespace truewait::app
