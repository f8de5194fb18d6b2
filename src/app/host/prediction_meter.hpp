// Running figures for the metrics page: how far the served mean was from the measured wait, and how often the 80 %
// interval held, per queue since the process started. Reports are read from the facts instead; this only counts along.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

#include "truewait/domain/fact.hpp"

namespace truewait::app {

class PredictionMeter {
 public:
  struct Figures {
    std::uint64_t n = 0, covered = 0;
    double abs_error_s = 0;  ///< sum over n
  };

  void observe(const domain::Fact& fact);
  /// By queue name; queues of the same name in several sites are added up.
  const std::map<std::string, Figures>& figures() const { return figures_; }

 private:
  struct Open {
    std::string queue;
    double mean_s = 0, low_s = 0, high_s = 0;
  };
  void close(const domain::Fact& fact, const std::string& source, const std::string& call_id,
             const domain::CallAnswered* answered);
  void drop_unlisted(const domain::Fact& fact, const domain::QueueReset& reset);

  std::unordered_map<std::string, Open> open_;  ///< calls that wait and were predicted at joining
  std::string leg_;  ///< the last to join, if it came to a callback's call: it does not wait like the others
  std::map<std::string, Figures> figures_;
};

}  // namespace truewait::app
