// Steps of a simulated centre as the engine's events and as messages of the wire contract (POST /v1/events).
// It adds names and instants; it decides nothing.
#pragma once

#include <string>

#include "centre/centre.hpp"

namespace truewait::centre {

class EventWriter {
 public:
  /// `run` begins every call_id and event_id, so that two runs against one service do not collide.
  EventWriter(const Centre& centre, std::string run) : centre_(centre), run_(std::move(run)) {}

  domain::Event event(const Step& step, domain::Instant start) const;
  /// One JSON object, with `at` as RFC 3339 with milliseconds.
  std::string json(const Step& step, domain::Instant start) const;

  std::string call_id(const Step& step) const { return run_ + std::to_string(step.call); }
  std::string agent_name(std::uint32_t agent) const;
  const std::string& queue_name(const Step& step) const { return centre_.scenario().queues[step.queue].name; }

 private:
  const std::string& caller_class(const Step& step) const;
  std::string event_id(const Step& step) const { return run_ + "e" + std::to_string(step.number); }

  const Centre& centre_;
  std::string run_;
};

/// 2026-03-01T08:19:42.250Z
std::string rfc3339(domain::Instant at);

}  // namespace truewait::centre
