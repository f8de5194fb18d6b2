// What a group learns from its callers' waits.
#include <algorithm>

#include "domain/at_once.hpp"
#include "domain/group.hpp"
#include "domain/learned/looks.hpp"
#include "domain/predict.hpp"

namespace truewait::domain {

void Group::look_again(Instant until) {
  if (until < look_again_) return;
  look_again_ = Instant::max();
  for (const auto* waiting : waiting_) {
    if (!waiting->said || waiting->said->evidence.version == 0) continue;
    Call& call = *find(call_key(waiting->source, waiting->id));
    for (; call.later.size() < look_again_after.size();) {
      const auto when = call.joined + next_look(call);
      if (when > until) {
        look_again_ = std::min(look_again_, when);
        break;
      }
      call.later.push_back(evidence_at(*this, call, std::max(when, now_)));
    }
  }
}

void Group::learn_from(const Call& call) {
  if (!call.said || call.said->method == Method::agent_free || !call.wait) return;
  if (to_seconds(*call.wait) < at_once_s) return;
  const auto& e = call.said->evidence;
  if (e.version == 0) return;
  const double wait_s = to_seconds(*call.wait);
  observed_.compared(now_, call.line, wait_s, e.values_s[static_cast<std::size_t>(Feature::forward)], e.weighted_ahead);
  correction_.learn(call.line, e, wait_s);
  for (const auto& later : call.later) {
    correction_.learn(call.line, later, wait_s - later.values_s[static_cast<std::size_t>(Feature::elapsed)]);
  }
}

std::vector<std::uint32_t> Group::passed_over(const Call& taken) const {
  // Ranks a few seconds apart, or a call that has just joined: no choice of the agent's.
  constexpr Duration before = std::chrono::seconds(3), settled = std::chrono::seconds(2);
  std::vector<std::uint32_t> lines;
  for (const auto* other : waiting_) {
    if (other->rank >= taken.rank - before) break;
    if (other->line == taken.line || now_ - other->joined <= settled) continue;
    if (std::find(lines.begin(), lines.end(), other->line) == lines.end()) lines.push_back(other->line);
    if (lines.size() + 1 >= observed_.lines()) break;
  }
  return lines;
}

}  // namespace truewait::domain
