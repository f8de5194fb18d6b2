#include "edge/request_metrics.hpp"

#include <algorithm>

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

void append_help(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name);
  out.append(" ").append(type).append("\n");
}

/// route and method as labels. Patterns are ours, but escaped all the same: a quote in one must not break the page.
void append_labels(std::string& out, std::size_t row) {
  out += "{route=\"";
  const std::string_view label = row < route_count ? routes[row].label : "none";
  for (const char c : label) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += "\",method=\"";
  out += row >= route_count ? "any" : method_name(routes[row].method);
  out += '"';
}

void append_sample(std::string& out, std::string_view name, std::uint64_t value) {
  out.append(name).append(" ");
  append_integer(out, value);
  out += '\n';
}

double as_seconds(std::uint64_t ns) {
  return static_cast<double>(ns) / 1e9;
}

}  // namespace

void RequestMetrics::record(const Route* route, unsigned status, std::int64_t latency_ns) {
  Row& row = rows_[route ? static_cast<std::size_t>(route->id) : others_];
  ++row.classes[std::min(status / 100U, 5U)];
  std::size_t bucket = 0;
  while (bucket < bounds_ns_.size() && latency_ns > bounds_ns_[bucket]) ++bucket;
  ++row.buckets[bucket];
  row.sum_ns += static_cast<std::uint64_t>(std::max<std::int64_t>(latency_ns, 0));
}

std::string RequestMetrics::text(std::size_t open_connections) const {
  std::string out;
  append_counts(out);
  append_latencies(out);
  append_help(out, "truewait_http_connections", "gauge", "Connections open now.");
  append_sample(out, "truewait_http_connections", open_connections);
  append_help(out, "truewait_http_connections_total", "counter", "Connections accepted.");
  append_sample(out, "truewait_http_connections_total", opened_);
  append_help(out, "truewait_http_connections_refused_total", "counter", "Connections closed because of the limit.");
  append_sample(out, "truewait_http_connections_refused_total", refused_);
  return out;
}

void RequestMetrics::append_counts(std::string& out) const {
  constexpr std::string_view name = "truewait_http_requests_total";
  append_help(out, name, "counter", "Requests answered, by route and class of status.");
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (std::size_t digit = 1; digit < rows_[row].classes.size(); ++digit) {
      if (rows_[row].classes[digit] == 0) continue;
      out += name;
      append_labels(out, row);
      out += ",status=\"";
      append_integer(out, std::uint64_t{digit});
      append_sample(out, "xx\"}", rows_[row].classes[digit]);
    }
  }
}

void RequestMetrics::append_latencies(std::string& out) const {
  append_help(out, "truewait_http_request_duration_seconds", "histogram",
              "From a request's arrival to its answer, by route.");
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto& buckets = rows_[row].buckets;
    if (std::any_of(buckets.begin(), buckets.end(), [](std::uint64_t n) { return n > 0; })) append_histogram(out, row);
  }
}

void RequestMetrics::append_histogram(std::string& out, std::size_t row) const {
  constexpr std::string_view name = "truewait_http_request_duration_seconds";
  std::uint64_t total = 0;
  for (std::size_t i = 0; i <= bounds_ns_.size(); ++i) {
    total += rows_[row].buckets[i];
    out.append(name).append("_bucket");
    append_labels(out, row);
    out += ",le=\"";
    if (i < bounds_ns_.size()) {
      append_decimal(out, as_seconds(static_cast<std::uint64_t>(bounds_ns_[i])), 6);
    } else {
      out += "+Inf";
    }
    append_sample(out, "\"}", total);
  }
  out.append(name).append("_sum");
  append_labels(out, row);
  out += "} ";
  append_decimal(out, as_seconds(rows_[row].sum_ns), 6);
  out.append("\n").append(name).append("_count");
  append_labels(out, row);
  append_sample(out, "}", total);
}

}  // namespace truewait::edge
