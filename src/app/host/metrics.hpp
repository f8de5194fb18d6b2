// The service's own metrics as Prometheus text (format 0.0.4). The only open label is the queue. Measures nothing
// itself: it writes down what it is handed.
#pragma once

#include <string>
#include <vector>

#include "app/host/event_lag.hpp"
#include "app/host/prediction_meter.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/storage/journal.hpp"

namespace truewait::app {

struct MetricsInput {
  const std::vector<domain::QueueView>& queues;  ///< of all sites
  const PredictionMeter& predictions;
  const EventLag& lag;
  storage::Journal::Totals journal;
  std::size_t backlog = 0;
  bool store_full = false;
  domain::Instant now;
  double wall_ahead_s = 0;
};

std::string metrics_text(const MetricsInput& in);

}  // namespace truewait::app
