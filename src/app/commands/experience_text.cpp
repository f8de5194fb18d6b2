#include "app/commands/experience_text.hpp"

#include <algorithm>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {
namespace {

void print_row(const std::string& queue, const std::string& hour, const domain::ExperienceFigures& f, std::size_t width,
               std::ostream& out) {
  const auto felt = f.perception.figures();
  const auto ratio = felt ? std::optional(felt->ratio) : std::nullopt;
  const auto range = felt && felt->interval ? fmt::format("{:.2f}-{:.2f}", felt->interval->low, felt->interval->high)
                                            : std::string("-");
  out << fmt::format("{:<{}}  {:<16} {:>8} {:>8} {:>6} {:>11} {:>10} {:>6} {:>11} {:>6} {:>11} {:>6} {:>5}\n", queue,
                     width, hour, f.contacts, f.answered, f.measured.n(), number_cell(f.predicted.value()),
                     number_cell(f.measured.value()), f.perceived.n(), number_cell(f.perceived.value()),
                     number_cell(ratio, 2), range, f.fast.n,
                     percent_cell(f.fast.proportion().share, static_cast<double>(f.fast.n)));
}

void print_share(const char* who, const domain::Share& share, std::ostream& out) {
  if (share.n == 0) {
    out << fmt::format("  {:<28} not known\n", who);
    return;
  }
  out << fmt::format("  {:<28} {:>5.1f} %  ({}, {} of {})\n", who, share.proportion().share * 100,
                     percent_range(statistics::wilson(share.k, share.n)), share.k, share.n);
}

void print_gap(const char* of, const std::optional<statistics::Difference>& gap, std::ostream& out) {
  if (!gap) {
    out << fmt::format("  {:<28} not known\n", of);
    return;
  }
  out << fmt::format("  {:<28} {:>+5.1f} points  ({:+.1f} to {:+.1f})\n", of, gap->value * 100, gap->interval.low * 100,
                     gap->interval.high * 100);
}

void print_sides(const domain::Experience& report, std::ostream& out) {
  const auto& asked = report.all.asked;
  out << "Answered fast:\n";
  print_share("staff believe", report.belief.value_or(domain::Share{}), out);
  print_share("the clock says", report.all.measured_fast, out);
  print_share("the clock, of those asked", {asked.both + asked.first_only, asked.n()}, out);
  print_share("customers say", report.all.fast, out);
  print_gap("belief less perceived", report.gaps.belief_minus_perceived, out);
  print_gap("= belief less measured", report.gaps.belief_minus_measured, out);
  print_gap("+ measured less perceived", report.gaps.measured_minus_perceived, out);
}

}  // namespace

void print_table(const domain::Experience& report, const ReportWindow& window, std::ostream& out) {
  out << "Predicted, measured and perceived waits of contacts that joined from " << to_text(window.from) << " to "
      << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (report.rows.empty()) {
    out << "Nobody joined in that time.\n";
  } else {
    std::size_t width = 5;
    for (const auto& row : report.rows) width = std::max(width, row.queue.size());
    out << fmt::format("{:<{}}  {:<16} {:>8} {:>8} {:>6} {:>11} {:>10} {:>6} {:>11} {:>6} {:>11} {:>6} {:>5}\n",
                       "queue", width, "hour (UTC)", "contacts", "answered", "n", "predicted s", "measured s", "said",
                       "perceived s", "ratio", "95 % range", "rated", "fast");
    for (const auto& row : report.rows) print_row(row.queue, to_minutes(row.hour), row.figures, width, out);
    print_row("all", "all", report.all, width, out);
  }
  print_sides(report, out);
  out << "n: predicted at joining and reached an agent; both means are of these. said: customers who said how long it\n"
         "felt, perceived s their mean. ratio: perceived over measured, geometric mean. rated: asked whether they "
         "were\n"
         "answered fast enough, fast: said so. Shares with Wilson's, gaps with Newcombe's 95 % interval. The parts of\n"
         "the gap take the clock's share of those asked; of all answered while nobody was asked.\n";
}

}  // namespace truewait::app
