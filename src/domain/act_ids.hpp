// By what a repeated act is known: who sent which id, and what the whole act was.
#pragma once

#include <cstdint>

#include "truewait/domain/fact.hpp"
#include "truewait/domain/hash.hpp"

namespace truewait::domain {

inline std::uint64_t id_of(const ActTaken& f) {
  return stable_hash({"act", f.source, f.act_id});
}

/// Differs when the same id comes with another act.
inline std::uint64_t content_of(const ActTaken& f) {
  return stable_hash({"what", f.source, f.act_id, f.who, f.why, name_of(f.act), f.queue, f.callback_id, f.detail});
}

}  // namespace truewait::domain
