#include "app/commands/report_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "app/commands/instant_text.hpp"
#include "app/commands/report_cells.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app {

namespace {

using Rows = std::vector<domain::AccuracyRow>;

statistics::Interval coverage_interval(const domain::AccuracyRow& row) {
  return statistics::wilson(row.p10_p90.covered(), row.p10_p90.n());
}

void print_row(const std::string& hour, const domain::AccuracyRow& row, std::size_t width, std::ostream& out) {
  out << fmt::format("{:<{}}  {:<16} {:>7}", row.queue, width, hour, row.mean.n());
  if (row.mean.n() == 0) {
    out << fmt::format(" {:>7} {:>7} {:>7} {:>6} {:>6} {:>6} {:>13} {:>7}", "-", "-", "-", "-", "-", "-", "-", "-");
  } else {
    const auto interval = coverage_interval(row);
    const std::string range = fmt::format("{:.1f}-{:.1f} %", interval.low * 100, interval.high * 100);
    out << fmt::format(" {:>7.1f} {:>7.1f} {:>+7.1f} {:>4.0f} % {:>4.0f} % {:>4.0f} % {:>13} {:>7.1f}",
                       row.mean.mae_s(), row.mean.rmse_s(), row.mean.bias_s(), row.mean.within_30_s() * 100,
                       row.mean.within_30_percent() * 100, row.p10_p90.share() * 100, range,
                       row.p10_p90.mean_width_s());
  }
  out << fmt::format(" {:>9} {:>11}\n", row.abandoned, row.unpredicted);
}

/// The names of GET /v1/reports/accuracy; null where there is nothing to measure.
boost::json::value figures(const statistics::Accuracy& accuracy) {
  if (accuracy.n() == 0) return nullptr;
  return boost::json::object{{"mae_s", accuracy.mae_s()},
                             {"rmse_s", accuracy.rmse_s()},
                             {"bias_s", accuracy.bias_s()},
                             {"within_30_s", accuracy.within_30_s()},
                             {"within_30_percent", accuracy.within_30_percent()}};
}

boost::json::object shadows(const domain::ShadowAccuracy& said) {
  const auto errors = [](const statistics::Accuracy& accuracy) {
    const auto or_null = [&](double v) {
      return accuracy.n() > 0 ? boost::json::value(v) : boost::json::value(nullptr);
    };
    return boost::json::object{{"mae_s", or_null(accuracy.mae_s())}, {"rmse_s", or_null(accuracy.rmse_s())}};
  };
  boost::json::object out;
  for (std::size_t f = 0; f < domain::formula_count; ++f) out[domain::formula_names[f]] = errors(said.formulas[f]);
  auto learner = errors(said.learner);
  learner["n"] = said.learner.n();
  out["learner"] = std::move(learner);
  return out;
}

boost::json::object to_json(const domain::AccuracyRow& row, bool with_hour) {
  boost::json::object out{{"queue", row.queue}};
  if (with_hour) out["hour"] = to_text(row.hour);
  out["n"] = row.mean.n();
  out["mean"] = figures(row.mean);
  out["median"] = figures(row.median);
  const auto interval = coverage_interval(row);
  const bool known = row.p10_p90.n() > 0;
  const auto or_null = [known](double v) { return known ? boost::json::value(v) : boost::json::value(nullptr); };
  out["coverage_80"] = or_null(row.p10_p90.share());
  out["coverage_low"] = or_null(interval.low);
  out["coverage_high"] = or_null(interval.high);
  out["width_80_s"] = or_null(row.p10_p90.mean_width_s());
  out["abandoned"] = row.abandoned;
  out["unpredicted"] = row.unpredicted;
  out["shadows"] = shadows(row.shadows);
  return out;
}

std::string csv_figures(const statistics::Accuracy& a) {
  if (a.n() == 0) return ",,,,";
  return fmt::format("{},{},{},{},{}", a.mae_s(), a.rmse_s(), a.bias_s(), a.within_30_s(), a.within_30_percent());
}

std::string csv_coverage(const domain::AccuracyRow& row) {
  if (row.p10_p90.n() == 0) return ",,,";
  const auto interval = coverage_interval(row);
  return fmt::format("{},{},{},{}", row.p10_p90.share(), interval.low, interval.high, row.p10_p90.mean_width_s());
}

std::string csv_shadows(const domain::ShadowAccuracy& said) {
  const auto errors = [](const statistics::Accuracy& accuracy) {
    return accuracy.n() == 0 ? std::string(",") : fmt::format("{},{}", accuracy.mae_s(), accuracy.rmse_s());
  };
  std::string out;
  for (const auto& formula : said.formulas) out += errors(formula) + ",";
  return out + fmt::format("{},", said.learner.n()) + errors(said.learner);
}

/// One line per queue: RMSE of the served mean, and of what each shadow said about the same calls.
void print_shadows(const Rows& totals, std::size_t width, std::ostream& out) {
  out << fmt::format("\n{:<{}}  {:>7} {:>7} {:>7}", "RMSE s", width, "n", "served", "learner");
  for (const auto name : domain::formula_names) out << fmt::format(" {:>8}", name);
  out << "\n";
  for (const auto& row : totals) {
    const auto cell = [](const statistics::Accuracy& of) {
      return number_cell(of.n() > 0 ? std::optional(of.rmse_s()) : std::nullopt);
    };
    out << fmt::format("{:<{}}  {:>7} {:>7} {:>7}", row.queue, width, row.mean.n(), cell(row.mean),
                       cell(row.shadows.learner));
    for (const auto& formula : row.shadows.formulas) out << fmt::format(" {:>8}", cell(formula));
    out << "\n";
  }
}

/// RFC 4180; a leading sign or formula character is quoted away, so that a spreadsheet shows a queue's name as it is.
std::string csv_cell(const std::string& text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

Rows totals_by_queue(const Rows& rows) {
  Rows totals;
  for (const domain::AccuracyRow& row : rows) {
    if (totals.empty() || totals.back().queue != row.queue) {
      totals.push_back(row);
      continue;
    }
    domain::AccuracyRow& total = totals.back();
    total.mean.merge(row.mean);
    total.median.merge(row.median);
    total.p10_p90.merge(row.p10_p90);
    total.abandoned += row.abandoned;
    total.unpredicted += row.unpredicted;
    total.shadows.merge(row.shadows);
  }
  return totals;
}

void print_table(const Rows& rows, const ReportWindow& window, std::ostream& out) {
  out << "Predicted against measured waits of calls that joined from " << to_text(window.from) << " to "
      << to_text(window.to);
  if (!window.note.empty()) out << " (" << window.note << ")";
  out << "\n";
  if (rows.empty()) {
    out << "No call that waited joined in that time.\n";
    return;
  }
  std::size_t width = 5;
  for (const auto& row : rows) width = std::max(width, row.queue.size());
  out << fmt::format("{:<{}}  {:<16} {:>7} {:>7} {:>7} {:>7} {:>6} {:>6} {:>6} {:>13} {:>7} {:>9} {:>11}\n", "queue",
                     width, "hour (UTC)", "n", "MAE s", "RMSE s", "bias s", "<=30 s", "<=30 %", "in 80%",
                     "95 % interval", "width s", "abandoned", "unpredicted");
  for (const auto& row : rows) print_row(to_minutes(row.hour), row, width, out);
  const Rows totals = totals_by_queue(rows);
  for (const auto& row : totals) print_row("all", row, width, out);
  out << "n: answered after a wait and predicted at joining. in 80%: measured wait between p10 and p90, with the\n"
         "Wilson interval of that share; width: mean of p90 - p10. abandoned: predicted, then hung up, in no error "
         "here.\n"
         "unpredicted: answered after a wait, but nothing could be said at joining.\n";
  print_shadows(totals, std::max<std::size_t>(width, 6), out);
}

void print_json(const Rows& rows, const ReportWindow& window, std::ostream& out) {
  boost::json::array hours, totals;
  for (const auto& row : rows) hours.push_back(to_json(row, true));
  for (const auto& row : totals_by_queue(rows)) totals.push_back(to_json(row, false));
  const boost::json::object all{{"from", to_text(window.from)},
                                {"to", to_text(window.to)},
                                {"rows", std::move(hours)},
                                {"totals", std::move(totals)}};
  out << boost::json::serialize(all) << "\n";
}

void print_csv(const Rows& rows, std::ostream& out) {
  out << "queue,hour,n";
  for (const char* of : {"mean", "median"}) {
    out << fmt::format(",{0}_mae_s,{0}_rmse_s,{0}_bias_s,{0}_within_30_s,{0}_within_30_percent", of);
  }
  out << ",coverage_80,coverage_low,coverage_high,width_80_s,abandoned,unpredicted";
  for (const auto name : domain::formula_names) out << fmt::format(",shadow_{0}_mae_s,shadow_{0}_rmse_s", name);
  out << ",shadow_learner_n,shadow_learner_mae_s,shadow_learner_rmse_s\r\n";
  for (const auto& row : rows) {
    out << fmt::format("{},{},{},{},{},{},{},{},{}\r\n", csv_cell(row.queue), to_text(row.hour), row.mean.n(),
                       csv_figures(row.mean), csv_figures(row.median), csv_coverage(row), row.abandoned,
                       row.unpredicted, csv_shadows(row.shadows));
  }
}

}  // namespace truewait::app
