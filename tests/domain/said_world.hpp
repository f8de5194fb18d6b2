// A world in which waits are predicted from the start, spoken to callers, and asked about afterwards.
#pragma once

#include "domain/callback_world.hpp"
#include "truewait/domain/report_query.hpp"

namespace truewait::domain::testing {

class SaidWorld : public CallbackWorld {
 public:
  SaidWorld() : CallbackWorld(with_priors()) {}

  static EngineConfig with_priors() {
    auto config = rules();
    for (auto& queue : config.queues) {
      queue.handle_time = 100s;
      queue.agents = 1;
    }
    return config;
  }

  Decision say(double at_s, const std::string& call, std::optional<Duration> upper,
               QuoteMode mode = QuoteMode::less_than, std::optional<Duration> lower = {}) {
    Quote q;
    q.source = "pbx";
    q.call_id = call;
    q.quote_id = "q" + std::to_string(at_s) + call;
    q.mode = mode;
    q.lower = lower;
    q.upper = upper;
    q.text_key = "wait.less_than";
    q.spoken = start + from_seconds(at_s);
    return take(at_s, q);
  }
  Decision respond(double at_s, const std::string& call, std::vector<SurveyAnswer> answers,
                   const std::string& callback = "") {
    return take(at_s, SurveyReport{"default", "pbx", "r" + std::to_string(at_s), call, callback, SurveyMode::ivr,
                                   std::move(answers)});
  }
  Decision believe(double at_s, const std::string& role, std::int64_t agree, std::int64_t n,
                   const std::string& queue = "", Duration from = 0s, Duration to = 1h) {
    return take(at_s, BeliefReport{"default", "pbx", "b" + std::to_string(at_s) + role, "fast", role, queue, agree, n,
                                   start + from, start + to});
  }
  /// From the turn of the callback to the end of the talk: rung, answered, taken, in line as `leg`, with anna.
  void call_back(double at_s, const std::string& id, const std::string& leg_id, double agent_after_s = 20) {
    agent(at_s, "anna", AgentState::available);
    assign(at_s + 1, id, "dial-" + id);
    outcome(at_s + 2, "dial-" + id, DialOutcome::ringing);
    outcome(at_s + 8, "dial-" + id, DialOutcome::answered);
    outcome(at_s + 9, "dial-" + id, DialOutcome::accepted);
    leg(at_s + 10, leg_id, id);
    answered(at_s + agent_after_s, leg_id, "anna");
    ended(at_s + agent_after_s + 60, leg_id);
  }
};

inline ReportQuery first_hours(const std::string& queue = "") {
  return {start - 1h, start + 24h, queue};
}

}  // namespace truewait::domain::testing
