#include "app/host/metrics.hpp"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <string_view>

#include "app/version.hpp"

namespace truewait::app {

namespace {

/// A label's value as the text format wants it.
std::string label_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

class Page {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    put("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  template <class T>
  void value(T v) {
    put("{} {}\n", name_, v);
  }
  template <class T>
  void of_queue(std::string_view queue, T v, std::string_view suffix = {}) {
    put("{}{}{{queue=\"{}\"}} {}\n", name_, suffix, label_value(queue), v);
  }
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string name_, text_;
};

struct Live {
  int waiting = 0, in_service = 0;
  double longest_wait_s = 0;
};

void write_queues(Page& page, const MetricsInput& in) {
  std::map<std::string, Live> live;  // a queue's name may occur in several sites
  int calls = 0;
  for (const domain::QueueView& queue : in.queues) {
    Live& l = live[queue.queue];
    l.waiting += queue.waiting;
    l.in_service += queue.in_service;
    l.longest_wait_s = std::max(l.longest_wait_s, domain::to_seconds(queue.longest_wait));
    calls += queue.waiting + queue.in_service;
  }
  page.family("truewait_live_calls", "gauge", "Calls that wait or are in service, all queues.");
  page.value(calls);
  page.family("truewait_waiting_calls", "gauge", "Calls that wait.");
  for (const auto& [name, l] : live) page.of_queue(name, l.waiting);
  page.family("truewait_calls_in_service", "gauge", "Calls being served.");
  for (const auto& [name, l] : live) page.of_queue(name, l.in_service);
  page.family("truewait_longest_wait_seconds", "gauge", "Elapsed wait of the oldest waiting call.");
  for (const auto& [name, l] : live) page.of_queue(name, l.longest_wait_s);
}

void write_predictions(Page& page, const PredictionMeter& predictions) {
  page.family("truewait_estimate_abs_error_seconds", "summary",
              "Absolute difference of the mean served at joining and the measured wait, since the start.");
  for (const auto& [name, f] : predictions.figures()) {
    page.of_queue(name, f.abs_error_s, "_sum");
    page.of_queue(name, f.n, "_count");
  }
  page.family("truewait_estimate_coverage_ratio", "gauge",
              "Share of measured waits inside the p10 to p90 interval served at joining, since the start.");
  for (const auto& [name, f] : predictions.figures()) {
    page.of_queue(name, static_cast<double>(f.covered) / static_cast<double>(f.n));
  }
}

void write_lag(Page& page, const EventLag& lag, domain::Instant now) {
  page.family("truewait_event_lag_seconds", "histogram", "Receipt of an event less the time its source gives it.");
  for (std::size_t i = 0; i < EventLag::bounds_s.size(); ++i) {
    page.put("truewait_event_lag_seconds_bucket{{le=\"{}\"}} {}\n", EventLag::bounds_s[i], lag.cumulative()[i]);
  }
  page.put("truewait_event_lag_seconds_bucket{{le=\"+Inf\"}} {}\n", lag.cumulative().back());
  page.put("truewait_event_lag_seconds_sum {}\ntruewait_event_lag_seconds_count {}\n", lag.sum_s(),
           lag.cumulative().back());
  page.family("truewait_source_skew_seconds", "gauge",
              "Largest difference between a source's time and its receipt in the last minute, either way.");
  page.value(lag.max_skew_s(now));
}

void write_journal(Page& page, const MetricsInput& in) {
  page.family("truewait_facts_committed_total", "counter", "Facts committed to the store.");
  page.value(in.journal.records);
  page.family("truewait_commits_total", "counter", "Commits made.");
  page.value(in.journal.commits);
  page.family("truewait_journal_backlog_facts", "gauge", "Facts that wait for their commit.");
  page.value(in.backlog);
  page.family("truewait_store_full", "gauge", "1 while the disk has no space for facts.");
  page.value(in.store_full ? 1 : 0);
}

}  // namespace

std::string metrics_text(const MetricsInput& in) {
  Page page;
  page.family("truewait_build_info", "gauge", "The release that runs; always 1.");
  page.put("truewait_build_info{{version=\"{}\"}} 1\n", version());
  write_queues(page, in);
  write_predictions(page, in.predictions);
  write_lag(page, in.lag, in.now);
  write_journal(page, in);
  page.family("truewait_clock_wall_ahead_seconds", "gauge", "The wall clock less the service's time line.");
  page.value(in.wall_ahead_s);
  return page.take();
}

}  // namespace truewait::app
