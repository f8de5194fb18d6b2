// The served mean against the ten formulas on simulated systems: 2,000 answered calls of warm-up, then 10,000, with
// twenty seeds. Scored are answered callers who waited for a second or more and for whom something was served at
// joining, each by what was recorded then. A system's ratio is the RMSE of the served mean over that of the formula
// which, in hindsight and over all seeds, did best.
// Prints `scenario_worst` (the largest ratio) and `scenario_asterisk` (systems in which Asterisk's formula did better
// than what was served), and a line for each system on standard error. Argument: the number of seeds (20).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <unordered_map>

#include "bench/systems.hpp"
#include "bench/timing.hpp"

namespace {

using namespace truewait;

constexpr std::uint64_t warm_up = 2'000, after_warm_up = 10'000;
constexpr auto least_wait = std::chrono::seconds(1);

/// Sums of squared errors over the same calls.
struct Errors {
  double served = 0;
  domain::FormulaAnswers formulas{};
  std::uint64_t calls = 0;
  std::uint64_t unserved = 0;  ///< waited and were answered, but nothing could be said at joining: not in the sums

  void add(const domain::Estimate& said, double wait_s) {
    if (said.status != domain::EstimateStatus::ok) {
      ++unserved;
      return;
    }
    ++calls;
    served += (said.mean_s - wait_s) * (said.mean_s - wait_s);
    for (std::size_t f = 0; f < formulas.size(); ++f)
      formulas[f] += (said.formulas_s[f] - wait_s) * (said.formulas_s[f] - wait_s);
  }
  void add(const Errors& other) {
    served += other.served;
    for (std::size_t f = 0; f < formulas.size(); ++f) formulas[f] += other.formulas[f];
    calls += other.calls;
    unserved += other.unserved;
  }
  std::size_t best() const {
    return static_cast<std::size_t>(std::min_element(formulas.begin(), formulas.end()) - formulas.begin());
  }
  double of(domain::Formula f) const { return formulas[static_cast<std::size_t>(f)]; }
  double rmse_s(double squares) const { return std::sqrt(squares / static_cast<double>(calls)); }
  /// Infinite when nothing was scored, or what was served is no number.
  double ratio() const {
    const double squared = served / formulas[best()];
    return std::isfinite(squared) ? std::sqrt(squared) : std::numeric_limits<double>::infinity();
  }
};

/// What was recorded at joining of those who still wait, against the waits of those who are answered.
class Scoring {
 public:
  std::uint64_t answered() const { return answered_; }
  const Errors& errors() const { return errors_; }

  void add(const domain::Fact& fact) {
    if (const auto* p = std::get_if<domain::PredictionRecorded>(&fact.body);
        p != nullptr && p->occasion == domain::PredictionOccasion::joined) {
      said_.insert_or_assign(p->call_id, p->estimate);
    } else if (const auto* a = std::get_if<domain::CallAnswered>(&fact.body)) {
      ++answered_;
      const auto said = said_.extract(a->call_id);
      if (said.empty() || !a->wait || *a->wait < least_wait || answered_ <= warm_up) return;
      errors_.add(said.mapped(), domain::to_seconds(*a->wait));
    } else if (const auto* g = std::get_if<domain::CallAbandoned>(&fact.body)) {
      said_.erase(g->call_id);
    }
  }

 private:
  std::unordered_map<std::string, domain::Estimate> said_;
  std::uint64_t answered_ = 0;
  Errors errors_;
};

Errors play(const centre::Scenario& scenario, std::uint64_t seed) {
  bench::Feed feed(scenario, seed);
  domain::Engine engine(bench::config_of(scenario, domain::Estimator::learned));
  Scoring scoring;
  while (scoring.answered() < warm_up + after_warm_up) {
    const auto decision = bench::deliver(engine, feed.next());
    for (const auto& fact : decision.facts) scoring.add(fact);
  }
  return scoring.errors();
}

Errors play_seeds(const bench::System& system, std::uint64_t seeds) {
  Errors all;
  double worst_seed = 0;
  const double begun = bench::thread_cpu_s();
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto one = play(system.scenario, seed);
    worst_seed = std::max(worst_seed, one.ratio());
    all.add(one);
  }
  const auto best = all.best();
  std::fprintf(stderr,
               "%-18s ratio %.3f, worst seed %.3f; RMSE served %.1f s, %s %.1f s, asterisk %.1f s; %llu calls, %llu "
               "unserved, %.0f s of CPU\n",
               system.name, all.ratio(), worst_seed, all.rmse_s(all.served), domain::formula_names[best].data(),
               all.rmse_s(all.formulas[best]), all.rmse_s(all.of(domain::Formula::asterisk)),
               static_cast<unsigned long long>(all.calls), static_cast<unsigned long long>(all.unserved),
               bench::thread_cpu_s() - begun);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const auto seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20;
  if (argc > 2 || seeds == 0) {
    std::fprintf(stderr, "usage: bench_scenarios [SEEDS]\n");
    return 2;
  }
  double worst = 0;
  int above_asterisk = 0;
  for (const auto& system : bench::systems()) {
    const auto errors = play_seeds(system, seeds);
    worst = std::max(worst, errors.ratio());
    if (!(errors.served <= errors.of(domain::Formula::asterisk))) ++above_asterisk;
  }
  std::printf("scenario_worst %.4f\nscenario_asterisk %d\n", worst, above_asterisk);
  return 0;
}
