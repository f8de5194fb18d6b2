#include "app/replay/run.hpp"

namespace truewait::app {
namespace {

constexpr std::size_t events_between_reports = 4096;

std::optional<domain::Estimate> joined(const domain::Decision& decision) {
  for (const auto& fact : decision.facts) {
    const auto* prediction = std::get_if<domain::PredictionRecorded>(&fact.body);
    if (prediction != nullptr && prediction->occasion == domain::PredictionOccasion::joined)
      return prediction->estimate;
  }
  return std::nullopt;
}

}  // namespace

Predictions replay(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                   const std::function<void(double)>& progress) {
  domain::EngineConfig config;
  config.queues = queues;
  domain::Engine engine(config);
  Predictions predictions(history.calls.size());
  const auto events = telephony::timeline(history);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& [at, call, event] = events[i];
    for (auto due = engine.next_wakeup(); due && *due <= at; due = engine.next_wakeup())
      engine.step(*due, domain::Wakeup{});
    const auto decision = engine.step(at, event);
    if (std::holds_alternative<domain::Arrival>(event.body)) predictions[call] = joined(decision);
    if (i % events_between_reports == 0) progress(static_cast<double>(i) / static_cast<double>(events.size()));
  }
  return predictions;
}

}  // namespace truewait::app
