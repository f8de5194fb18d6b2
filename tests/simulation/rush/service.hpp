// The service on a rush day: the real engine and the loop around it. It is told what happens at the switch, at once and
// in order; it gives every callback that is due to the one front-end there is; it is woken when it asks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "simulation/rush/plan.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation::rush {

inline constexpr const char* queue_name = "calls";
inline constexpr const char* switch_name = "pbx";

/// One queue; estimates as served by default (learned, the formulas until it has seen enough). Of the plan
/// only the threshold of the offer, the mode and the cost of holding are configured.
domain::EngineConfig config_of(const Plan& plan);

class Service {
 public:
  using Saw = std::function<void(const domain::Fact&)>;
  using Send = std::function<void(const domain::DialOrder&)>;

  Service(Agenda& agenda, const domain::EngineConfig& config, Saw saw, Send send);

  std::vector<domain::Effect> perform(const domain::Input& input);
  void report(domain::EventBody body);
  void outcome(const domain::DialOrder& order, domain::DialOutcome outcome);
  /// Whether the waiting caller would be offered a callback now.
  bool offers(const std::string& call_id) const;
  const domain::Engine& engine() const { return engine_; }

 private:
  std::vector<domain::Effect> step(const domain::Input& input);
  void assign_due();
  void arm();

  Agenda& agenda_;
  domain::Engine engine_;
  Saw saw_;
  Send send_;
  std::uint64_t events_ = 0, dials_ = 0;
  std::optional<Instant> armed_;
};

}  // namespace truewait::simulation::rush
