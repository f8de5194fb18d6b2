#include "ivr/day_calls.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace truewait::ivr {
namespace {

constexpr double wants_callback_share = 0.5, answers_survey_share = 0.7;

struct Chance {
  Ring ring;
  double share;
};
// The first dial often misses: the customer did not expect it at that minute. Shares of the rest answer.
constexpr std::array first_dial{Chance{Ring::no_answer, 0.25}, Chance{Ring::busy, 0.15}, Chance{Ring::machine, 0.05},
                                Chance{Ring::rejected, 0.03}, Chance{Ring::hangs_up, 0.02}};
constexpr std::array later_dial{Chance{Ring::no_answer, 0.15}, Chance{Ring::busy, 0.05}};

template <std::size_t n>
Ring pick(const std::array<Chance, n>& chances, double u) {
  for (const Chance& chance : chances) {
    if (u < chance.share) return chance.ring;
    u -= chance.share;
  }
  return Ring::answers;
}

}  // namespace

DayCalls::DayCalls(centre::Scenario scenario, std::uint64_t seed, std::string run)
    : scenario_(std::move(scenario)), run_(std::move(run)) {
  for (std::size_t queue = 0; queue < scenario_.queues.size(); ++queue) {
    streams_.push_back({centre::Sampler(centre::stream_seed(seed, 2 * queue)),
                        centre::Sampler(centre::stream_seed(seed, 2 * queue + 1))});
    for (const centre::RateStep& step : scenario_.queues[queue].arrivals) {
      streams_[queue].peak_per_s = std::max(streams_[queue].peak_per_s, step.per_s);
    }
    find_next(queue);
  }
}

double DayCalls::rate(std::size_t queue, double at_s) const {
  const double within_s = scenario_.period_s > 0 ? std::fmod(at_s, scenario_.period_s) : at_s;
  double per_s = 0;
  for (const centre::RateStep& step : scenario_.queues[queue].arrivals) {
    if (step.from_s <= within_s) per_s = step.per_s;
  }
  return per_s;
}

/// Thinning: candidates at the peak rate, kept with the share that the rate of their instant has of it.
void DayCalls::find_next(std::size_t queue) {
  Stream& stream = streams_[queue];
  const auto& steps = scenario_.queues[queue].arrivals;
  do {
    if (stream.peak_per_s <= 0) stream.next_s = never;
    if (scenario_.period_s <= 0 && !steps.empty() && steps.back().per_s <= 0 && stream.next_s > steps.back().from_s) {
      stream.next_s = never;
    }
    if (stream.next_s >= scenario_.ends_s || stream.next_s == never) {
      stream.next_s = never;
      return;
    }
    stream.next_s += stream.arrivals.exponential(1 / stream.peak_per_s);
  } while (stream.arrivals.uniform() * stream.peak_per_s >= rate(queue, stream.next_s));
  if (stream.next_s >= scenario_.ends_s) stream.next_s = never;
}

std::optional<PlannedCall> DayCalls::next() {
  const auto first = std::min_element(streams_.begin(), streams_.end(),
                                      [](const Stream& a, const Stream& b) { return a.next_s < b.next_s; });
  if (first == streams_.end() || first->next_s == never) return std::nullopt;
  const auto queue = static_cast<std::size_t>(first - streams_.begin());
  PlannedCall out = call(queue);
  find_next(queue);
  return out;
}

PlannedCall DayCalls::call(std::size_t queue) {
  const centre::QueuePlan& plan = scenario_.queues[queue];
  centre::Sampler& callers = streams_[queue].callers;
  PlannedCall out;
  out.at_s = streams_[queue].next_s;
  out.queue = plan.name;
  out.call_id = run_ + std::to_string(calls_);
  std::array<char, 24> number{};
  std::snprintf(number.data(), number.size(), "+15550100%04d", static_cast<int>(calls_++ % 10000));
  out.caller = number.data();
  double u = callers.uniform();
  for (const centre::CallerKind& kind : plan.kinds) {
    if (u >= 0 && u < kind.share) {
      out.priority = kind.priority;
      out.caller_class = kind.caller_class;
    }
    u -= kind.share;
  }
  out.talk_s = plan.service.cv ? callers.lognormal(plan.service.mean_s, *plan.service.cv)
                               : callers.exponential(plan.service.mean_s);
  if (plan.mean_patience_s != centre::never) out.patience_s = callers.exponential(plan.mean_patience_s);
  if (callers.uniform() < wants_callback_share) out.wants_callback = Wants::if_offered;
  out.answers = answers(callers);
  if (callers.uniform() < answers_survey_share) out.survey = Survey{true, std::nullopt, std::nullopt};
  return out;
}

std::vector<DialScript> DayCalls::answers(centre::Sampler& callers) {
  std::vector<DialScript> scripts;
  scripts.push_back({pick(first_dial, callers.uniform()), 4 + callers.exponential(6)});
  for (int dial = 2; dial <= 3; ++dial) {
    scripts.push_back({pick(later_dial, callers.uniform()), 4 + callers.exponential(6)});
  }
  for (DialScript& script : scripts) {
    if (script.ring == Ring::no_answer) script.after_s.reset();  // it rings for the usual time
  }
  return scripts;
}

}  // namespace truewait::ivr
