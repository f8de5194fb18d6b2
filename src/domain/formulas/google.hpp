// Google CCAI's formula: average duration per agent times the callers ahead, plus ten seconds.
#pragma once

#include "domain/formulas/situation.hpp"

namespace truewait::domain {

inline double google_s(const Situation& at) {
  return at.ahead * at.mean_service_s / at.active_agents + 10;
}

}  // namespace truewait::domain
