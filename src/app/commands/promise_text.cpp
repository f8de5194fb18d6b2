#include "app/commands/promise_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

void print_row(const std::string& queue, const std::string& hour, const domain::PromiseFigures& f, std::size_t width,
               std::ostream& out) {
  const auto& c = f.counts;
  const auto share = c.kept_share(), informed = statistics::proportion(f.quoted, f.calls);
  out << fmt::format("{:<{}}  {:<16} {:>6} {:>8} {:>5} {:>5} {:>5} {:>8} {:>5} {:>5} {:>6} {:>13} {:>8} {:>8}\n", queue,
                     width, hour, f.calls, percent_cell(informed.share, informed.n), c.kept, c.broken_late,
                     c.broken_left, c.censored, c.voided, f.open, percent_cell(share.share, share.n),
                     share.n > 0 ? percent_range(statistics::wilson(share)) : "-",
                     number_cell(f.sharpness.median_upper_s()), number_cell(f.sharpness.mean_width_s()));
}

void print_sentences(const domain::PromiseFigures& all, std::ostream& out) {
  const auto share = all.counts.kept_share();
  if (share.n > 0) {
    const auto interval = statistics::wilson(share);
    const auto bounds = *all.counts.bounds();
    out << fmt::format("Kept in {:.1f} % of {:.0f} ({}), target {:.0f} %: {}.", share.share * 100, share.n,
                       percent_range(interval), all.level() * 100,
                       statistics::word(statistics::promise_verdict(interval, all.level())));
    out << fmt::format(" Between {:.1f} and {:.1f} % with those who left untested.\n", bounds.low * 100,
                       bounds.high * 100);
  }
  const auto& c = all.callbacks;
  const auto windows = c.kept_share();
  if (windows.n + static_cast<double>(c.open + c.censored) > 0) {
    out << fmt::format("Callback windows: {} kept, {} too early, {} broken, {} never tested, {} open", c.kept,
                       c.too_early, c.broken, c.censored, c.open);
    if (windows.n > 0) {
      out << fmt::format(": kept in {:.1f} % ({})", windows.share * 100, percent_range(statistics::wilson(windows)));
    }
    out << ".\n";
  }
}

}  // namespace

void print_table(const domain::Promises& report, const ReportWindow& window, std::ostream& out) {
  out << "What became of the waits spoken to callers who joined from " << to_text(window.from) << " to "
      << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.rows.empty()) {
    out << "Nobody joined in that time.\n";
    return;
  }
  std::size_t width = 5;
  for (const auto& row : report.rows) width = std::max(width, row.queue.size());
  out << fmt::format("{:<{}}  {:<16} {:>6} {:>8} {:>5} {:>5} {:>5} {:>8} {:>5} {:>5} {:>6} {:>13} {:>8} {:>8}\n",
                     "queue", width, "hour (UTC)", "calls", "informed", "kept", "late", "left", "untested", "void",
                     "open", "share", "95 % interval", "median s", "width s");
  for (const auto& row : report.rows) print_row(row.queue, to_minutes(row.hour), row.figures, width, out);
  print_row("all", "all", report.all, width, out);
  print_sentences(report.all, out);
  out << "The first words to each caller that named an upper bound. late: answered after it; left: gave up, or took a\n"
         "callback, after it; untested: the same before it; void: moved or dropped by the centre. share: kept of "
         "kept,\n"
         "late and left. median s: of the bounds spoken; width s: between the bounds. informed: told anything at "
         "all.\n";
}

}  // namespace truewait::app
