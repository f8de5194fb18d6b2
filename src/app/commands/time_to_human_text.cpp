#include "app/commands/time_to_human_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/time_to_event.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

void print_kind(const std::string& queue, const char* kind, const domain::HumanFigures& f, std::size_t width,
                std::ostream& out) {
  const auto share = f.abandoned_share();
  const auto curve = statistics::time_to_event(f.seen);
  const auto t = curve.value_or(statistics::TimeToEvent{});
  const auto mean = curve ? fmt::format("{}{:.1f}", t.mean_is_floor ? ">= " : "", t.mean) : std::string("-");
  out << fmt::format("{:<{}}  {:<8} {:>8} {:>7} {:>9} {:>7} {:>5} {:>6} {:>13} {:>11} {:>9} {:>9} {:>9}\n", queue,
                     width, kind, f.contacts(), f.served, f.abandoned, f.removed, f.open,
                     percent_cell(share.share, share.n), share.n > 0 ? percent_range(statistics::wilson(share)) : "-",
                     mean, number_cell(t.median.value), number_cell(t.p90.value), number_cell(f.served_s.value()));
}

void print_kinds(const std::string& queue, const domain::TimeToHumanFigures& f, std::size_t width, std::ostream& out) {
  print_kind(queue, "all", f.all(), width, out);
  print_kind(queue, "hold", f.hold, width, out);
  print_kind(queue, "callback", f.callback, width, out);
}

}  // namespace

void print_table(const domain::TimeToHuman& report, const ReportWindow& window, std::ostream& out) {
  out << "Time to a human, of contacts that joined from " << to_text(window.from) << " to " << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.rows.empty()) {
    out << "Nobody joined in that time.\n";
    return;
  }
  std::size_t width = 5;
  for (const auto& row : report.rows) width = std::max(width, row.queue.size());
  out << fmt::format("{:<{}}  {:<8} {:>8} {:>7} {:>9} {:>7} {:>5} {:>6} {:>13} {:>11} {:>9} {:>9} {:>9}\n", "queue",
                     width, "kind", "contacts", "served", "abandoned", "removed", "open", "gone", "95 % interval",
                     "mean s", "median s", "p90 s", "served s");
  for (const auto& row : report.rows) print_kinds(row.queue, row.figures, width, out);
  print_kinds("all", report.all, width, out);
  out << "From joining, or asking for the callback, to the agent; a callback's wait off the line counts in full. "
         "mean,\n"
         "median and p90 after Kaplan and Meier: who gave up, or still waits, counts for as long as was seen; >=: the\n"
         "longest seen was not served, so that the mean is no less. gone: abandoned, of abandoned and served. served "
         "s:\n"
         "mean of the served alone, which flatters.\n";
}

}  // namespace truewait::app
