#include "app/commands/fairness_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

std::string party_text(const domain::Overtake::Party& party) {
  return fmt::format("{} {} ({})", party.callback ? "callback" : "call", party.id, party.queue);
}

void print_reasons(const domain::FairnessFigures& f, std::ostream& out) {
  out << fmt::format("  {:<20} {:>9} {:>15} {:>16}\n", "reason", "overtakes", "longest ahead s", "longest waited s");
  for (std::size_t i = 0; i < f.reasons.size(); ++i) {
    const auto& cases = f.reasons[i];
    if (cases.n == 0) continue;
    out << fmt::format("  {:<20} {:>9} {:>15.1f} {:>16.1f}\n", domain::overtake_reason_names[i], cases.n,
                       domain::to_seconds(cases.longest_ahead), domain::to_seconds(cases.longest_waited));
  }
}

void print_queue(const std::string& queue, const domain::FairnessFigures& f, std::ostream& out) {
  out << fmt::format("{}: {} answered, {} overtakes", queue, f.answered, f.overtakes());
  const auto unexplained = f.unexplained();
  if (unexplained.n > 0) {
    out << fmt::format(", {} unexplained: {} ({})", f.of(domain::OvertakeReason::unexplained).n,
                       percent_cell(unexplained.share, unexplained.n), percent_range(statistics::wilson(unexplained)));
  }
  out << "\n";
  if (f.overtakes() > 0) print_reasons(f, out);
}

}  // namespace

void print_table(const domain::Fairness& report, const ReportWindow& window, std::ostream& out) {
  out << "Who was answered while another who came earlier, or stood ahead, was still in line, from "
      << to_text(window.from) << " to " << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.rows.empty()) {
    out << "Nobody was answered from a line in that time.\n";
    return;
  }
  for (const auto& row : report.rows) print_queue(row.queue, row.figures, out);
  print_queue("all", report.all, out);
  if (!report.overtakes.empty()) out << fmt::format("The newest {}:\n", report.overtakes.size());
  for (const auto& o : report.overtakes) {
    out << fmt::format("  {}  {} before {}: {}{}, {:.1f} s ahead, had waited {:.1f} s\n", to_text(o.at),
                       party_text(o.answered), party_text(o.overtaken), domain::name_of(o.reason),
                       o.state ? fmt::format(" ({})", domain::name_of(*o.state)) : std::string{},
                       domain::to_seconds(o.ahead), domain::to_seconds(o.waited));
  }
  out << "priority, caller_class, head_start, inherited_place, moved: against the order of arrival, by a rule. The "
         "others:\n"
         "against the order of ranks. unexplained: a callback was passed by that nobody had begun to dial.\n";
}

}  // namespace truewait::app
