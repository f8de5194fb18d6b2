#include "app/commands/callback_report_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/quantile.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

constexpr double seconds_per_minute = 60;

std::string share_of(std::uint64_t k, std::uint64_t n) {
  return percent_cell(statistics::proportion(k, n).share, static_cast<double>(n));
}

std::string range_of(std::uint64_t k, std::uint64_t n) {
  return n == 0 ? "-" : percent_range(statistics::wilson(k, n));
}

void print_funnel(const std::string& queue, const domain::CallbackFigures& f, std::size_t width, std::ostream& out) {
  const auto& w = f.windows;
  out << fmt::format(
      "{:<{}}  {:>7} {:>6} {:>8} {:>7} {:>7} {:>9} {:>9} {:>5} {:>7} {:>13} {:>6} {:>10}\n", queue, width, f.offered,
      f.taken, f.accepted, f.dialled, f.reached, f.connected, f.completed, f.open, share_of(w.inside, w.tested()),
      range_of(w.inside, w.tested()), number_cell(f.dials.value(), 2),
      number_cell(f.offline_s.n() == 0 ? std::nullopt : std::optional(f.saved_s() / seconds_per_minute)));
}

void print_shares(const domain::CallbackFigures& f, std::ostream& out) {
  struct Line {
    const char* what;
    std::uint64_t k, n;
  };
  const Line lines[] = {{"accepted, of the offered", f.taken, f.offered},
                        {"dialled, of the accepted", f.dialled, f.accepted},
                        {"reached, of the dialled", f.reached, f.dialled},
                        {"connected, of the reached", f.connected, f.reached},
                        {"completed, of the connected", f.completed, f.connected},
                        {"connected, of the accepted", f.connected, f.accepted}};
  for (const auto& [what, k, n] : lines) {
    out << fmt::format("  {:<28} {:>6} {:>16}  ({} of {})\n", what, share_of(k, n), range_of(k, n), k, n);
  }
}

void print_ends(const domain::CallbackFigures& f, std::ostream& out) {
  out << "Ends:";
  for (std::size_t i = 0; i < f.ends.size(); ++i) {
    if (!domain::is_end(static_cast<domain::CallbackState>(i))) continue;
    out << fmt::format(" {} {},", domain::callback_state_names[i], f.ends[i]);
  }
  out << fmt::format(" open {}.\n", f.open);
}

void print_punctuality(const domain::Punctuality& w, std::ostream& out) {
  out << fmt::format("Windows: {} first rings inside, {} early, {} late, {} never; {} not tested, {} open.\n", w.inside,
                     w.early, w.late, w.never, w.untested, w.open);
  if (w.tested() == 0) return;
  out << fmt::format("  reached inside {} ({}), connected inside {} ({})", share_of(w.reached_inside, w.tested()),
                     range_of(w.reached_inside, w.tested()), share_of(w.connected_inside, w.tested()),
                     range_of(w.connected_inside, w.tested()));
  if (!w.late_s.empty()) {
    out << fmt::format("; the late by {:.0f} s at the median, {:.0f} s at p90", *statistics::quantile(w.late_s, 0.5),
                       *statistics::quantile(w.late_s, 0.9));
  }
  out << "\n";
}

void print_dials(const domain::CallbackFigures& f, std::ostream& out) {
  if (f.dials.n() == 0) return;
  out << fmt::format("Dials per customer: {:.2f} on average;", *f.dials.value());
  for (std::size_t i = 0; i < f.by_dials.size(); ++i) {
    const bool last = i + 1 == f.by_dials.size();
    out << fmt::format(" {}{}: {}{}", i, last ? " or more" : "", f.by_dials[i], last ? ".\n" : ",");
  }
}

void print_saved(const domain::CallbackFigures& f, std::ostream& out) {
  const auto n = f.offline_s.n();
  if (n == 0) return;
  const double saved_min = f.saved_s() / seconds_per_minute;
  out << fmt::format("Holding saved: {:.1f} min in all, {:.1f} for each of {}: {:.1f} off the line before the ring,\n",
                     saved_min, saved_min / static_cast<double>(n), n, *f.offline_s.value() / seconds_per_minute);
  out << fmt::format(
      "  less {:.1f} on hold after it (hold after answering: {:.0f} s at the median, {:.0f} s at p90).\n",
      *f.held_s.value() / seconds_per_minute, *statistics::quantile(f.holds_s, 0.5),
      *statistics::quantile(f.holds_s, 0.9));
}

void print_hours(const domain::CallbackFigures& f, std::ostream& out) {
  if (std::all_of(f.by_hour.begin(), f.by_hour.end(), [](const auto& h) { return h.dialled == 0; })) return;
  out << "Reached by local hour of the dial:\n";
  for (std::size_t hour = 0; hour < f.by_hour.size(); ++hour) {
    const auto& [dialled, reached] = f.by_hour[hour];
    if (dialled == 0) continue;
    out << fmt::format("  {:02}:00 {:>6} {:>16}  ({} of {})\n", hour, share_of(reached, dialled),
                       range_of(reached, dialled), reached, dialled);
  }
}

}  // namespace

void print_table(const domain::CallbackSummary& report, const ReportWindow& window, std::ostream& out) {
  out << "Callbacks offered and accepted from " << to_text(window.from) << " to " << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.rows.empty()) {
    out << "None was offered or accepted in that time.\n";
    return;
  }
  std::size_t width = 5;
  for (const auto& row : report.rows) width = std::max(width, row.queue.size());
  out << fmt::format("{:<{}}  {:>7} {:>6} {:>8} {:>7} {:>7} {:>9} {:>9} {:>5} {:>7} {:>13} {:>6} {:>10}\n", "queue",
                     width, "offered", "taken", "accepted", "dialled", "reached", "connected", "completed", "open",
                     "in time", "95 % interval", "dials", "saved min");
  for (const auto& row : report.rows) print_funnel(row.queue, row.figures, width, out);
  print_funnel("all", report.all, width, out);
  print_shares(report.all, out);
  print_ends(report.all, out);
  print_punctuality(report.all.windows, out);
  print_dials(report.all, out);
  print_saved(report.all, out);
  print_hours(report.all, out);
  out << "taken: of those offered. accepted: all, offered or not. in time: the first ring came inside the promised\n"
         "window, of all windows that were put to the test. dials: that may have rung, per callback that is over. "
         "Shares\n"
         "with Wilson's interval.\n";
}

}  // namespace truewait::app
