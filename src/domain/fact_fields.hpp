// The fields of each fact, in the order in which they stand in the journal. New fields go to the end.
#pragma once

#include <algorithm>
#include <array>

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
  return 4;
}
constexpr int enumerators(Formula) {
  return static_cast<int>(formula_count);
}
constexpr int enumerators(PredictionOccasion) {
  return 3;
}

constexpr int enumerators(CallbackState) {
  return static_cast<int>(callback_state_names.size());
}
constexpr int enumerators(DialOutcome) {
  return static_cast<int>(dial_outcome_names.size());
}
constexpr int enumerators(ConfirmedBy) {
  return static_cast<int>(confirmed_by_names.size());
}
constexpr int enumerators(Act) {
  return static_cast<int>(act_names.size());
}
constexpr int enumerators(Switch) {
  return static_cast<int>(switch_names.size());
}
constexpr int enumerators(QuoteMode) {
  return static_cast<int>(quote_mode_names.size());
}
constexpr int enumerators(SurveyMode) {
  return static_cast<int>(survey_mode_names.size());
}

template <class A>
void fields(A& a, Origin& v) {
  a(v.source, v.event_id);
}
template <class A>
void fields(A& a, CallQueued& v) {
  a(v.origin, v.call_id, v.queue, v.priority, v.caller_class, v.customer, v.callback_id, v.joined, v.at, v.rank);
  if constexpr (A::reading) {
    if (a.format() < 3) return;
  }
  a(v.inherited);
}
template <class A>
void fields(A& a, ArrivalLearnt& v) {
  a(v.origin, v.call_id, v.queue, v.wait);
  if constexpr (A::reading) {
    if (a.format() < 3) return;
  }
  a(v.customer, v.callback_id);
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
void fields(A& a, Evidence& v) {
  a(v.version);
  if (v.version == 0) return;
  if constexpr (A::reading) {
    if (a.format() < 3) {
      std::array<double, 16> values{};  // what there was of them before `unheard_of`
      a(values);
      const auto later = std::copy_n(values.begin(), joining_feature_count - 1, v.values_s.begin()) + 1;
      std::copy(values.begin() + joining_feature_count - 1, values.end(), later);
      a(v.mean_s, v.quantiles_s, v.usual_wait_s, v.forward_quantiles_s, v.weighted_ahead, v.prior_service_s,
        v.prior_agents);
      return;
    }
  }
  a(v.values_s, v.mean_s, v.quantiles_s, v.usual_wait_s, v.forward_quantiles_s, v.weighted_ahead, v.prior_service_s,
    v.prior_agents);
}
template <class A>
void fields(A& a, Estimate& v) {
  a(v.status, v.reason, v.method, v.formula, v.ahead, v.elapsed, v.mean_s, v.quantiles_s, v.formulas_s, v.samples);
  if constexpr (A::reading) {
    if (a.format() < 2) return;
  }
  a(v.patient_mean_s, v.evidence);
}
template <class A>
void fields(A& a, PredictionRecorded& v) {
  a(v.call_id, v.source, v.queue, v.priority, v.occasion, v.estimate);
}

template <class A>
void fields(A& a, Window& v) {
  a(v.from, v.to);
}
template <class A>
void fields(A& a, QuoteGiven& v) {
  a(v.source, v.call_id, v.queue, v.quote_id, v.mode, v.lower, v.upper, v.text_key, v.language, v.spoken, v.deadline,
    v.estimate_seq, v.first);
  if constexpr (A::reading) {
    if (a.format() < 3) return;
  }
  a(v.supersedes);
}
template <class A>
void fields(A& a, CallbackAccepted& v) {
  a(v.source, v.callback_id, v.idempotency_key, v.request_hash, v.queue, v.customer, v.call_id, v.accepted, v.rank,
    v.priority, v.window, v.expires, v.consent_text_id, v.consent_at, v.confirmed_by, v.attestation, v.language,
    v.customer_ref, v.joined);
}
template <class A>
void fields(A& a, CallbackChanged& v) {
  a(v.callback_id, v.state, v.reason, v.next);
  if constexpr (A::reading) {
    if (a.format() < 3) return;
  }
  a(v.quarantined_until);
}
template <class A>
void fields(A& a, DialIntended& v) {
  a(v.callback_id, v.dial_id, v.front_end, v.expires);
  if constexpr (A::reading) {
    if (a.format() < 3) return;
  }
  a(v.epoch, v.agent);
}
template <class A>
void fields(A& a, DialProgressed& v) {
  a(v.callback_id, v.dial_id, v.outcome, v.at, v.sip_code, v.q850);
}
template <class A>
void fields(A& a, CallbackConnected& v) {
  a(v.callback_id, v.queue, v.source, v.call_id, v.wait);
}
template <class A>
void fields(A& a, SurveyAnswer& v) {
  a(v.item, v.value, v.text);
}
template <class A>
void fields(A& a, ResponseGiven& v) {
  a(v.response_id, v.source, v.call_id, v.callback_id, v.queue, v.mode, v.answers);
}
template <class A>
void fields(A& a, BeliefStated& v) {
  a(v.belief_id, v.source, v.item, v.role, v.queue, v.agree, v.n, v.from, v.to);
}

template <class A>
void fields(A& a, OfferMade& v) {
  a(v.source, v.call_id, v.queue, v.reason, v.window);
}
template <class A>
void fields(A& a, ActTaken& v) {
  a(v.act_id, v.source, v.who, v.why, v.act, v.queue, v.callback_id, v.detail);
}
template <class A>
void fields(A& a, SwitchTurned& v) {
  a(v.queue, v.which, v.on);
}
template <class A>
void fields(A& a, CallbackPlaced& v) {
  a(v.callback_id, v.rank, v.priority, v.reason);
}
template <class A>
void fields(A& a, ShardClaimed& v) {
  a(v.owner, v.epoch);
}
template <class A>
void fields(A& a, CallbackYielded& v) {
  a(v.callback_id, v.source, v.call_id, v.served);
}
template <class A>
void fields(A& a, Switches& v) {
  a(v.offers, v.dials);
}

}  // namespace truewait::domain
