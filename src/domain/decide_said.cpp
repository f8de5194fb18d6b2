// What was spoken to callers, and what customers and staff say.
#include <algorithm>

#include "domain/callback_rules.hpp"

namespace truewait::domain {

void decide(Step& step, const Quote& quote) {
  auto [shard, call] = step.state.open_call(quote.site, quote.source, quote.call_id);
  if (call == nullptr) std::tie(shard, call) = step.state.open_call(quote.site, "", quote.call_id);
  if (call == nullptr || !call->waiting) {
    const bool over = call != nullptr || step.state.shard_of_over(quote.site, quote.source, quote.call_id) != nullptr;
    return over ? step.refuse(Refusal::call_over, "the call no longer waits: a quote belongs to a waiting caller")
                : step.refuse(Refusal::unknown_call, "no such call is open: send call.queued first");
  }
  if (quote.spoken > step.now + step.state.config.limits.future_tolerance) {
    return step.refuse(Refusal::in_the_future, "spoken_at lies ahead of this service's clock: set the source's clock");
  }
  const auto spoken = std::min(quote.spoken, step.now);
  record_prediction(step, *shard, *call, PredictionOccasion::quoted);
  const auto& recorded = std::get<PredictionRecorded>(step.out.facts.back().body);
  const double level = announce_level(step.state, quote.site, call->queue);
  const auto [deadline, corrects] = consequence(call->promised, quote, spoken, recorded.estimate, level);
  const auto supersedes = corrects ? call->promised.first : std::string();
  step.emit(*shard, QuoteGiven{call->source, call->id, call->queue, quote.quote_id, quote.mode, quote.lower,
                               quote.upper, quote.text_key, quote.language, spoken, deadline, quote.estimate_seq,
                               !call->promised.quoted, supersedes});
  step.out.effects.emplace_back(QuoteTaken{quote.quote_id, deadline, supersedes});
}

void decide(Step& step, const SurveyReport& report) {
  ResponseGiven fact{report.response_id, report.source, report.call_id, report.callback_id, {},
                     report.mode,        report.answers};
  ShardState* shard = nullptr;
  if (!report.callback_id.empty()) {
    const Callback* callback = nullptr;
    std::tie(shard, callback) = find_callback(step.state, report.site, report.callback_id);
    if (callback == nullptr) return step.refuse(Refusal::unknown_callback, "there is no such callback");
    fact.queue = callback->accepted.queue;
    fact.source = callback->accepted.source;
    fact.call_id = callback->accepted.call_id;
  } else {
    const Call* call = nullptr;
    std::tie(shard, call) = step.state.open_call(report.site, report.source, report.call_id);
    if (call != nullptr) fact.queue = call->queue;
    if (shard == nullptr) shard = step.state.shard_of_over(report.site, report.source, report.call_id);
    if (shard == nullptr) return step.refuse(Refusal::unknown_call, "no such call was reported by this source lately");
  }
  if (shard->group.responded(contact_id(fact.source, fact.call_id, fact.callback_id))) {
    return step.refuse(Refusal::answered_before, "there is a response for this contact already: one is counted");
  }
  step.emit(*shard, std::move(fact));
  step.out.effects.emplace_back(Taken{false});
}

void decide(Step& step, const BeliefReport& report) {
  auto* shard = step.state.first_shard(report.site);
  if (!report.queue.empty()) {
    const auto* place = step.state.place(report.site, report.queue);
    shard = place == nullptr ? nullptr : place->shard;
  }
  if (shard == nullptr) return step.refuse(Refusal::unknown_queue, "queue \"" + report.queue + "\" is not configured");
  step.emit(*shard, BeliefStated{report.belief_id, report.source, report.item, report.role, report.queue, report.agree,
                                 report.n, report.from, report.to});
  step.out.effects.emplace_back(Taken{false});
}

const SurveyItem* survey_item(std::string_view name) {
  const auto found =
      std::find_if(survey_items.begin(), survey_items.end(), [&](const SurveyItem& i) { return i.name == name; });
  return found == survey_items.end() ? nullptr : found;
}

}  // namespace truewait::domain
