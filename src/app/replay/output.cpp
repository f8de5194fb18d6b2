#include "app/replay/output.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <ctime>
#include <numeric>
#include <ostream>
#include <string>

namespace truewait::app {
namespace {

using statistics::Accuracy;

std::string table_line(std::string_view name, const Accuracy& a) {
  return fmt::format("{:<15} {:>8.1f} {:>8.1f} {:>7.3f} {:>+8.1f} {:>9.1f} % {:>8.1f} %\n", name, a.mae_s(), a.rmse_s(),
                     a.rrmse(), a.bias_s(), 100 * a.within_30_percent(), 100 * a.within_30_s());
}

std::string json_of(const Accuracy& a) {
  return fmt::format(R"({{"mae_s":{},"rmse_s":{},"rrmse":{},"bias_s":{},"within_30_percent":{},"within_30_s":{}}})",
                     a.mae_s(), a.rmse_s(), a.rrmse(), a.bias_s(), a.within_30_percent(), a.within_30_s());
}

std::string json_of_bands(const ReplayScore& score) {
  std::string all;
  for (std::size_t b = 0; b < score.bands.size(); ++b) {
    all += fmt::format(R"({}{{"from_hour":{},"n":{},"coverage_80":{},"width_80_s":{}}})", all.empty() ? "" : ",", 3 * b,
                       score.bands[b].n(), score.bands[b].share(), score.bands[b].mean_width_s());
  }
  return "[" + all + "]";
}

std::string json_of_remaining(const ReplayScore& score) {
  std::string all;
  for (std::size_t k = 0; k < score.remaining.size(); ++k) {
    const auto& r = score.remaining[k];
    all += fmt::format(R"({}{{"elapsed_s":{},"n":{},"told":{},"first_less_elapsed":{},"coverage_80":{}}})",
                       all.empty() ? "" : ",", asked_again_after[k].count() / 1000, r.told.n(), json_of(r.told),
                       json_of(r.first_less_elapsed), r.p10_p90.share());
  }
  return "[" + all + "]";
}

std::string local_time(domain::Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(seconds - day);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                          time.minutes().count(), time.seconds().count());
  const auto ms = (at - seconds).count();
  return ms == 0 ? text : text + fmt::format(".{:03}", ms);
}

std::string_view outcome_name(telephony::CallOutcome outcome) {
  switch (outcome) {
    case telephony::CallOutcome::answered:
      return "answered";
    case telephony::CallOutcome::abandoned:
      return "abandoned";
    case telephony::CallOutcome::left:
      return "left";
    case telephony::CallOutcome::unknown:
      break;
  }
  return "unknown";
}

/// RFC 4180: quoted where a comma, a quote or a line end would be misread.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

void append_row(std::string& rows, const telephony::HistoricCall& call, const domain::Estimate& e) {
  const auto wait_s = measured_s(call);
  fmt::format_to(std::back_inserter(rows), "{},{},{},{},{},{},{},{}", cell(call.call_id), cell(call.queue),
                 call.priority, e.ahead, local_time(call.queued_at), outcome_name(call.outcome),
                 wait_s ? fmt::format("{}", *wait_s) : "", e.mean_s);
  for (const double q : e.quantiles_s) fmt::format_to(std::back_inserter(rows), ",{}", q);
  for (const double f : e.formulas_s) fmt::format_to(std::back_inserter(rows), ",{}", f);
  rows += '\n';
}

/// The order of the file: asterisk, google, ... as the formulas are named, each with its unit.
std::string header() {
  std::string line =
      "call_id,queue,priority,ahead,asked_at,outcome,measured_s,mean_s,p10_s,p20_s,p50_s,p80_s,p90_s,p95_s";
  for (const auto name : domain::formula_names) line += "," + std::string(name) + "_s";
  return line + "\n";
}

}  // namespace

void print_table(const ReplayScore& score, std::ostream& out) {
  const auto& served = score.served_mean;
  out << fmt::format("{} calls waited and were answered, mean wait {:.1f} s; {} more waited and hung up\n\n",
                     served.n(), served.mean_measured_s(), score.abandoned);
  out << fmt::format("{:<15} {:>8} {:>8} {:>7} {:>8} {:>11} {:>10}\n", "estimator", "MAE s", "RMSE s", "RRMSE",
                     "bias s", "within 30 %", "within 30 s");
  for (std::size_t f = 0; f < domain::formula_count; ++f) {
    out << table_line(domain::formula_names[f], score.formulas[f]);
  }
  out << table_line("served (mean)", served) << table_line("served (median)", score.served_median);
  out << fmt::format("\nserved 80 % interval: covers {:.1f} %, mean width {:.1f} s\n",
                     100 * score.served_p10_p90.share(), score.served_p10_p90.mean_width_s());
  for (std::size_t k = 0; k < score.remaining.size(); ++k) {
    const auto& r = score.remaining[k];
    if (r.told.n() == 0) continue;
    out << fmt::format(
        "still waiting after {:>3} s: {} calls, MAE of the remaining wait {:.1f} s, bias {:+.1f} s; "
        "first estimate less elapsed {:.1f} s\n",
        asked_again_after[k].count() / 1000, r.told.n(), r.told.mae_s(), r.told.bias_s(), r.first_less_elapsed.mae_s());
  }
}

void print_json(const ReplayScore& score, std::size_t bad_lines, std::ostream& out) {
  const auto& served = score.served_mean;
  out << fmt::format(R"({{"scored_calls":{},"mean_wait_s":{},"abandoned":{},"bad_lines":{},"estimators":{{)",
                     served.n(), served.mean_measured_s(), score.abandoned, bad_lines);
  for (std::size_t f = 0; f < domain::formula_count; ++f) {
    out << (f == 0 ? "" : ",") << '"' << domain::formula_names[f] << "\":" << json_of(score.formulas[f]);
  }
  out << R"(},"served":{"mean":)" << json_of(served) << R"(,"median":)" << json_of(score.served_median)
      << fmt::format(R"(,"coverage_80":{},"width_80_s":{},"interval_score_s":{},"brier_180":{},"brier_180_base":{})",
                     score.served_p10_p90.share(), score.served_p10_p90.mean_width_s(), score.interval_score_s,
                     score.brier_180, score.brier_180_base)
      << R"(,"coverage_bands":)" << json_of_bands(score) << R"(,"remaining":)" << json_of_remaining(score) << "}}\n";
}

void print_calls(const telephony::History& history, const Predictions& predictions, std::ostream& out) {
  std::vector<std::size_t> order(history.calls.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return history.calls[a].queued_at < history.calls[b].queued_at;
  });
  out << header();
  std::string rows;
  for (const auto i : order) {
    if (!history.calls[i].waited || !predictions[i]) continue;
    append_row(rows, history.calls[i], *predictions[i]);
    if (rows.size() < 1 << 16) continue;
    out << rows;
    rows.clear();
  }
  out << rows;
}

}  // namespace truewait::app
