// When a customer's phone rang, as outcomes of dials tell it. One definition for every report about windows.
#pragma once

#include "truewait/domain/callback.hpp"

namespace truewait::domain {

enum class RingProof : std::uint8_t {
  none,   ///< says nothing about ringing
  now,    ///< it rings, or rang, at the instant of the outcome
  since,  ///< it had rung before, and nobody said when: since the order, at the earliest
};

constexpr RingProof ring_proof(DialOutcome o) {
  switch (o) {
    case DialOutcome::ringing:
    case DialOutcome::answered:
    case DialOutcome::accepted:
      return RingProof::now;
    case DialOutcome::no_answer:
    case DialOutcome::rejected:
    case DialOutcome::machine:
      return RingProof::since;
    default:
      return RingProof::none;
  }
}

}  // namespace truewait::domain
