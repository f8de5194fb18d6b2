// The simulated centre against closed forms and against its own rules: what other tests lean on must hold by itself.
#include "centre/centre.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "centre/demo_day.hpp"
#include "centre/events.hpp"

namespace truewait::centre {
namespace {

Scenario markov(int servers, double per_s, double mean_service_s, double mean_patience_s = never) {
  Scenario s;
  s.queues = {{"q", {{0, per_s}}, {mean_service_s, {}}, mean_patience_s, {}}};
  s.agents = {{"a", servers, {"q"}, {Shift{}}, 0}};
  return s;
}

/// Means of batches of observations, the first batch dropped as warm-up; the batches are nearly independent.
class BatchMeans {
 public:
  explicit BatchMeans(std::size_t size) : size_(size) {}
  void add(double value) {
    sum_ += value;
    if (++count_ % size_ != 0) return;
    if (count_ > size_) means_.push_back(sum_ / static_cast<double>(size_));
    sum_ = 0;
  }
  double mean() const {
    double total = 0;
    for (const double m : means_) total += m;
    return total / static_cast<double>(means_.size());
  }
  /// Half width of the 99.9 % confidence interval; 3.65 is Student's t with 29 degrees of freedom.
  double half_width() const {
    double squares = 0;
    for (const double m : means_) squares += (m - mean()) * (m - mean());
    const auto n = static_cast<double>(means_.size());
    return 3.65 * std::sqrt(squares / (n - 1) / n);
  }

 private:
  std::size_t size_, count_ = 0;
  double sum_ = 0;
  std::vector<double> means_;
};

/// The closed form lies within the interval, and the interval is narrow enough to mean something.
void expect_agreement(const BatchMeans& simulated, double exact, double relative_width) {
  EXPECT_NEAR(simulated.mean(), exact, simulated.half_width());
  EXPECT_LT(simulated.half_width(), relative_width * exact);
}

constexpr std::size_t batch = 20'000, batches = 31;

TEST(Centre, WaitsOfMMsAgreeWithErlangC) {
  const int servers = 8;
  const double mean_service_s = 100, load = 6.4;
  double blocked = 1;  // Erlang B by its recursion, then C
  for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
  const double waits = servers * blocked / (servers - load * (1 - blocked));
  const double mean_wait_s = waits * mean_service_s / (servers - load);

  Centre centre(markov(servers, load / mean_service_s, mean_service_s), 11);
  BatchMeans wait(batch), waited(batch);
  for (std::size_t answered = 0; answered < batch * batches;) {
    const auto step = centre.next();
    ASSERT_TRUE(step);
    if (step->kind != StepKind::answered) continue;
    ++answered;
    wait.add(step->wait_s);
    waited.add(step->wait_s > 0 ? 1 : 0);
  }
  expect_agreement(waited, waits, 0.03);
  expect_agreement(wait, mean_wait_s, 0.08);
}

TEST(Centre, AbandonmentAgreesWithTheBirthDeathChain) {
  const int servers = 10;
  const double mean_service_s = 100, mean_patience_s = 150, load = 12;  // overloaded: only hang-ups keep it finite
  const double per_s = load / mean_service_s;
  double weight = 1, total = 1, waiting_weight = 0, queue_weight = 0;
  for (int n = 1; n < 400; ++n) {
    const double excess = std::max(0, n - servers);
    weight *= per_s / (std::min(n, servers) / mean_service_s + excess / mean_patience_s);
    total += weight;
    queue_weight += excess * weight;
    if (n >= servers) waiting_weight += weight;
  }
  const double mean_queue = queue_weight / total;

  Centre centre(markov(servers, per_s, mean_service_s, mean_patience_s), 12);
  BatchMeans abandoned(batch), wait(batch), waited(batch);
  for (std::size_t over = 0; over < batch * batches;) {
    const auto step = centre.next();
    ASSERT_TRUE(step);
    if (step->kind != StepKind::answered && step->kind != StepKind::abandoned) continue;
    ++over;
    abandoned.add(step->kind == StepKind::abandoned ? 1 : 0);
    wait.add(step->wait_s);
    waited.add(step->wait_s > 0 ? 1 : 0);
  }
  expect_agreement(abandoned, mean_queue / mean_patience_s / per_s, 0.03);
  expect_agreement(wait, mean_queue / per_s, 0.03);  // Little's law
  expect_agreement(waited, waiting_weight / total, 0.03);
}

TEST(Centre, LognormalServiceHasItsMeanAndSpread) {
  Scenario s = markov(50, 0.1, 240);
  s.queues[0].service.cv = 1.2;
  Centre centre(s, 13);
  BatchMeans mean(batch), square(batch), median(batch);
  for (std::size_t ended = 0; ended < batch * batches;) {
    const auto step = centre.next();
    if (step->kind != StepKind::ended) continue;
    ++ended;
    mean.add(step->service_s);
    square.add(step->service_s * step->service_s);
    median.add(step->service_s < 240 / std::sqrt(1 + 1.2 * 1.2) ? 1 : 0);
  }
  expect_agreement(mean, 240, 0.02);
  expect_agreement(square, 240.0 * 240.0 * (1 + 1.2 * 1.2), 0.15);
  expect_agreement(median, 0.5, 0.02);
}

std::uint64_t digest(Scenario scenario, std::uint64_t seed, int steps) {
  Centre centre(std::move(scenario), seed);
  const EventWriter writer(centre, "r");
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (int i = 0; i < steps; ++i) {
    const auto step = centre.next();
    if (!step) break;
    for (const char c : writer.json(*step, domain::Instant{})) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
  }
  return hash;
}

TEST(Centre, ASeedGivesTheSameDayAndAnotherSeedAnother) {
  EXPECT_EQ(digest(demo_day(), 7, 20'000), digest(demo_day(), 7, 20'000));
  EXPECT_NE(digest(demo_day(), 7, 20'000), digest(demo_day(), 8, 20'000));
}

/// Follows a day from the outside, as the service does, and checks the rules that hold for every scenario.
struct Observer {
  struct Caller {
    std::uint32_t queue;
    int priority;
    double arrived_s;
  };
  explicit Observer(const Centre& c) : centre(c) {}

  void see(const Step& step) {
    ASSERT_GE(step.at_s, now_s);
    ASSERT_EQ(step.number, seen++);
    now_s = step.at_s;
    if (step.kind == StepKind::queued) waiting[step.call] = {step.queue, centre.priority_of(step), step.at_s};
    if (step.kind == StepKind::answered) see_answer(step);
    if (step.kind == StepKind::abandoned) {
      ASSERT_EQ(waiting.erase(step.call), 1U);
      ASSERT_NEAR(step.wait_s, step.patience_s, 1e-6);
    }
    if (step.kind == StepKind::ended) {
      ASSERT_EQ(talking.erase(step.agent), 1U);
    }
    if (step.kind == StepKind::agent) {
      ASSERT_FALSE(talking.count(step.agent));
      state[step.agent] = step.state;
    }
  }

  void see_answer(const Step& step) {
    ASSERT_TRUE(talking.insert(step.agent).second) << "the agent is talking already";
    ASSERT_EQ(state[step.agent], domain::AgentState::available);
    const auto& serves = centre.group_of(step.agent).serves;
    ASSERT_TRUE(can_take(serves, step.queue));
    const Caller taken = waiting.at(step.call);
    ASSERT_NEAR(step.wait_s, step.at_s - taken.arrived_s, 1e-9);
    ASSERT_LT(step.wait_s, step.patience_s);
    for (const auto& [call, other] : waiting) {
      if (call != step.call && can_take(serves, other.queue)) {
        ASSERT_TRUE(goes_before(taken, other)) << "call " << call << " should have gone first";
      }
    }
    waiting.erase(step.call);
  }

  bool can_take(const std::vector<std::string>& serves, std::uint32_t queue) const {
    return std::count(serves.begin(), serves.end(), centre.scenario().queues[queue].name) > 0;
  }
  bool goes_before(const Caller& a, const Caller& b) const {
    if (centre.scenario().priority_rule == domain::PriorityRule::strict) {
      return a.priority != b.priority ? a.priority > b.priority : a.arrived_s < b.arrived_s;
    }
    const double start_s = centre.scenario().head_start_per_priority_s;
    return a.arrived_s - start_s * a.priority < b.arrived_s - start_s * b.priority;
  }

  const Centre& centre;
  std::uint64_t seen = 0;
  double now_s = 0;
  std::map<std::uint64_t, Caller> waiting;
  std::set<std::uint32_t> talking;
  std::map<std::uint32_t, domain::AgentState> state;
};

void observe(const Scenario& scenario, std::uint64_t seed, int steps) {
  Centre centre(scenario, seed);
  Observer observer(centre);
  for (int i = 0; i < steps; ++i) {
    const auto step = centre.next();
    if (!step) break;
    observer.see(*step);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Centre, TheDemoDayKeepsTheRules) {
  observe(demo_day(), 21, 60'000);
}

TEST(Centre, HeadStartAndStrictPriorityOrderTheCallers) {
  Scenario s = markov(6, 0.065, 90, 400);
  s.queues[0].kinds = {{0.3, 1, ""}, {0.2, 2, "gold"}};
  s.queues.push_back({"r", {{0, 0.02}}, {60, 0.8}, never, {{0.5, 1, ""}}});
  s.agents.push_back({"b", 2, {"q", "r"}, {Shift{}}, 5});
  observe(s, 22, 40'000);
  s.priority_rule = domain::PriorityRule::head_start;
  s.head_start_per_priority_s = 90;
  observe(s, 23, 40'000);
}

TEST(Centre, RatesFollowTheirSteps) {
  Scenario s = markov(500, 0, 1);
  s.queues[0].arrivals = {{100, 0.5}, {1100, 4}, {2100, 0}};
  Centre centre(s, 24);
  int calm = 0, rush = 0, outside = 0;
  while (const auto step = centre.next()) {
    if (step->kind != StepKind::queued) continue;
    (step->at_s < 100 || step->at_s >= 2100 ? outside : step->at_s < 1100 ? calm : rush)++;
  }
  EXPECT_EQ(outside, 0);
  EXPECT_NEAR(calm, 500, 4 * std::sqrt(500.0));
  EXPECT_NEAR(rush, 4000, 4 * std::sqrt(4000.0));
}

TEST(Centre, AShiftBeginsEndsAndFinishesItsCalls) {
  Scenario s = markov(3, 0.1, 50);
  s.agents[0].shifts = {{100, 400}};
  s.period_s = 1000;
  s.ends_s = 2000;
  Centre centre(s, 25);
  Observer observer(centre);
  int answers = 0, log_outs = 0;
  while (const auto step = centre.next()) {
    ASSERT_NO_FATAL_FAILURE(observer.see(*step));
    const double within = std::fmod(step->at_s, 1000);
    if (step->kind == StepKind::answered) {
      EXPECT_GE(within, 100);
      EXPECT_LT(within, 400);
      ++answers;
    }
    if (step->kind == StepKind::agent && step->state == domain::AgentState::logged_out) ++log_outs;
  }
  EXPECT_GT(answers, 10);
  EXPECT_EQ(log_outs, 6);
  EXPECT_TRUE(observer.talking.empty());
  EXPECT_FALSE(observer.waiting.empty()) << "nobody is there to take the last ones, and they are patient";
}

TEST(Centre, NobodyAnswersDuringAnOutage) {
  for (const bool away : {true, false}) {
    Scenario s = markov(4, 0.05, 60);
    s.outages = {{1000, 1300, away}};
    s.ends_s = 3000;
    Centre centre(s, 26);
    Observer observer(centre);
    int reports = 0, after = 0;
    while (const auto step = centre.next()) {
      ASSERT_NO_FATAL_FAILURE(observer.see(*step));
      const bool out = step->at_s >= 1000 && step->at_s < 1300;
      if (step->kind == StepKind::answered) {
        EXPECT_FALSE(out);
        if (step->at_s >= 1300) ++after;
      }
      if (step->kind == StepKind::agent && step->state == domain::AgentState::away) ++reports;
    }
    EXPECT_EQ(reports, away ? 4 : 0);
    EXPECT_GT(after, 20);
    EXPECT_TRUE(observer.waiting.empty());
  }
}

TEST(Centre, StepsBecomeEventsOfTheWireContract) {
  Scenario s = demo_day();
  Centre centre(s, 27);
  const EventWriter writer(centre, "run-");
  const domain::Instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
  std::set<std::string> kinds, ids;
  for (int i = 0; i < 4000; ++i) {
    const auto step = centre.next();
    const domain::Event event = writer.event(*step, start);
    EXPECT_TRUE(ids.insert(event.event_id).second);
    const std::string json = writer.json(*step, start);
    EXPECT_NE(json.find("\"event_id\":\"" + event.event_id + "\""), std::string::npos);
    EXPECT_NE(json.find("\"at\":\"" + rfc3339(*event.at) + "\""), std::string::npos);
    kinds.insert(json.substr(json.find("\"type\""), 26));
    if (const auto* arrival = std::get_if<domain::Arrival>(&event.body); arrival && arrival->priority == 1) {
      EXPECT_EQ(arrival->caller_class, "vip");
      EXPECT_NE(json.find("\"priority\":1,\"class\":\"vip\""), std::string::npos);
    }
  }
  EXPECT_EQ(kinds.size(), 5U);
  EXPECT_EQ(rfc3339(start + std::chrono::milliseconds(29'982'250)), "2026-03-02T08:19:42.250Z");
}

}  // namespace
}  // namespace truewait::centre
