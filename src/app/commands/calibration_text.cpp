#include "app/commands/calibration_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

void print_levels(const std::string& queue, const std::string& hour, const domain::CalibrationFigures& f,
                  std::size_t width, std::ostream& out) {
  const auto n = static_cast<double>(f.n());
  out << fmt::format("{:<{}}  {:<16} {:>7}", queue, width, hour, f.n());
  for (const auto count : f.at_or_under) {
    out << fmt::format(" {:>5}", percent_cell(statistics::proportion(count, f.n()).share, n));
  }
  const auto& interval = f.p10_p90;
  const bool known = f.n() > 0;
  out << fmt::format(" {:>6} {:>13} {:>7} {:>7}\n", percent_cell(interval.share(), n),
                     known ? percent_range(statistics::wilson(interval.covered(), interval.n())) : "-",
                     number_cell(known ? std::optional(interval.mean_width_s()) : std::nullopt),
                     number_cell(f.interval_score_s.value()));
}

void print_distribution(const domain::QueueCalibration& queue, std::ostream& out) {
  if (queue.figures.n() == 0) return;
  out << "  waits by tenths of what was said: ";
  for (const auto count : queue.figures.pit.bins()) out << " " << count;
  out << fmt::format("  (chi-square {:.1f}; by chance above 16.9 in one of twenty)\n", *queue.figures.pit.chi_square());
  out << fmt::format("  P(wait > {:.0f} s) said, and how many waited longer:", domain::to_seconds(queue.offer_above));
  const char* separator = " ";
  for (const auto& bin : queue.figures.above.bins()) {
    if (bin.n == 0) continue;
    out << separator
        << fmt::format("{:.0f} % said, {:.0f} % did ({})", *bin.mean_said() * 100,
                       statistics::proportion(bin.happened, bin.n).share * 100, bin.n);
    separator = "; ";
  }
  out << "\n";
}

void print_drift(const domain::PromiseDrift& drift, std::ostream& out) {
  if (drift.sum.n() == 0) {
    out << "  broken promises: none was put to the test\n";
    return;
  }
  out << fmt::format("  broken promises: {} of {}; CUSUM {:.2f}, threshold {:.2f}", drift.sum.wrong(), drift.sum.n(),
                     drift.sum.value(), drift.sum.threshold());
  if (drift.above_since) out << ", above it since " << to_text(*drift.above_since);
  out << "\n";
}

}  // namespace

void print_table(const domain::Calibration& report, const ReportWindow& window, std::ostream& out) {
  out << "Whether predictions held, of calls that joined from " << to_text(window.from) << " to " << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.queues.empty()) {
    out << "No call that waited joined in that time.\n";
    return;
  }
  std::size_t width = 5;
  for (const auto& queue : report.queues) width = std::max(width, queue.queue.size());
  out << fmt::format("{:<{}}  {:<16} {:>7} {:>5} {:>5} {:>5} {:>5} {:>5} {:>5} {:>6} {:>13} {:>7} {:>7}\n", "queue",
                     width, "hour (UTC)", "n", "p10", "p20", "p50", "p80", "p90", "p95", "in 80%", "95 % interval",
                     "width s", "score s");
  for (const auto& row : report.rows) print_levels(row.queue, to_minutes(row.hour), row.figures, width, out);
  for (const auto& queue : report.queues) print_levels(queue.queue, "all", queue.figures, width, out);
  for (const auto& queue : report.queues) {
    out << queue.queue << "\n";
    print_distribution(queue, out);
    print_drift(queue.drift, out);
  }
  out << "n: answered after a wait and predicted at joining. p10 to p95: share of waits at or under that quantile.\n"
         "in 80%: between p10 and p90, with the Wilson interval of that share; width: mean of p90 - p10. score: the\n"
         "width, and ten for each second outside it. CUSUM: rises with each broken promise, falls with each kept one;\n"
         "at the threshold, more than a fifth are being broken.\n";
}

}  // namespace truewait::app
