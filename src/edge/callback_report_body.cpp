#include "truewait/edge/callback_report_body.hpp"

#include "edge/accuracy_body.hpp"
#include "edge/figures.hpp"
#include "edge/json_text.hpp"
#include "truewait/statistics/quantile.hpp"

namespace truewait::edge {

const std::string_view callback_report_definition =
    "Callbacks by queue, those accepted from `from` to `to`, with what became of them within a day after. offered: "
    "callers who were offered one in that time, each once; taken: of these, accepted. accepted: all callbacks, "
    "offered or not; dialled: given to a front-end at least once, so that it may have rung (not: no line, failed, "
    "taken back); reached: the customer took the call; connected: spoke with an agent; completed: and that talk is "
    "over. Each as agree of n, n being the step before; served: connected of accepted. Shares with Wilson's 95 % "
    "interval; open callbacks count among those who have not come further. ends: how they ended. punctuality, of "
    "those with a promised window: inside, early, late by the first ring (reported, or an outcome that proves one, "
    "then since its order); never: over without a ring; untested: cancelled or served otherwise before the window was "
    "over; open: neither rung nor over. first_ring = inside of inside + early + late + never; reached and connected "
    "inside the window of the same n. late_median_s and late_p90_s: of the late, from the window's end. dials: per "
    "callback that is over or with an agent, those that may have rung; none to five_or_more count callbacks. saved, "
    "of connected ones: offline_min from acceptance to first ring, which the customer did not hold; held_min from the "
    "customer's answer to the agent; saved_min the difference. by_hour: dials by hour of the order in the queue's "
    "time zone, and how many reached the customer; hours without a dial are left out.";

namespace {

constexpr double seconds_a_minute = 60;
constexpr std::array<std::string_view, 6> dial_counts{"none", "one", "two", "three", "four", "five_or_more"};

Figures reach_figures(const domain::CallbackFigures& f) {
  return {count_figure("offered", f.offered), count_figure("accepted", f.accepted)};
}

struct Step {
  std::string_view name;
  std::uint64_t agree, n;
};
std::array<Step, 6> steps(const domain::CallbackFigures& f) {
  return {{{"taken", f.taken, f.offered},
           {"dialled", f.dialled, f.accepted},
           {"reached", f.reached, f.dialled},
           {"connected", f.connected, f.reached},
           {"completed", f.completed, f.connected},
           {"served", f.connected, f.accepted}}};
}
std::array<Step, 3> window_steps(const domain::Punctuality& w) {
  return {{{"first_ring", w.inside, w.tested()},
           {"reached", w.reached_inside, w.tested()},
           {"connected", w.connected_inside, w.tested()}}};
}

Figures end_figures(const domain::CallbackFigures& f) {
  Figures out;
  for (std::size_t i = 0; i < f.ends.size(); ++i) {
    if (domain::is_end(static_cast<domain::CallbackState>(i)))
      out.push_back(count_figure(domain::callback_state_names[i], f.ends[i]));
  }
  out.push_back(count_figure("open", f.open));
  return out;
}

Figures window_figures(const domain::Punctuality& w) {
  return {count_figure("inside", w.inside),
          count_figure("early", w.early),
          count_figure("late", w.late),
          count_figure("never", w.never),
          count_figure("untested", w.untested),
          count_figure("open", w.open),
          seconds_figure("late_median_s", statistics::quantile(w.late_s, 0.5)),
          seconds_figure("late_p90_s", statistics::quantile(w.late_s, 0.9))};
}

Figures dial_figures(const domain::CallbackFigures& f) {
  const auto interval = f.dials.interval();
  Figures out{count_figure("n", f.dials.n()), share_figure("mean", f.dials.value()),
              share_figure("low", interval ? std::optional(interval->low) : std::nullopt),
              share_figure("high", interval ? std::optional(interval->high) : std::nullopt)};
  for (std::size_t i = 0; i < dial_counts.size(); ++i) out.push_back(count_figure(dial_counts[i], f.by_dials[i]));
  return out;
}

Figures saved_figures(const domain::CallbackFigures& f) {
  const auto n = f.offline_s.n();
  const auto minutes = [n](double of_all_s) {
    return n == 0 ? std::nullopt : std::optional(of_all_s / seconds_a_minute);
  };
  const double held_s = f.held_s.value().value_or(0) * static_cast<double>(n);
  const auto saved = minutes(f.saved_s());
  return {count_figure("n", n),
          seconds_figure("offline_min", minutes(f.saved_s() + held_s)),
          seconds_figure("held_min", minutes(held_s)),
          seconds_figure("saved_min", saved),
          seconds_figure("saved_each_min", saved ? std::optional(*saved / static_cast<double>(n)) : std::nullopt),
          seconds_figure("hold_median_s", statistics::quantile(f.holds_s, 0.5)),
          seconds_figure("hold_p90_s", statistics::quantile(f.holds_s, 0.9))};
}

template <class Steps>
void append_steps(std::string& out, const Steps& each_of) {
  for (const Step& step : each_of) {
    out += ',';
    append_group(out, step.name, share_figures(step.agree, step.n), true);
  }
}

void append_hours(std::string& out, const domain::CallbackFigures& f) {
  out += ",\"by_hour\":[";
  bool first = true;
  for (std::size_t hour = 0; hour < f.by_hour.size(); ++hour) {
    const auto& [dialled, reached] = f.by_hour[hour];
    if (dialled == 0) continue;
    if (!first) out += ',';
    first = false;
    out += "{\"hour\":";
    append_integer(out, static_cast<std::uint64_t>(hour));
    out += ',';
    auto shares = share_figures(reached, dialled);
    shares[0].name = "reached";
    shares[1].name = "dialled";
    append_members(out, shares);
    out += '}';
  }
  out += ']';
}

void append_callbacks(std::string& out, const domain::CallbackFigures& f) {
  append_members(out, reach_figures(f));
  append_steps(out, steps(f));
  out += ',';
  append_group(out, "ends", end_figures(f), true);
  out += ",\"punctuality\":{";
  append_members(out, window_figures(f.windows));
  append_steps(out, window_steps(f.windows));
  out += "},";
  append_group(out, "dials", dial_figures(f), true);
  out += ',';
  append_group(out, "saved", saved_figures(f), true);
  append_hours(out, f);
}

std::string callback_csv_header() {
  const domain::CallbackFigures none;
  std::string out = "queue";
  append_csv_names(out, "", reach_figures(none));
  for (const Step& step : steps(none)) append_csv_names(out, std::string(step.name) + "_", share_figures(0, 0));
  append_csv_names(out, "end_", end_figures(none));
  append_csv_names(out, "window_", window_figures(none.windows));
  for (const Step& step : window_steps(none.windows)) {
    append_csv_names(out, "window_" + std::string(step.name) + "_", share_figures(0, 0));
  }
  append_csv_names(out, "dials_", dial_figures(none));
  append_csv_names(out, "saved_", saved_figures(none));
  for (std::size_t hour = 0; hour < none.by_hour.size(); ++hour) {
    const auto prefix = std::string(hour < 10 ? "hour_0" : "hour_") + std::to_string(hour) + "_";
    append_csv_names(out, prefix, {count_figure("dialled", 0), count_figure("reached", 0)});
  }
  return out + "\r\n";
}

}  // namespace

std::string callback_report_json(const domain::ReportQuery& query, const domain::CallbackSummary& report,
                                 domain::Instant as_of) {
  std::string out;
  append_report_head(out, query, callback_report_definition);
  append_as_of(out, as_of);
  out += ",\"rows\":[";
  for (const domain::CallbackRow& row : report.rows) {
    if (&row != &report.rows.front()) out += ',';
    out += "{\"queue\":";
    append_json(out, row.queue);
    out += ',';
    append_callbacks(out, row.figures);
    out += '}';
  }
  out += "],\"all\":{";
  append_callbacks(out, report.all);
  return out + "}}";
}

std::string callback_report_csv(const domain::CallbackSummary& report) {
  std::string out = callback_csv_header();
  for (const auto& [queue, f] : report.rows) {
    append_csv_text(out, queue);
    append_csv_cells(out, reach_figures(f));
    for (const Step& step : steps(f)) append_csv_cells(out, share_figures(step.agree, step.n));
    append_csv_cells(out, end_figures(f));
    append_csv_cells(out, window_figures(f.windows));
    for (const Step& step : window_steps(f.windows)) append_csv_cells(out, share_figures(step.agree, step.n));
    append_csv_cells(out, dial_figures(f));
    append_csv_cells(out, saved_figures(f));
    for (const auto& [dialled, reached] : f.by_hour) {
      append_csv_cells(out, {count_figure({}, dialled), count_figure({}, reached)});
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace truewait::edge
