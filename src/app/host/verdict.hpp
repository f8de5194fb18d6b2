// From the effects of a step to what its answer says.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/host/intake.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::app {

/// The first effect of this kind, or null.
template <class E>
const E* find(const std::vector<domain::Effect>& effects) {
  for (const domain::Effect& effect : effects) {
    if (const auto* found = std::get_if<E>(&effect)) return found;
  }
  return nullptr;
}

/// The verdict so far: not stored, refused, or open with an empty value.
template <class T>
edge::Verdict<T> verdict(bool stored, const std::vector<domain::Effect>& effects) {
  edge::Verdict<T> out;
  out.stored = stored;
  if (const auto* refused = find<domain::Refused>(effects)) {
    out.refused = edge::Rejection{0, std::string(refusal_name(refused->why)), refused->detail};
  }
  return out;
}

}  // namespace truewait::app
