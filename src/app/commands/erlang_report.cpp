#include "app/commands/erlang_report.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/erlang_c.hpp"
#include "truewait/queueing/staffing.hpp"

namespace truewait::app {
namespace {

using queueing::ErlangA;
using queueing::ErlangC;

struct Level {
  std::string_view key;
  double share;
};

constexpr std::array<Level, 4> levels{{{"p50", 0.50}, {"p80", 0.80}, {"p90", 0.90}, {"p95", 0.95}}};

std::string words(double seconds) {
  if (seconds < 0.05) return seconds == 0 ? "0 s" : "under 0.1 s";
  if (seconds < 59.95) return fmt::format("{:.3g} s", seconds);
  const double whole = std::round(seconds), rest = std::fmod(whole, 60);
  if (whole < 3600)
    return fmt::format("{:.0f} min", std::floor(whole / 60)) + (rest > 0 ? fmt::format(" {:.0f} s", rest) : "");
  const double minutes = std::round(seconds / 60);
  if (minutes < 48 * 60) return fmt::format("{:.0f} h {:02.0f} min", std::floor(minutes / 60), std::fmod(minutes, 60));
  return fmt::format("{:.4g} days", seconds / 86400);
}

/// Never 0.0 % or 100.0 % for what is neither.
std::string percent(double share) {
  if (share > 0 && share < 0.0005) return "under 0.1 %";
  if (share < 1 && share >= 0.9995) return "over 99.9 %";
  return fmt::format("{:.1f} %", 100 * share);
}

std::string plural(int n, std::string_view word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

/// The block a person reads: one label and value a line.
class Block {
 public:
  explicit Block(std::string title) : text_(std::move(title) + "\n") {}
  void line(std::string_view label, std::string_view value) { fmt::format_to(out(), "  {:<34}{}\n", label, value); }
  void say(std::string_view sentence) { fmt::format_to(out(), "{}\n", sentence); }

  template <class Queue>
  void waits(const Queue& queue) {
    std::string quantiles;
    for (const Level& level : levels) {
      fmt::format_to(std::back_inserter(quantiles), "{}{:.0f} %: {}", quantiles.empty() ? "" : "   ", 100 * level.share,
                     words(queue.wait_quantile_s(level.share)));
    }
    line("wait not exceeded by", quantiles);
  }

  void target(const ErlangQuestion& q, double service_level, int needed) {
    const std::string within = words(q.target.within_s);
    line(fmt::format("answered within {}", within),
         fmt::format("{} (target {:.6g} %)", percent(service_level), 100 * q.target.share));
    line("agents needed for the target", fmt::format("{}", needed));
  }

  std::string text() const { return text_; }

 private:
  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }
  std::string text_;
};

Block begin(const ErlangQuestion& q, std::string_view model) {
  Block block(fmt::format("{}: {}, {:.6g} calls/h of {} each{}", model, plural(q.agents, "agent"),
                          3600 * q.demand.arrival_rate_per_s, words(q.demand.mean_service_s),
                          q.mean_patience_s ? ", patience " + words(*q.mean_patience_s) : ""));
  block.line("offered load", fmt::format("{:.6g} erlangs", q.demand.load_erlangs()));
  return block;
}

std::string text_of(const ErlangQuestion& q, const ErlangC& queue) {
  Block block = begin(q, "Erlang C");
  const int needed = queueing::agents_needed(q.demand, q.target);
  if (!queue.stable()) {
    const int least = queueing::least_stable_agents(q.demand);
    block.line("occupancy", "100.0 %");
    block.say(fmt::format(
        "Overload: more work arrives than {} can do, so the queue grows without limit and no wait can be given.\n"
        "At least {} are needed for it to end; {} for {:.6g} % within {}. With --patience, callers who hang up are\n"
        "taken into account.",
        plural(q.agents, "agent"), plural(least, "agent"), needed, 100 * q.target.share, words(q.target.within_s)));
    return block.text();
  }
  block.line("occupancy", percent(queue.occupancy()));
  block.line("probability of waiting", percent(queue.probability_of_waiting()));
  block.line("mean wait", words(queue.mean_wait_s()));
  block.line("mean wait of those who wait", words(queue.mean_wait_of_waiting_s()));
  block.waits(queue);
  block.target(q, queue.service_level(q.target.within_s), needed);
  return block.text();
}

std::string text_of(const ErlangQuestion& q, const ErlangA& queue) {
  Block block = begin(q, "Erlang A");
  block.line("occupancy", percent(queue.occupancy()));
  block.line("probability of waiting", percent(queue.probability_of_waiting()));
  block.line("hang up", percent(queue.abandonment()));
  block.line("mean wait", words(queue.mean_wait_s()));
  block.line("mean wait of those who wait", words(queue.mean_wait_of_waiting_s()));
  block.line("mean wait of the answered", words(queue.mean_wait_of_served_s()));
  block.line("mean wait of those who hang up", words(queue.mean_wait_of_abandoned_s()));
  block.waits(queue);
  block.target(q, queue.service_level(q.target.within_s),
               queueing::agents_needed(q.demand, q.target, *q.mean_patience_s));
  if (q.demand.load_erlangs() >= q.agents) {
    block.say("More work arrives than the agents can do: only the callers who hang up keep the queue from growing.");
  }
  return block.text();
}

/// Writes one JSON object; a number that is not finite becomes null.
class Object {
 public:
  void add(std::string_view key, double value) { raw(key, std::isfinite(value) ? fmt::format("{}", value) : "null"); }
  void raw(std::string_view key, std::string_view json) {
    fmt::format_to(std::back_inserter(text_), "{}\"{}\":{}", text_.empty() ? "" : ",", key, json);
  }

  template <class Quantile>
  void quantiles(std::string_view key, Quantile quantile) {
    Object inner;
    for (const Level& level : levels) inner.add(level.key, quantile(level.share));
    raw(key, inner.text());
  }

  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

Object begin_json(const ErlangQuestion& q, std::string_view model) {
  Object object;
  object.raw("model", fmt::format("\"{}\"", model));
  object.add("arrival_rate_per_s", q.demand.arrival_rate_per_s);
  object.add("mean_handle_time_s", q.demand.mean_service_s);
  object.raw("agents", fmt::format("{}", q.agents));
  object.raw("mean_patience_s", q.mean_patience_s ? fmt::format("{}", *q.mean_patience_s) : "null");
  object.add("offered_load_erlangs", q.demand.load_erlangs());
  return object;
}

template <class Queue>
void add_shared(Object& object, const ErlangQuestion& q, const Queue& queue) {
  object.add("occupancy", queue.occupancy());
  object.add("probability_of_waiting", queue.probability_of_waiting());
  object.add("mean_wait_s", queue.mean_wait_s());
  object.add("mean_wait_of_waiting_s", queue.mean_wait_of_waiting_s());
  object.add("mean_queue_length", queue.mean_queue_length());
  object.quantiles("wait_quantiles_s", [&](double level) { return queue.wait_quantile_s(level); });
  object.add("service_level", queue.service_level(q.target.within_s));
  Object target;
  target.add("share", q.target.share);
  target.add("within_s", q.target.within_s);
  object.raw("target", target.text());
}

std::string json_of(const ErlangQuestion& q, const ErlangC& queue) {
  Object object = begin_json(q, "erlang_c");
  object.raw("stable", queue.stable() ? "true" : "false");
  add_shared(object, q, queue);
  object.raw("abandonment", "null");
  object.raw("agents_needed", fmt::format("{}", queueing::agents_needed(q.demand, q.target)));
  object.raw("least_stable_agents", fmt::format("{}", queueing::least_stable_agents(q.demand)));
  return object.text() + "\n";
}

std::string json_of(const ErlangQuestion& q, const ErlangA& queue) {
  Object object = begin_json(q, "erlang_a");
  object.raw("stable", "true");
  add_shared(object, q, queue);
  object.add("abandonment", queue.abandonment());
  object.raw("agents_needed", fmt::format("{}", queueing::agents_needed(q.demand, q.target, *q.mean_patience_s)));
  object.add("mean_wait_of_served_s", queue.mean_wait_of_served_s());
  object.add("mean_wait_of_abandoned_s", queue.mean_wait_of_abandoned_s());
  object.add("mean_virtual_wait_s", queue.mean_virtual_wait_s());
  object.quantiles("served_wait_quantiles_s", [&](double level) { return queue.served_wait_quantile_s(level); });
  object.quantiles("virtual_wait_quantiles_s", [&](double level) { return queue.virtual_wait_quantile_s(level); });
  object.add("served_within", 1 - queue.probability_served_wait_exceeds(q.target.within_s));
  return object.text() + "\n";
}

}  // namespace

std::string erlang_text(const ErlangQuestion& q) {
  if (q.mean_patience_s) return text_of(q, ErlangA(q.demand, q.agents, *q.mean_patience_s));
  return text_of(q, ErlangC(q.demand, q.agents));
}

std::string erlang_json(const ErlangQuestion& q) {
  if (q.mean_patience_s) return json_of(q, ErlangA(q.demand, q.agents, *q.mean_patience_s));
  return json_of(q, ErlangC(q.demand, q.agents));
}

}  // namespace truewait::app
