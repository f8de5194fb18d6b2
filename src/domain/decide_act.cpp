// What somebody in charge decides about callbacks, and the audit of it.
#include "domain/callback_rules.hpp"

namespace truewait::domain {

void decide(Step& step, const SupervisorAct& act) {
  step.refuse(Refusal::unknown_callback, "no act is known: " + act.act_id);
}

}  // namespace truewait::domain
