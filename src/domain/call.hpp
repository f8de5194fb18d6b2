// One call that waits or is in service, as a group remembers it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/promised.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// What was said at joining, kept until the answer can be compared with it.
struct Said {
  Method method = Method::formula;
  int ahead = 0;
  FormulaAnswers formulas_s{};
  double mean_s = 0;
  Evidence evidence;
  template <class A>
  void fields(A& a) {
    a(method, ahead, formulas_s, mean_s, evidence);
  }
};

struct Call {
  std::string source, id, queue;
  int priority = 0;
  std::string caller_class, customer, callback_id;
  std::string inherited;  ///< whose place it has, as CallQueued says; empty: its own
  bool waiting = true;
  Instant joined;             ///< meaningless when `wait` is unknown and the call is in service
  std::optional<Instant> at;  ///< the source's own time of joining
  Instant rank;
  std::optional<Said> said;
  std::vector<Evidence> later;  ///< the same after a while of waiting, computed and not told
  Instant told;                 ///< when the caller was last given an estimate
  int told_ahead = -1;
  Promised promised;     ///< what the caller was told, and by when the wait was to be over
  bool offered = false;  ///< a callback, at least once
  Instant answered;
  std::optional<Instant> answered_at;  ///< the source's own time of the answer
  std::optional<Duration> wait;        ///< measured, once answered
  std::string agent;
  /// The agent has taken up something else since: the end of this call is overdue, or was never reported.
  std::optional<Instant> overdue_since;

  std::uint32_t line = 0;  ///< the learner's number of the queue; derived

  /// Waits its own wait: neither a callback's leg, nor in the place of another call. Only such waits teach anything.
  bool of_the_line() const { return callback_id.empty() && inherited.empty(); }

  template <class A>
  void fields(A& a) {
    a(source, id, queue, priority, caller_class, customer, callback_id, inherited, waiting, joined, at, rank, said,
      later, told, told_ahead, promised, offered, answered, answered_at, wait, agent, overdue_since);
  }
};

}  // namespace truewait::domain
