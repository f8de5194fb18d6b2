#include "edge/figures.hpp"

#include "edge/json_text.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::edge {

Figure count_figure(std::string_view name, std::uint64_t value) {
  return {name, static_cast<double>(value), 0};
}

Figure seconds_figure(std::string_view name, std::optional<double> value) {
  return {name, value, 3};
}

Figure share_figure(std::string_view name, std::optional<double> value) {
  return {name, value, 4};
}

Figures share_figures(std::uint64_t agree, std::uint64_t n) {
  const auto interval = statistics::wilson(agree, n);
  const auto known = [n](double value) { return n == 0 ? std::nullopt : std::optional(value); };
  return {count_figure("agree", agree), count_figure("n", n),
          share_figure("share", known(statistics::proportion(agree, n).share)),
          share_figure("low", known(interval.low)), share_figure("high", known(interval.high))};
}

Figures gap_figures(const std::optional<statistics::Difference>& gap) {
  constexpr double points = 100;
  if (!gap) return {share_figure("points", {}), share_figure("low", {}), share_figure("high", {})};
  return {share_figure("points", gap->value * points), share_figure("low", gap->interval.low * points),
          share_figure("high", gap->interval.high * points)};
}

void append_members(std::string& out, const Figures& figures) {
  for (const Figure& figure : figures) {
    if (&figure != &figures.front()) out += ',';
    out.append("\"").append(figure.name).append("\":");
    if (figure.value) {
      append_decimal(out, *figure.value, figure.decimals);
    } else {
      out += "null";
    }
  }
}

void append_group(std::string& out, std::string_view name, const Figures& figures, bool known) {
  out.append("\"").append(name).append("\":");
  if (!known) {
    out += "null";
    return;
  }
  out += '{';
  append_members(out, figures);
  out += '}';
}

void append_csv_names(std::string& out, std::string_view prefix, const Figures& figures) {
  for (const Figure& figure : figures) out.append(",").append(prefix).append(figure.name);
}

void append_csv_cells(std::string& out, const Figures& figures) {
  for (const Figure& figure : figures) {
    out += ',';
    if (figure.value) append_decimal(out, *figure.value, figure.decimals);
  }
}

void append_report_head(std::string& out, const domain::ReportQuery& query, std::string_view definition) {
  out += "{\"from\":";
  append_instant(out, query.from);
  out += ",\"to\":";
  append_instant(out, query.to);
  out += ",\"queue\":";
  if (query.queue.empty()) {
    out += "null";
  } else {
    append_json(out, query.queue);
  }
  out += ",\"definition\":";
  append_json(out, definition);
}

void append_as_of(std::string& out, domain::Instant as_of) {
  out += ",\"as_of\":";
  append_instant(out, as_of);
}

void open_hourly_row(std::string& out, std::string_view queue, domain::Instant hour) {
  out += "{\"queue\":";
  append_json(out, queue);
  out += ",\"hour\":";
  append_instant(out, hour);
  out += ',';
}

}  // namespace truewait::edge
