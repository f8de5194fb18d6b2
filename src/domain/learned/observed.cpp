#include "domain/learned/observed.hpp"

#include <algorithm>

namespace truewait::domain::learned {
namespace {

using std::chrono::hours;

// Habits of work change over months, the staff's over weeks.
constexpr Duration service_memory = hours(24 * 200), service_memory_of_line = hours(24 * 100);
constexpr Duration patience_memory = hours(24 * 200), idle_memory = hours(24 * 50);
constexpr double lately_s = 300, often_s = 300, seldom_s = 900, surprise_s = 1800, month_s = 30 * 86400.0;
constexpr double own_weight = 10;  // events of the group that stand in for a queue's own, in each bin

/// Nothing that happened so long ago that callers are still to be believed waiting since.
constexpr double longest_lull_s = 600;

}  // namespace

std::uint32_t Observed::line(const std::string& queue) {
  const auto [found, added] = names_.try_emplace(queue, static_cast<std::uint32_t>(lines_.size()));
  if (added) {
    lines_.emplace_back();
    waiting_.push_back(0);
  }
  return found->second;
}

const std::uint32_t* Observed::find(const std::string& queue) const {
  const auto found = names_.find(queue);
  return found == names_.end() ? nullptr : &found->second;
}

void Observed::stands(std::uint32_t line, int by) {
  waiting_[line] += by;
  all_waiting_ += by;
}

void Observed::passed(Instant before, Instant now) {
  const double s = to_seconds(now - before);
  if (s <= 0 || all_waiting_ == 0 || s >= longest_lull_s) return;
  open_s_.add(now, s, lately_s);
  unknown_open_s_.add(now, s, month_s);
  idle_.fade(now, idle_memory);
  crew_.idled(now, s, waiting_, idle_);
}

void Observed::joined(Instant now, Duration head_start) {
  auto found = std::find_if(privileges_.begin(), privileges_.end(),
                            [&](const Privilege& p) { return p.head_start == head_start; });
  if (found == privileges_.end() && privileges_.size() < most_privileges) {
    privileges_.push_back({head_start, {}, {}});
    found = std::prev(privileges_.end());
  } else if (found == privileges_.end()) {
    found = std::min_element(privileges_.begin(), privileges_.end(), [&](const Privilege& a, const Privilege& b) {
      return a.seldom.at(now, seldom_s) < b.seldom.at(now, seldom_s);
    });
    *found = {head_start, {}, {}};
  }
  found->often.add(now, 1, often_s);
  found->seldom.add(now, 1, seldom_s);
}

double Observed::Privilege::per_s(Instant now) const {
  return (often.at(now, often_s) / often_s + seldom.at(now, seldom_s) / seldom_s) / 2;
}

void Observed::took(Instant now, std::uint32_t line, const std::string& agent, double wait_s,
                    const std::vector<std::uint32_t>& passed_over) {
  const bool waited = wait_s >= 1;
  answers_.add(now, 1, lately_s);
  if (waited) {
    takes_.add(now, 1, lately_s);
    if (!agent.empty() && !crew_.knows(now, agent)) unknown_takes_.add(now, 1, month_s);
    last_ten_.push(wait_s);
    ++waits_;
    usual_wait_s_ += std::max(0.002, 1 / static_cast<double>(waits_ + 1)) * (wait_s - usual_wait_s_);
    usual_wait_s_ = std::max(usual_wait_s_, 0.5);
    left(now, line, wait_s, false);
  }
  crew_.took(now, agent, line, waited, passed_over, idle_);
}

void Observed::left(Instant now, std::uint32_t line, double wait_s, bool gave_up) {
  patience_.fade(now, patience_memory);
  patience_.spell(wait_s, gave_up);
  lines_[line].patience.fade(now, patience_memory);
  lines_[line].patience.spell(wait_s, gave_up);
}

void Observed::ended(Instant now, std::uint32_t line, const std::string& agent, Duration service, bool current) {
  const double s = std::min(to_seconds(service), 3600.0);
  service_.fade(now, service_memory);
  service_.spell(s, true);
  lines_[line].service.fade(now, service_memory_of_line);
  lines_[line].service.spell(s, true);
  crew_.ended(now, agent, line, service, current);
}

void Observed::compared(Instant now, std::uint32_t line, double wait_s, double forward_s, double weighted_ahead) {
  const double floor_s = usual_wait_s_ / 10;
  const double ratio = std::min(6.0, wait_s / std::max(floor_s, forward_s));
  auto& alike = by_ahead_[std::min<std::size_t>(7, static_cast<std::size_t>(weighted_ahead + 0.5))];
  alike += 0.01 * (ratio - alike);
  auto& of = lines_[line];
  of.surprise.add(now, ratio / std::max(0.05, alike), surprise_s);
  of.surprises.add(now, 1, surprise_s);
}

ServiceHazard::Rates Observed::service_rates(double usual_s) const {
  ServiceHazard::Rates prior;
  prior.fill(1 / usual_s);
  return service_.rates(prior, 1);
}
ServiceHazard::Rates Observed::service_rates(std::uint32_t line, const ServiceHazard::Rates& group) const {
  return line < lines_.size() ? lines_[line].service.rates(group, own_weight) : group;
}

PatienceHazard::Rates Observed::patience_rates() const {
  constexpr double unknown_per_s = 1.0 / 600;
  PatienceHazard::Rates prior;
  prior.fill(unknown_per_s);
  return patience_.rates(prior, 1);
}
PatienceHazard::Rates Observed::patience_rates(std::uint32_t line, const PatienceHazard::Rates& group) const {
  return line < lines_.size() ? lines_[line].patience.rates(group, own_weight) : group;
}

IdleHazard::Rates Observed::idle_rates() const {
  // Before anything is known: the longer idle, the less likely to take the next call soon.
  IdleHazard::Rates prior;
  for (std::size_t b = 0; b < IdleHazard::bins; ++b) prior[b] = 1 / (10 + idle_edges_s[b]);
  return idle_.rates(prior, 1);
}

double Observed::unknown_per_s(Instant now) const {
  constexpr double prior_takes = 1, prior_s = 1000;
  constexpr double each_takes = 2;  // who comes on takes more than the one call that made him known
  return each_takes * (unknown_takes_.at(now, month_s) + prior_takes) / (unknown_open_s_.at(now, month_s) + prior_s);
}

double Observed::answers_per_s(Instant now) const {
  return answers_.at(now, lately_s) / lately_s;
}

double Observed::takes_per_s(Instant now) const {
  return (takes_.at(now, lately_s) + 0.24) / (open_s_.at(now, lately_s) + 60);
}

double Observed::surprise(Instant now, std::uint32_t line) const {
  constexpr double none = 3;
  if (line >= lines_.size()) return 1;
  return (lines_[line].surprise.at(now, surprise_s) + none) / (lines_[line].surprises.at(now, surprise_s) + none);
}

}  // namespace truewait::domain::learned
