// Facts written by hand, in short sentences: for reports, which read nothing else.
#pragma once

#include <algorithm>
#include <vector>

#include "domain/world.hpp"

namespace truewait::domain::testing {

class HandMade {
 public:
  static Instant at(double s) { return start + from_seconds(s); }

  void add(double at_s, FactBody body) { facts_.push_back({1, 0, at(at_s), std::move(body)}); }

  CallQueued& queued(double at_s, const std::string& call, const std::string& queue = "support",
                     double head_start_s = 0) {
    CallQueued f;
    f.origin = {"pbx", "queued " + call};
    f.call_id = call;
    f.queue = queue;
    f.joined = at(at_s);
    f.rank = at(at_s - head_start_s);
    return put(at_s, std::move(f));
  }
  void answered(double at_s, const std::string& call, const std::string& agent = "anna",
                const std::string& queue = "support") {
    add(at_s, CallAnswered{{"pbx", "answered " + call}, call, queue, agent, at(at_s), {}, {}});
  }
  void abandoned(double at_s, const std::string& call) {
    add(at_s, CallAbandoned{{"pbx", "abandoned " + call}, call, "support", at(at_s), {}});
  }
  void left(double at_s, const std::string& call, LeftReason why = LeftReason::withdrawn) {
    add(at_s, CallLeft{{"pbx", "left " + call}, call, "support", why, at(at_s), {}});
  }
  void offered(double at_s, const std::string& call) { add(at_s, OfferMade{"pbx", call, "support", "long", {}}); }

  /// By the caller `call` who joined at `joined_s`; without a call when it is empty.
  CallbackAccepted& accepted(double at_s, const std::string& id, const std::string& call = "", double joined_s = 0) {
    CallbackAccepted f;
    f.source = "pbx";
    f.callback_id = id;
    f.queue = "support";
    f.call_id = call;
    f.accepted = at(at_s);
    f.rank = call.empty() ? at(at_s) : at(joined_s);
    if (!call.empty()) f.joined = at(joined_s);
    return put(at_s, std::move(f));
  }
  void changed(double at_s, const std::string& id, CallbackState state) {
    add(at_s, CallbackChanged{id, state, "", {}});
  }
  void dialled(double at_s, const std::string& id, const std::string& dial = "d") {
    add(at_s, DialIntended{id, dial, "ivr", at(at_s + 90)});
  }
  void outcome(double at_s, const std::string& id, DialOutcome o, const std::string& dial = "d") {
    add(at_s, DialProgressed{id, dial, o, at(at_s), {}, {}});
  }
  /// The reached customer in line, with the rank of the place.
  CallQueued& leg(double at_s, const std::string& call, const std::string& id, double rank_s) {
    auto& f = queued(at_s, call, "support", at_s - rank_s);
    f.callback_id = id;
    return f;
  }
  void connected(double at_s, const std::string& id, const std::string& call, double wait_s) {
    add(at_s, CallbackConnected{id, "support", "pbx", call, from_seconds(wait_s)});
  }

  /// In order of time, those of one instant as they were written; numbered.
  std::vector<Fact> facts() const {
    auto out = facts_;
    std::stable_sort(out.begin(), out.end(), [](const Fact& a, const Fact& b) { return a.now < b.now; });
    for (std::size_t i = 0; i < out.size(); ++i) out[i].seq = i + 1;
    return out;
  }

 private:
  template <class F>
  F& put(double at_s, F body) {
    add(at_s, std::move(body));
    return std::get<F>(facts_.back().body);
  }

  std::vector<Fact> facts_;
};

/// What the report makes of the facts.
template <class Report>
auto folded(Report report, const std::vector<Fact>& facts) {
  for (const auto& f : facts) report.add(f);
  return report.result();
}

}  // namespace truewait::domain::testing
