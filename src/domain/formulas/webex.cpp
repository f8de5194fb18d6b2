#include "domain/formulas/webex.hpp"

namespace truewait::domain {
namespace {

constexpr std::int64_t look_back_minutes = 30;

std::int64_t minute_of(Instant now) {
  return std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
}

}  // namespace

void Webex::answered(Instant now, double wait_s) {
  const auto minute = minute_of(now);
  std::erase_if(minutes_, [&](const Minute& m) { return m.minute <= minute - look_back_minutes; });
  if (minutes_.empty() || minutes_.back().minute != minute) minutes_.push_back({minute, 0, 0});
  minutes_.back().sum_s += wait_s;
  ++minutes_.back().n;
}

double Webex::estimate_s(Instant now) const {
  const auto oldest = minute_of(now) - look_back_minutes;
  double sum = 0;
  int n = 0;
  for (const auto& m : minutes_) {
    if (m.minute <= oldest) continue;
    sum += m.sum_s / m.n;
    ++n;
  }
  return n == 0 ? 60 : sum / n;
}

}  // namespace truewait::domain
