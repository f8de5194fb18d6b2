// Counts and latencies of requests per route. Plain numbers on the loop thread; no queue, no caller, no key in a label.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "edge/routes.hpp"

namespace truewait::edge {

class RequestMetrics {
 public:
  /// One answer of `route` (none: no route was found); latency from the request's arrival to its framed answer.
  void record(const Route* route, unsigned status, std::int64_t latency_ns);
  void connection_opened() { ++opened_; }
  void connection_refused() { ++refused_; }

  /// Prometheus text format 0.0.4.
  std::string text(std::size_t open_connections) const;

 private:
  static constexpr std::array<std::int64_t, 7> bounds_ns_{100'000,    500'000,     2'000'000,    10'000'000,
                                                          50'000'000, 250'000'000, 1'000'000'000};
  static constexpr std::size_t others_ = route_count;  ///< the row of requests that found no route

  struct Row {
    std::array<std::uint64_t, 6> classes{};  ///< by first digit of the status
    std::array<std::uint64_t, bounds_ns_.size() + 1> buckets{};
    std::uint64_t sum_ns = 0;
  };
  void append_counts(std::string& out) const;
  void append_latencies(std::string& out) const;
  void append_histogram(std::string& out, std::size_t row) const;

  std::array<Row, route_count + 1> rows_{};
  std::uint64_t opened_ = 0, refused_ = 0;
};

}  // namespace truewait::edge
