#include "domain/pacing/free_agents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace truewait::domain {
namespace {

using learned::IdleHazard;
using learned::service_edges_s;
using learned::ServiceHazard;

constexpr int exact_up_to = 24;
constexpr double serving_skill = 0.3;  // learned: below it an agent takes none of the queue's calls
constexpr double certain_mean = 600;   // beyond it exp(-mean) is no number any more, and the spread is of no account

/// Agents at work on a call, by the queue it is of and its age.
class Cells {
 public:
  explicit Cells(std::size_t lines) : lines_(lines + 1), cells_(lines_ * ServiceHazard::bins) {}
  void add(std::uint32_t line, double age_s) {
    const auto row = std::min<std::size_t>(line, lines_ - 1);
    auto& cell = cells_[row * ServiceHazard::bins + ServiceHazard::bin(age_s)];
    ++cell.count;
    cell.age_s += age_s;
  }
  std::vector<FreeAgents::Busy> busy(const learned::Observed& observed, double mean_service_s) const {
    std::vector<FreeAgents::Busy> out;
    const auto group = observed.service_rates(mean_service_s);
    for (std::size_t line = 0; line < lines_; ++line) {
      std::optional<ServiceHazard::Rates> rates;
      for (std::size_t b = 0; b < ServiceHazard::bins; ++b) {
        const auto& cell = cells_[line * ServiceHazard::bins + b];
        if (cell.count == 0) continue;
        if (!rates) rates = observed.service_rates(static_cast<std::uint32_t>(line), group);
        out.push_back({cell.count, cell.age_s / cell.count, *rates});
      }
    }
    return out;
  }

 private:
  struct Cell {
    int count = 0;
    double age_s = 0;  ///< of all together
  };
  std::size_t lines_;
  std::vector<Cell> cells_;
};

/// Idle agents beyond those who are free are in after-call work, the ones who ended last before the others.
void add_wrap_ups(std::vector<FreeAgents::Busy>& out, const std::array<int, IdleHazard::bins>& idle, int wrap_ups,
                  const learned::Observed& observed) {
  if (wrap_ups <= 0) return;
  const auto rates = observed.idle_rates();
  for (std::size_t b = 0; b < idle.size() && wrap_ups > 0; ++b) {
    const int n = std::min(idle[b], wrap_ups);
    if (n == 0) continue;
    FreeAgents::Busy busy{n, 0, {}};
    busy.per_s.fill(rates[b]);
    out.push_back(busy);
    wrap_ups -= n;
  }
}

}  // namespace

double ends_within(const FreeAgents::Busy& busy, double within_s) {
  double hazard = 0, from = busy.age_s;
  const double to = from + within_s;
  for (auto b = ServiceHazard::bin(from); from < to; ++b) {
    const double until = b + 1 < ServiceHazard::bins ? std::min(to, service_edges_s[b + 1]) : to;
    hazard += busy.per_s[b] * (until - from);
    from = until;
  }
  return -std::expm1(-hazard);
}

FreeAgents::FreeAgents(int free_now, std::vector<Busy> busy) : free_(free_now), busy_(std::move(busy)) {
  for (const auto& b : busy_) busy_count_ += b.count;
}

double FreeAgents::mean(double within_s) const {
  double sum = free_;
  for (const auto& b : busy_) sum += b.count * ends_within(b, within_s);
  return sum;
}

std::vector<double> FreeAgents::at_least(int most, double within_s) const {
  std::vector<double> tail(static_cast<std::size_t>(std::max(0, most)) + 1, 1.0);
  const int ends = std::min(most - free_, busy_count_);  // more than that cannot be asked, or cannot happen
  if (ends <= 0) {
    for (int k = free_ + 1; k <= most; ++k) tail[static_cast<std::size_t>(k)] = 0;
    return tail;
  }
  // p[j] = P(j of the busy ones end), for j below `ends`: what the tails up to there need.
  std::vector<double> p(static_cast<std::size_t>(ends), 0.0);
  if (busy_count_ <= exact_up_to) {
    p[0] = 1;
    for (const auto& b : busy_) {
      const double q = ends_within(b, within_s);
      for (int i = 0; i < b.count; ++i) {
        for (std::size_t j = p.size(); j-- > 1;) p[j] += q * (p[j - 1] - p[j]);
        p[0] *= 1 - q;
      }
    }
  } else if (const double mean_ends = mean(within_s) - free_; mean_ends < certain_mean) {
    p[0] = std::exp(-mean_ends);
    for (std::size_t j = 1; j < p.size(); ++j) p[j] = p[j - 1] * mean_ends / static_cast<double>(j);
  }
  double fewer = 0;
  for (int k = free_ + 1; k <= most; ++k) {
    const int needed = k - free_;
    if (needed <= ends) fewer += p[static_cast<std::size_t>(needed - 1)];
    tail[static_cast<std::size_t>(k)] = needed <= ends ? std::clamp(1 - fewer, 0.0, 1.0) : 0;
  }
  return tail;
}

int agents_at_work(const Group& group, const Capacity& believed) {
  if (group.agents().reported()) return believed.servers;
  return std::max(believed.servers, static_cast<int>(group.in_service().size()) + believed.free);
}

FreeAgents free_agents(const Group& group, const std::string& queue, const Capacity& believed, Instant now) {
  const auto& observed = group.observed();
  const auto& crew = observed.crew();
  const auto* known = observed.find(queue);
  const auto line = known == nullptr ? static_cast<std::uint32_t>(observed.lines()) : *known;
  const bool reported = group.agents().reported();
  const int free = reported ? group.agents().available_for(queue) : believed.free;

  std::vector<learned::Worker> workers;
  crew.at_work(now, workers);
  Cells cells(observed.lines());
  std::array<int, IdleHazard::bins> idle{};
  int idle_count = 0;
  int room = agents_at_work(group, believed) - believed.free;  // nobody is counted twice
  for (const auto& w : workers) {
    if (w.only == nullptr ? crew.skill_of(w, line) <= serving_skill : crew.skill_of(w, line) <= 0) continue;
    if (!w.busy) {
      ++idle[IdleHazard::bin(w.age_s)];
      ++idle_count;
    } else if (room > 0) {
      cells.add(w.queue, w.age_s);
      --room;
    }
  }
  for (const auto* call : group.in_service()) {
    if (room <= 0) break;
    if (!call->agent.empty()) continue;
    cells.add(call->line, std::max(0.0, to_seconds(now - call->answered)));
    --room;
  }
  auto busy = cells.busy(observed, believed.mean_service_s);
  if (reported) add_wrap_ups(busy, idle, std::min(room, idle_count - free), observed);
  return {free, std::move(busy)};
}

}  // namespace truewait::domain
