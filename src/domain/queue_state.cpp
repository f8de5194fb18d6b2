#include "domain/queue_state.hpp"

#include "domain/at_once.hpp"
#include "domain/formulas/erlang_c.hpp"
#include "domain/formulas/google.hpp"
#include "domain/formulas/qla.hpp"

namespace truewait::domain {
void QueueState::answered_after(Instant now, int priority, double wait_s, const std::optional<Said>& said) {
  asterisk.answered(wait_s);
  webex.answered(now, wait_s);
  if (said && said->method == Method::agent_free) free_agent_waits.push(wait_s);
  if (wait_s < at_once_s) return;
  les.answered_after_wait(wait_s);
  avg_les.answered_after_wait(wait_s);
  if (!said) return;
  avgc_les.answered_after_wait(priority, said->ahead, wait_s);
  if (said->method != Method::agent_free) served.scored(said->ahead, said->formulas_s, wait_s);
}

FormulaAnswers QueueState::answers(const Situation& at) const {
  FormulaAnswers s{};
  const auto set = [&s](Formula f, double value) { s[static_cast<std::size_t>(f)] = value; };
  set(Formula::asterisk, asterisk.estimate_s());
  set(Formula::google, google_s(at));
  set(Formula::webex, webex.estimate_s(at.now));
  set(Formula::les, les.estimate_s());
  set(Formula::hol, hol_s(at, les));
  set(Formula::rcs, rcs.estimate_s());
  set(Formula::avg_les, avg_les.estimate_s());
  set(Formula::avgc_les, avgc_les.estimate_s(at));
  set(Formula::qla, qla_s(at));
  set(Formula::erlang_c, erlang_c_s(at));
  return s;
}

}  // namespace truewait::domain
