// The switch's part: agents who take waiting callers in the order of their places. Driven by events and by the time it
// is handed; it reads no clock and knows nothing of the service. Longest idle agent first; among the callers of the
// queues an agent serves, the one whose place is ahead.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ivr/planned_call.hpp"
#include "truewait/domain/event.hpp"

namespace truewait::ivr {

struct PoolGroup {
  std::string name;
  int agents = 0;
  std::vector<std::string> serves;  ///< queues
  double wrap_up_s = 0;             ///< after each call
};

struct PoolCaller {
  std::string call_id, queue;
  int priority = 0;           ///< higher goes first
  double place_s = 0;         ///< since when he counts as waiting
  double gives_up_s = never;  ///< the instant at which he hangs up
  double talk_s = 180;
};

enum class PoolStepKind : std::uint8_t { answered, abandoned, ended, agent };

struct PoolStep {
  double at_s = 0;
  PoolStepKind kind = PoolStepKind::agent;
  std::string call_id, queue;  ///< not for kind agent
  std::string agent;           ///< not for kind abandoned
  domain::AgentState state = domain::AgentState::available;
  std::vector<std::string> serves;  ///< kind agent
};

class AgentPool {
 public:
  /// `head_start_s`: each step of priority counts as so long already waited; none: a higher priority goes first.
  explicit AgentPool(std::vector<PoolGroup> groups, std::optional<double> head_start_s = std::nullopt);

  /// All of the following happen at `now_s`, which never goes back; whatever was due before happens first.
  void join(double now_s, PoolCaller caller);
  /// False when he does not wait (any more).
  bool leave(double now_s, const std::string& call_id);
  void log_in(double now_s, std::size_t group);
  void log_out(double now_s, std::size_t group);  ///< whoever talks finishes the call first
  void set_away(double now_s, bool away);         ///< nobody takes a call meanwhile

  /// What has happened until then, in order of time.
  std::vector<PoolStep> advance(double now_s);
  std::size_t waiting() const { return callers_.size(); }
  std::size_t talking() const { return talking_; }

 private:
  enum class Doing : std::uint8_t { out, idle, talking, wrapping_up, away };
  struct Agent {
    std::string name;
    std::size_t group = 0;
    Doing doing = Doing::out;
    bool leaving = false;
    double idle_since_s = 0;
    PoolCaller caller;
  };
  using Place = std::tuple<double, double, std::uint64_t>;
  struct Waiting {
    PoolCaller caller;
    Place place;
  };
  enum class Due : std::uint8_t { gives_up, talked, wrapped_up };
  struct Appointment {
    double at_s = 0;
    std::uint64_t order = 0;
    Due due = Due::gives_up;
    std::size_t agent = 0;
    std::string call_id;
    std::uint64_t visit = 0;  ///< of the caller: a call_id may leave and join again
    bool operator<(const Appointment& o) const { return at_s != o.at_s ? at_s > o.at_s : order > o.order; }
  };

  void run_to(double now_s);
  void keep(const Appointment& due);
  void become_free(std::size_t agent);
  void answer(std::size_t agent, const std::string& call_id);
  std::optional<std::size_t> idle_agent(const std::string& queue) const;
  const std::string* next_caller(std::size_t group) const;
  bool take_next(std::size_t agent);
  void forget(const std::string& call_id);
  void report(std::size_t agent, domain::AgentState state);
  PoolStep& add(PoolStepKind kind, const PoolCaller& caller);

  std::vector<PoolGroup> groups_;
  std::optional<double> head_start_s_;
  double now_s_ = 0;
  bool away_ = false;
  std::uint64_t order_ = 0;
  std::size_t talking_ = 0;
  std::vector<Agent> agents_;
  std::map<std::string, Waiting> callers_;
  std::map<std::string, std::map<Place, std::string>> lines_;  ///< by queue: call_id by place
  std::priority_queue<Appointment> appointments_;
  std::vector<PoolStep> steps_;
};

}  // namespace truewait::ivr
