#include "app/replay/run.hpp"

#include <deque>
#include <utility>

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

/// Asks again for callers who still wait, each at its instants, after everything else of the same instant.
class AskingAgain {
 public:
  AskingAgain(const telephony::History& history, LaterPredictions* later) : history_(history), later_(later) {
    if (later_ == nullptr) return;
    for (auto& predictions : *later_) predictions.assign(history.calls.size(), std::nullopt);
  }
  void joined(std::size_t call, domain::Instant at) {
    if (later_ == nullptr) return;
    for (std::size_t k = 0; k < asked_again_after.size(); ++k) due_[k].emplace_back(at + asked_again_after[k], call);
  }
  /// What falls before `until`.
  void ask(const domain::Engine& engine, domain::Instant until) {
    for (std::size_t k = 0; k < due_.size(); ++k) {
      for (; !due_[k].empty() && due_[k].front().first < until; due_[k].pop_front()) {
        const auto [when, call] = due_[k].front();
        (*later_)[k][call] = engine.estimate_call(when, "default", "replay", history_.calls[call].call_id);
      }
    }
  }

 private:
  const telephony::History& history_;
  LaterPredictions* later_;
  std::array<std::deque<std::pair<domain::Instant, std::size_t>>, asked_again_after.size()> due_;
};

}  // namespace

Predictions replay(const telephony::History& history, const std::vector<domain::QueueConfig>& queues,
                   const std::function<void(double)>& progress, LaterPredictions* later,
                   const domain::LearnerParts& parts) {
  domain::EngineConfig config;
  config.queues = queues;
  config.parts = parts;
  domain::Engine engine(config);
  Predictions predictions(history.calls.size());
  AskingAgain again(history, later);
  const auto events = telephony::timeline(history);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& [at, call, event] = events[i];
    again.ask(engine, at);
    for (auto due = engine.next_wakeup(); due && *due <= at; due = engine.next_wakeup())
      engine.step(*due, domain::Wakeup{});
    const auto decision = engine.step(at, event);
    if (std::holds_alternative<domain::Arrival>(event.body)) {
      predictions[call] = joined(decision);
      again.joined(call, at);
    }
    if (i % events_between_reports == 0) progress(static_cast<double>(i) / static_cast<double>(events.size()));
  }
  again.ask(engine, domain::Instant::max());
  return predictions;
}

}  // namespace truewait::app
