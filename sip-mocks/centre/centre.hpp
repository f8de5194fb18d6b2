// A simulated contact centre: a discrete-event simulation that is pulled step by step. Pure and seeded: the same
// scenario and seed give the same steps; it reads no clock and knows nothing of the service it is used to test.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <vector>

#include "centre/sampling.hpp"
#include "centre/scenario.hpp"
#include "centre/waiting_line.hpp"
#include "truewait/domain/event.hpp"

namespace truewait::centre {

enum class StepKind : std::uint8_t { queued, answered, abandoned, ended, agent };

/// Something that happened. What a real centre could not know (patience, the service time to come) is there for tests.
struct Step {
  std::uint64_t number = 0;  ///< of the step, from 0
  double at_s = 0;           ///< never less than that of the step before
  StepKind kind = StepKind::queued;
  domain::AgentState state = domain::AgentState::available;  ///< kind agent
  std::uint64_t call = 0;                                    ///< number of the call, from 0; not for kind agent
  std::uint32_t queue = 0;                                   ///< index into the scenario's queues
  std::uint32_t caller_kind = 0;                             ///< index into the queue's kinds, or their number: none
  std::uint32_t agent = 0;                                   ///< from 0, through all groups; answered, ended, agent
  double wait_s = 0;                                         ///< answered, abandoned
  double patience_s = never;                                 ///< would have hung up after this wait
  double service_s = 0;                                      ///< answered, ended
};

class Centre {
 public:
  /// Aborts on a scenario that cannot be simulated: a queue served by name that does not exist, a mean of zero.
  Centre(Scenario scenario, std::uint64_t seed);

  /// The next step in time; nothing when the scenario has ended and its calls are over.
  std::optional<Step> next();

  const Scenario& scenario() const { return scenario_; }
  std::size_t agent_count() const { return agents_.size(); }
  const AgentGroup& group_of(std::uint32_t agent) const { return scenario_.agents[agents_[agent].group]; }
  int priority_of(const Step& step) const;

 private:
  enum class Doing : std::uint8_t { out, idle, talking, wrapping_up, away };
  struct Agent {
    std::uint32_t group = 0;
    Doing doing = Doing::out;
    bool leaving = false;  ///< the shift is over: out after the call
    std::uint32_t slot = 0;
    double idle_since = 0;
  };
  struct Call {
    std::uint64_t number = 0;
    std::uint32_t queue = 0, kind = 0, visit = 0;
    bool waits = false;
    double arrived_s = 0, patience_s = never, service_s = 0;
  };
  enum class Due : std::uint8_t {
    arrival,
    patience,
    completion,
    wrapped_up,
    shift_begins,
    shift_ends,
    outage_begins,
    outage_ends
  };
  struct Appointment {
    double at_s = 0;
    std::uint64_t order = 0;  ///< of making, so that equal instants stay in order
    Due due = Due::arrival;
    std::uint32_t index = 0, detail = 0;
    bool operator<(const Appointment& o) const { return at_s != o.at_s ? at_s > o.at_s : order > o.order; }
  };

  void appoint(double at_s, Due due, std::uint32_t index, std::uint32_t detail = 0);
  void appoint_course(const Appointment& begun, double length_s, Due end);
  void keep(const Appointment& due);
  double phase(double at_s) const;
  double rate(const QueuePlan& queue, double at_s) const;
  void appoint_arrival(std::uint32_t queue);
  std::uint32_t kind_of_caller(std::uint32_t queue);
  void arrive(std::uint32_t queue);
  void lose_patience(std::uint32_t slot, std::uint32_t visit);
  void answer(std::uint32_t slot, std::uint32_t agent);
  void complete(std::uint32_t agent);
  void become_free(std::uint32_t agent);
  void take_next(std::uint32_t agent);
  void begin_shift(std::uint32_t group);
  void end_shift(std::uint32_t group);
  void begin_outage(const Outage& outage);
  void end_outage(const Outage& outage);
  std::optional<std::uint32_t> idle_agent(std::uint32_t queue) const;
  void stop_idling(std::uint32_t agent);
  void report(std::uint32_t agent, domain::AgentState state);
  Step& add(StepKind kind);
  Step& add(StepKind kind, const Call& call);
  std::uint32_t new_slot();

  Scenario scenario_;
  double now_s_ = 0;
  std::uint64_t calls_ = 0, steps_ = 0, appointments_made_ = 0;
  int outages_ = 0;         ///< going on
  int silent_outages_ = 0;  ///< of those, with nothing reported
  std::priority_queue<Appointment> appointments_;
  std::deque<Step> pending_;
  std::vector<Agent> agents_;
  std::vector<std::deque<std::uint32_t>> idle_;  ///< by group, longest idle first
  std::vector<std::vector<std::uint32_t>> groups_of_queue_, queues_of_group_;
  std::vector<double> peak_rate_, last_change_;  ///< by queue; last_change_: begin of its last rate step
  std::vector<Sampler> arrivals_, callers_;      ///< by queue
  std::vector<WaitingLine> lines_;
  std::vector<Call> slots_;
  std::vector<std::uint32_t> free_slots_;
};

}  // namespace truewait::centre
