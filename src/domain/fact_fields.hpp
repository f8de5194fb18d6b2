// The fields of each fact, in the order in which they stand in the journal. New fields go to the end.
#pragma once

#include "domain/archive.hpp"
#include "truewait/domain/fact.hpp"

namespace truewait::domain {

constexpr int enumerators(AgentState) {
  return 5;
}
constexpr int enumerators(LeftReason) {
  return 6;
}
constexpr int enumerators(EstimateStatus) {
  return 4;
}
constexpr int enumerators(NoDataReason) {
  return 3;
}
constexpr int enumerators(Method) {
  return 3;
}
constexpr int enumerators(Formula) {
  return static_cast<int>(formula_count);
}
constexpr int enumerators(PredictionOccasion) {
  return 3;
}

template <class A>
void fields(A& a, Origin& v) {
  a(v.source, v.event_id);
}
template <class A>
void fields(A& a, CallQueued& v) {
  a(v.origin, v.call_id, v.queue, v.priority, v.caller_class, v.customer, v.callback_id, v.joined, v.at, v.rank);
}
template <class A>
void fields(A& a, ArrivalLearnt& v) {
  a(v.origin, v.call_id, v.queue, v.wait);
}
template <class A>
void fields(A& a, CallAnswered& v) {
  a(v.origin, v.call_id, v.queue, v.agent, v.answered, v.at, v.wait);
}
template <class A>
void fields(A& a, CallAbandoned& v) {
  a(v.origin, v.call_id, v.queue, v.left, v.wait);
}
template <class A>
void fields(A& a, CallLeft& v) {
  a(v.origin, v.call_id, v.queue, v.reason, v.left, v.wait);
}
template <class A>
void fields(A& a, CallEnded& v) {
  a(v.origin, v.call_id, v.queue, v.ended, v.service);
}
template <class A>
void fields(A& a, CallMoved& v) {
  a(v.origin, v.call_id, v.from_queue, v.queue, v.priority, v.rank);
}
template <class A>
void fields(A& a, AgentChanged& v) {
  a(v.origin, v.agent, v.state, v.queues, v.changed);
}
template <class A>
void fields(A& a, QueueReset::Call& v) {
  a(v.call_id, v.priority, v.caller_class, v.joined, v.rank);
}
template <class A>
void fields(A& a, QueueSnapshot::Agent& v) {
  a(v.agent, v.state);
}
template <class A>
void fields(A& a, QueueReset& v) {
  a(v.origin, v.queue, v.at, v.calls, v.agents_known, v.agents);
}
template <class A>
void fields(A& a, EventNoted& v) {
  a(v.origin, v.call_id, v.why);
}
template <class A>
void fields(A& a, CallLost& v) {
  a(v.call_id, v.source, v.was_waiting);
}
template <class A>
void fields(A& a, Estimate& v) {
  a(v.status, v.reason, v.method, v.formula, v.ahead, v.elapsed, v.mean_s, v.quantiles_s, v.formulas_s, v.samples);
}
template <class A>
void fields(A& a, PredictionRecorded& v) {
  a(v.call_id, v.source, v.queue, v.priority, v.occasion, v.estimate);
}

}  // namespace truewait::domain
