// What the learned estimate costs, in CPU time as if on the reference machine: an estimate for somebody who would join
// while others wait, with 15 and with 500 agents, and what learning adds to an answer. Prints `estimate_us_15`,
// `estimate_us_500` and `update_us`, in microseconds.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/systems.hpp"
#include "bench/timing.hpp"

namespace {

using namespace truewait;
using domain::Estimator;

constexpr int warm_up_answers = 3'000;
constexpr int most_events = 1'000'000;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "bench_estimate_cost: %s\n", what);
  std::exit(1);
}

const domain::CallAnswered* answered(const domain::Decision& decision) {
  for (const auto& fact : decision.facts) {
    if (const auto* a = std::get_if<domain::CallAnswered>(&fact.body)) return a;
  }
  return nullptr;
}

/// Seconds per estimate; the median over states of the system in which callers wait and the learner is served.
double estimate_s(const centre::Scenario& scenario) {
  constexpr std::size_t states = 200, repeats = 100;
  constexpr int apart = 101;  // events from one state to the next
  const auto& queue = scenario.queues[0].name;
  bench::Feed feed(scenario, 1);
  domain::Engine engine(bench::config_of(scenario, Estimator::learned));
  std::vector<double> costs;
  int answers = 0;
  for (int i = 0; i < most_events; ++i) {
    const auto event = feed.next();
    const auto decision = bench::deliver(engine, event);
    if (answered(decision) != nullptr) ++answers;
    if (answers < warm_up_answers || i % apart != 0 || engine.queue(*event.at, "default", queue)->waiting == 0)
      continue;
    const auto said = engine.estimate(*event.at, "default", queue, {});
    if (said->method != domain::Method::learned) continue;
    costs.push_back(bench::cpu_s(
        [&] {
          auto e = engine.estimate(*event.at, "default", queue, {});
          bench::keep(e);
        },
        repeats));
    if (costs.size() == states) return bench::median(costs);
  }
  fail("the learned estimate was hardly ever served");
}

/// A report that changes nothing, at the instant of `event`: what is due by then is done before the event itself.
domain::Event nothing_before(const domain::Event& event, const std::string& queue) {
  auto before = event;
  before.event_id += "-before";
  before.body = domain::End{"nobody", queue};
  return before;
}

/// Seconds that learning adds to the answer of a caller who waited: the same answers by an engine that learns and by
/// one that does not. Mean of each few hundred answers, their median.
double update_s(const centre::Scenario& scenario) {
  constexpr int per_batch = 300;
  constexpr std::size_t batches = 15;
  const auto& queue = scenario.queues[0].name;
  bench::Feed feed(scenario, 2);
  domain::Engine learns(bench::config_of(scenario, Estimator::learned));
  domain::Engine formulas(bench::config_of(scenario, Estimator::formula));
  std::vector<double> means;
  double added = 0;
  int answers = 0, counted = 0;
  while (means.size() < batches) {
    const auto event = feed.next();
    if (!std::holds_alternative<domain::Answer>(event.body)) {
      bench::deliver(learns, event);
      bench::deliver(formulas, event);
      continue;
    }
    const auto before = nothing_before(event, queue);
    bench::deliver(learns, before);
    bench::deliver(formulas, before);
    domain::Decision one, other;
    const auto by_learner = [&] { one = learns.step(*event.at, event); };
    const auto by_formula = [&] { other = formulas.step(*event.at, event); };
    double with = 0, without = 0;
    const bool learner_first = ++answers % 2 == 0;
    if (learner_first) with = bench::cpu_s(by_learner);
    without = bench::cpu_s(by_formula);
    if (!learner_first) with = bench::cpu_s(by_learner);
    const auto* a = answered(one);
    if (answers < warm_up_answers || a == nullptr || !a->wait || *a->wait < std::chrono::seconds(1)) continue;
    added += with - without;
    if (++counted % per_batch != 0) continue;
    means.push_back(added / per_batch);
    added = 0;
  }
  return bench::median(means);
}

double us(double measured_s, double yardstick) {
  return 1e6 * bench::on_reference_machine_s(measured_s, yardstick);
}

}  // namespace

int main() {
  const double yardstick = bench::yardstick_s();
  const auto small = bench::one_queue(15, 0.95, bench::usual_patience);
  const auto large = bench::one_queue(500, 1.1, bench::usual_patience);
  std::printf("estimate_us_15 %.3g\n", us(estimate_s(small), yardstick));
  std::printf("estimate_us_500 %.3g\n", us(estimate_s(large), yardstick));
  std::printf("update_us %.3g\n", us(update_s(small), yardstick));
  return 0;
}
