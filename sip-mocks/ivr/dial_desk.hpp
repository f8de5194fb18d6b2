// Dials by script: what a customer's phone does when it rings, step by step in time. Every number has a script, one
// entry per successive dial; a number without one answers. It calls nobody and reads no clock.
#pragma once

#include <map>
#include <queue>
#include <string>
#include <vector>

#include "ivr/planned_call.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::ivr {

struct DialOrder {
  std::string callback_id, dial_id, number, queue;
  int priority = 0;
  domain::Instant expires_at{};
};

struct DialStep {
  double at_s = 0;
  DialOrder order;
  std::string outcome;   ///< a word of the protocol
  bool reached = false;  ///< after `accepted`: the customer's leg joins the queue
};

class DialDesk {
 public:
  /// Replaces the script of the number and begins it anew.
  void script(const std::string& number, std::vector<DialScript> dials);
  void dial(double now_s, const DialOrder& order);
  /// What has happened until then, in order of time.
  std::vector<DialStep> advance(double now_s);
  /// When the next step is due; `never` when no dial is under way.
  double next_s() const { return steps_.empty() ? never : steps_.top().step.at_s; }

 private:
  struct Phone {
    std::vector<DialScript> dials;
    std::size_t next = 0;
  };
  struct Due {
    std::uint64_t number = 0;
    DialStep step;
    bool operator<(const Due& o) const {
      return step.at_s != o.step.at_s ? step.at_s > o.step.at_s : number > o.number;
    }
  };
  void add(double at_s, const DialOrder& order, std::string outcome, bool reached = false);

  std::map<std::string, Phone> phones_;
  std::priority_queue<Due> steps_;
  std::uint64_t count_ = 0;
};

}  // namespace truewait::ivr
