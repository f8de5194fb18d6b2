#include "domain/learned/gather.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "domain/learned/correction.hpp"
#include "domain/learned/forward.hpp"

namespace truewait::domain::learned {
namespace {

constexpr std::size_t one_by_one = 24;  // agents, or callers ahead; more are pooled by likeness

/// One caller's surroundings while they are put together.
class Surroundings {
 public:
  Surroundings(const Group& group, const std::string& queue, const Asking& who, const Priors& priors)
      : group_(group), observed_(group.observed()), parts_(group.parts()), who_(who), priors_(priors) {
    const auto* known = observed_.find(queue);
    line_ = known == nullptr ? static_cast<std::uint32_t>(observed_.lines()) : *known;
    usual_service_s_ = observed_.crew().usual_service_s(priors.service_s);
    group_service_ = observed_.service_rates(priors.service_s > 0 ? priors.service_s : 180);
    group_patience_ = observed_.patience_rates();
    service_.resize(observed_.lines() + 1);
    patience_.resize(observed_.lines() + 1);
    overlap_.resize(observed_.lines() + 1);
  }

  Outlook outlook() {
    Outlook at;
    at.elapsed_s = to_seconds(who_.elapsed);
    at.idle = observed_.idle_rates();
    if (parts_.has(Part::unknown_agents)) at.unknown_per_s = observed_.unknown_per_s(who_.now);
    at.usual_service_s = usual_service_s_;
    at.patience = patience_of(line_);
    agents(at);
    callers(at);
    if (parts_.has(Part::overtakers)) passing(at);
    return at;
  }
  std::uint32_t line() const { return line_; }
  int privileged() const { return privileged_; }

 private:
  const ServiceHazard::Rates* service_of(std::uint32_t line) {
    auto& rates = service_[std::min<std::size_t>(line, service_.size() - 1)];
    if (!rates) rates = observed_.service_rates(line, group_service_);
    return &*rates;
  }
  const PatienceHazard::Rates* patience_of(std::uint32_t line) {
    auto& rates = patience_[std::min<std::size_t>(line, patience_.size() - 1)];
    if (!rates) rates = observed_.patience_rates(line, group_patience_);
    return &*rates;
  }

  double skill_of(const Worker& w, std::uint32_t line) const {
    return parts_.has(Part::skills) ? observed_.crew().skill_of(w, line) : 1;
  }

  void agents(Outlook& at) {
    observed_.crew().at_work(who_.now, workers_);
    if (!parts_.has(Part::idle_agents)) std::erase_if(workers_, [](const Worker& w) { return !w.busy; });
    for (const auto* call : group_.in_service()) {
      if (!call->agent.empty()) continue;
      const double age = std::max(0.0, to_seconds(who_.now - call->answered));
      workers_.push_back({true, age, call->line, 1, 1, nullptr, 0, nullptr});
    }
    skill_.reserve(workers_.size());
    for (const auto& w : workers_) skill_.push_back(skill_of(w, line_));
    if (workers_.size() > one_by_one) return pool(at);
    constexpr double least_skill = 0.04;
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      const auto& w = workers_[i];
      if (skill_[i] < least_skill || (!w.busy && w.age_s >= Crew::expected_until_s && w.only == nullptr)) continue;
      at.hands.push_back({w.busy, w.age_s, w.pace, w.slowness, skill_[i], 1, service_of(w.queue)});
    }
    if (workers_.empty() && priors_.agents > 0) {
      at.hands.push_back({true, usual_service_s_ / 2, 1, 1, 1, static_cast<double>(priors_.agents), service_of(line_)});
    }
  }

  /// Agents alike as one hand with their number.
  void pool(Outlook& at) {
    constexpr std::size_t paces = 2, skills = 3;
    constexpr std::size_t busy_cells = ServiceHazard::bins * paces * skills;
    std::array<Hand, busy_cells + IdleHazard::bins * skills> cells;
    for (auto& c : cells) c = {false, 0, 0, 0, 0, 0, nullptr};
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      const auto& w = workers_[i];
      if (skill_[i] < 0.04) continue;
      const std::size_t skill = std::min<std::size_t>(skills - 1, static_cast<std::size_t>(skill_[i] * skills));
      const std::size_t bin = w.busy ? (ServiceHazard::bin(w.age_s) * paces + (w.pace > 1 ? 1 : 0)) * skills + skill
                                     : busy_cells + IdleHazard::bin(w.age_s) * skills + skill;
      auto& c = cells[bin];
      c.busy = w.busy;
      c.age_s += w.age_s;
      c.pace += w.pace;
      c.slowness += w.slowness;
      c.skill += skill_[i];
      c.count += 1;
    }
    for (auto& c : cells) {
      if (c.count == 0) continue;
      c.age_s /= c.count;
      c.pace /= c.count;
      c.slowness /= c.count;
      c.skill /= c.count;
      c.service = &group_service_;
      at.hands.push_back(c);
    }
  }

  /// How far those who serve another queue serve this caller as well, the present ones more than those who rest.
  double overlap(std::uint32_t other) {
    if (other == line_) return 1;
    auto& known = overlap_[std::min<std::size_t>(other, overlap_.size() - 1)];
    if (known) return *known;
    double both = 0, serve = 0;
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      const auto& w = workers_[i];
      const double here = w.busy || w.age_s < 60 ? 1 : w.age_s < 300 ? 0.6 : w.age_s < 900 ? 0.25 : 0.08;
      const double rate = here / std::max(usual_service_s_ / 6, usual_service_s_ * w.slowness);
      const double there = skill_of(w, other);
      both += there * skill_[i] * rate;
      serve += there * rate;
    }
    known = serve > 0 ? std::min(1.0, both / serve) : 1;
    return *known;
  }

  void callers(Outlook& at) {
    const int places = std::min(who_.ahead, group_.callbacks().ahead_of(who_.rank + Duration{who_.call == nullptr}));
    int left = who_.ahead - places;
    std::vector<Ahead> cells;
    const bool pooled = static_cast<std::size_t>(left) > one_by_one;
    if (pooled) cells.assign((observed_.lines() + 1) * PatienceHazard::bins, Ahead{0, 0, nullptr});
    const auto head_start = who_.now - who_.elapsed - who_.rank;
    for (const auto* call : group_.waiting()) {
      if (left == 0) break;
      if (call == who_.call) continue;
      --left;
      const double waited = std::max(0.0, to_seconds(who_.now - call->joined));
      if (call->joined - call->rank > head_start) ++privileged_;
      const double weight = overlap(call->line);
      if (pooled) {
        auto& cell = cells[call->line * PatienceHazard::bins + PatienceHazard::bin(waited)];
        cell.waited_s += weight * waited;
        cell.weight += weight;
        cell.patience = patience_of(call->line);
      } else {
        at.ahead.push_back({waited, weight, patience_of(call->line)});
      }
    }
    for (auto& cell : cells) {
      if (cell.weight <= 0) continue;
      cell.waited_s /= cell.weight;
      at.ahead.push_back(cell);
    }
    if (left > 0) at.ahead.push_back({0, static_cast<double>(left), patience_of(line_)});
    standing(at, places);
  }

  /// Callbacks that keep a place: they never hang up.
  void standing(Outlook& at, int places) {
    constexpr int looked_at = 32;
    if (places == 0) return;
    double weight = 0;
    const int n = std::min(places, looked_at);
    for (int i = 0; i < n; ++i) {
      const auto* line = observed_.find(group_.callbacks().places()[static_cast<std::size_t>(i)]->accepted.queue);
      weight += line == nullptr ? 1 : overlap(*line);
    }
    at.ahead.push_back({0, weight * places / n, nullptr});
  }

  void passing(Outlook& at) {
    const auto head_start = who_.now - who_.elapsed - who_.rank;
    for (const auto& p : observed_.privileges()) {
      const double window = to_seconds(p.head_start - head_start) - at.elapsed_s;
      if (window > 0) at.passing.push_back({p.per_s(who_.now), window});
    }
  }

  const Group& group_;
  const Observed& observed_;
  const LearnerParts& parts_;
  const Asking& who_;
  const Priors& priors_;
  std::uint32_t line_ = 0;
  int privileged_ = 0;
  double usual_service_s_ = 180;
  ServiceHazard::Rates group_service_{};
  PatienceHazard::Rates group_patience_{};
  std::vector<std::optional<ServiceHazard::Rates>> service_;
  std::vector<std::optional<PatienceHazard::Rates>> patience_;
  std::vector<std::optional<double>> overlap_;
  std::vector<Worker> workers_;
  std::vector<double> skill_;
};

/// What is said of everybody while the forward model is taken away.
Forecast as_usual(double usual_wait_s) {
  Forecast f;
  f.mean_s = f.patient_s = usual_wait_s;
  f.quantiles_s.fill(usual_wait_s);
  return f;
}

/// Long or short lines: the steps follow what a line of this length takes.
double stretch(const Group& group, int ahead, double usual_service_s) {
  const double servers = std::max<double>(1, static_cast<double>(group.in_service().size()));
  const double rough_s = (ahead + 1) * usual_service_s / servers;
  constexpr double fits_from_s = 20, fits_to_s = 400;
  return rough_s < fits_from_s ? rough_s / fits_from_s : std::max(1.0, rough_s / fits_to_s);
}

}  // namespace

Evidence gather(const Group& group, const std::string& queue, const Asking& who, const Priors& priors,
                const FormulaAnswers& formulas_s, double first_s) {
  const auto& observed = group.observed();
  Surroundings around(group, queue, who, priors);
  const auto outlook = around.outlook();
  const Grid grid(stretch(group, who.ahead, outlook.usual_service_s));
  const bool looks_ahead = group.parts().has(Part::agents_and_line);
  const auto f = looks_ahead ? forecast(outlook, grid) : as_usual(observed.usual_wait_s());

  Evidence e;
  e.version = evidence_version;
  e.usual_wait_s = observed.usual_wait_s();
  e.prior_service_s = priors.service_s;
  e.prior_agents = priors.agents;
  e.forward_quantiles_s = f.quantiles_s;
  for (const auto& a : outlook.ahead) e.weighted_ahead += looks_ahead ? a.weight : 0;

  const double unit = e.usual_wait_s;
  const double most = std::max(900.0, 9 * unit);
  const auto set = [&](Feature feature, double s) {
    e.values_s[static_cast<std::size_t>(feature)] = std::isfinite(s) ? std::clamp(s, 0.0, most) : most;
  };
  const auto* state = group.queue(queue);
  const auto alike = state == nullptr ? AvgcLes::Seen{} : state->avgc_les.seen(who.priority, who.ahead);
  constexpr double alike_prior = 3;
  const double busy = std::max<double>(1, static_cast<double>(group.in_service().size()));
  double oldest = 0;
  if (state != nullptr) {
    for (const auto* other : state->waiting) {
      if (other == who.call) continue;
      oldest = to_seconds(std::max(Duration{0}, who.now - other->joined));
      break;
    }
  }
  const double elapsed = outlook.elapsed_s;
  set(Feature::constant, unit);
  set(Feature::forward, f.mean_s);
  set(Feature::alike, (alike.sum_s + alike_prior * std::min(f.mean_s, most)) / (alike.n + alike_prior));
  set(Feature::oldest, oldest);
  set(Feature::surprise, observed.surprise(who.now, around.line()) * std::min(f.mean_s, most));
  set(Feature::recent, std::min((who.ahead + 1) / busy, 5.0) * observed.last_ten_s());
  set(Feature::patient, f.patient_s);
  set(Feature::late, f.quantiles_s[4]);
  set(Feature::privileged, around.privileged() / 5.0 * unit);
  set(Feature::answers, observed.answers_per_s(who.now) * outlook.usual_service_s / 9 * unit);
  set(Feature::pace, (who.ahead + 1) / observed.takes_per_s(who.now));
  set(Feature::theory, formulas_s[static_cast<std::size_t>(Formula::qla)]);
  set(Feature::best_formula,
      formulas_s[static_cast<std::size_t>(state == nullptr ? Formula::qla : state->served.best())]);
  const double known_s = alike.n > 0 ? alike.sum_s / alike.n : f.mean_s;
  set(Feature::unheard_of, std::min(f.mean_s, most) - 1.5 * std::max(known_s, unit));
  if (elapsed > 0) {
    set(Feature::elapsed, elapsed);
    set(Feature::first_left, std::max(0.0, first_s - elapsed));
    set(Feature::beyond_first, elapsed / std::max(unit / 4, first_s) * std::min(f.mean_s, most));
  }
  return e;
}

std::optional<WithOneAgent> with_one_agent(const Group& group, const std::string& queue, const Asking& who,
                                           const Priors& priors) {
  Surroundings around(group, queue, who, priors);
  const auto outlook = around.outlook();
  double agents = 0;
  for (const auto& hand : outlook.hands) agents += hand.count;
  if (agents <= 0) return std::nullopt;
  const Grid grid(stretch(group, who.ahead, outlook.usual_service_s));
  const auto mean_with = [&](double by) {
    auto changed = outlook;
    for (auto& hand : changed.hands) hand.count *= (agents + by) / agents;
    return forecast(changed, grid).mean_s;
  };
  WithOneAgent with{forecast(outlook, grid).mean_s, mean_with(1), {}};
  if (agents > 1) with.less_s = mean_with(-1);
  return with;
}

ModelSize model_size(const Group& group, const std::string& queue, const Asking& who, const Priors& priors) {
  Surroundings around(group, queue, who, priors);
  const auto outlook = around.outlook();
  ModelSize size{outlook.hands.size(), outlook.ahead.size(), 0, 0};
  for (const auto& hand : outlook.hands) size.agents += hand.count;
  for (const auto& caller : outlook.ahead) size.callers += caller.weight;
  return size;
}

}  // namespace truewait::domain::learned
