// Explanations: the parts add up to what is told, nothing is recorded, and an agent more never lengthens a wait.
#include <algorithm>
#include <cmath>

#include "domain/busy_line.hpp"
#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

Explanation explained(const World& w, double now_s, WouldJoin who = {}) {
  return *w.engine.explain(start + from_seconds(now_s), "default", "support", who);
}
std::optional<Explanation> explained_call(const World& w, double now_s, const std::string& call) {
  return w.engine.explain_call(start + from_seconds(now_s), "default", "pbx", call);
}

LiveInput input_of(const Explanation& x, std::string_view name) {
  const auto found = std::find_if(x.inputs.begin(), x.inputs.end(), [&](const LiveInput& i) { return i.name == name; });
  EXPECT_NE(found, x.inputs.end()) << name;
  return found == x.inputs.end() ? LiveInput{} : *found;
}

const Shadow& shadow_of(const Explanation& x, Formula f) {
  return x.shadows.at(static_cast<std::size_t>(f));
}

std::string served_names(const Explanation& x) {
  std::string names;
  for (const auto& shadow : x.shadows) {
    if (shadow.served) names.append(shadow.name).append(" ");
  }
  return names;
}

void expect_added_up(const Explanation& x) {
  double sum = 0;
  for (const auto& part : x.contributions) sum += part.seconds;
  EXPECT_NEAR(sum, x.estimate.mean_s, 1e-9);
}

void expect_signs(const Explanation& x) {
  if (x.one_agent_more_s) {
    EXPECT_LE(*x.one_agent_more_s, 0);
    EXPECT_GE(*x.one_agent_more_s, -x.estimate.mean_s);
  }
  if (x.one_agent_less_s) {
    EXPECT_GE(*x.one_agent_less_s, 0);
  }
}

EngineConfig formulas_only() {
  auto config = three_queues();
  for (auto& queue : config.queues) queue.estimator = Estimator::formula;
  return config;
}

/// Fifty callers, alone, whose waits rise from 20 s by a second each: the last wait is the best guess.
void fifty_rising(World& w) {
  for (int i = 0; i < 50; ++i) w.serve(i * 200.0, "old" + std::to_string(i), 20 + i, 100);
}

/// A first call, then a line of five agents, all busy; the second after the last call.
double five_busy(World& w) {
  w.queued(0, "first");
  w.answered(5, "first", "agent0");
  w.ended(60, "first");
  return five_busy_after(w, 100);
}

TEST(Explain, TheLearnedEstimateIsTakenApart) {
  World w;
  const double now = five_busy(w);
  w.queued(now, "me");
  const auto x = *explained_call(w, now, "me");
  ASSERT_EQ(x.estimate.method, Method::learned);
  EXPECT_EQ(x.estimate.mean_s, w.estimate_call(now, "me")->mean_s);
  EXPECT_EQ(served_names(x), "learned ");
  EXPECT_TRUE(x.because == ServedBecause::learned || x.because == ServedBecause::learned_alone);
  EXPECT_EQ(x.shadows.back().answer_s, x.estimate.mean_s);
  EXPECT_GT(*x.shadows.back().rmse_s, 0);
  for (const auto& shadow : x.shadows) EXPECT_TRUE(shadow.answer_s && shadow.rmse_s) << shadow.name;
  EXPECT_TRUE(x.contributions.front().name.starts_with("base"));
  expect_added_up(x);
  ASSERT_TRUE(x.one_agent_more_s && x.one_agent_less_s);
  EXPECT_LT(*x.one_agent_more_s, 0);
  EXPECT_GT(*x.one_agent_less_s, 0);
  expect_signs(x);
  EXPECT_EQ(input_of(x, "agents_busy").value, 5);
  EXPECT_EQ(input_of(x, "callers_ahead").value, 0);
  EXPECT_EQ(input_of(x, "mean_service").n, 60U);
}

TEST(Explain, OneAgentMoreNeverLengthensAndTheWaitingCallerAddsUpToo) {
  World w;
  const double now = five_busy(w);
  for (int i = 0; i < 8; ++i) w.queued(now, "line" + std::to_string(i));
  for (const double later_s : {0.0, 12.0, 40.0, 300.0}) {
    for (int i = 0; i < 8; ++i) {
      const auto x = *explained_call(w, now + later_s, "line" + std::to_string(i));
      expect_added_up(x);
      expect_signs(x);
      EXPECT_NEAR(*input_of(x, "waited_so_far").value, later_s, 0.002);
      EXPECT_EQ(input_of(x, "callers_ahead").value, i);
    }
    const auto joining = explained(w, now + later_s);
    expect_added_up(joining);
    expect_signs(joining);
  }
}

TEST(Explain, AFormulaIsOneEntryAndShowsItsError) {
  World w(formulas_only());
  fifty_rising(w);
  const auto x = explained(w, 11000);
  EXPECT_EQ(x.because, ServedBecause::least_error_chosen);
  EXPECT_EQ(served_names(x), "les ");
  ASSERT_EQ(x.contributions.size(), 1U);
  EXPECT_EQ(x.contributions.front().name, "les");
  expect_added_up(x);
  const auto& les = shadow_of(x, Formula::les);
  EXPECT_EQ(les.answer_s, 69);
  EXPECT_NEAR(*les.rmse_s, std::sqrt((40.0 * 40 + 49) / 50), 1e-9) << "60 s at first, then a second short each time";
  for (std::size_t f = 0; f < formula_count; ++f) EXPECT_GE(*x.shadows[f].rmse_s, *les.rmse_s);
  EXPECT_FALSE(x.shadows.back().answer_s) << "the learner is not asked";
  EXPECT_FALSE(x.one_agent_more_s || x.one_agent_less_s) << "nobody was seen for a quarter of an hour";
  EXPECT_FALSE(input_of(x, "agents_busy").value);
}

TEST(Explain, AFormulaThatLooksAtNoAgentsMovesAsTheQueueLengthDoes) {
  World w(formulas_only());
  fifty_rising(w);
  w.queued(11000, "b1");
  w.answered(11030, "b1");
  const auto alone = explained(w, 11040);
  ASSERT_EQ(served_names(alone), "les ");
  EXPECT_EQ(alone.estimate.mean_s, 30);
  EXPECT_NEAR(*alone.one_agent_more_s, -15, 1e-9) << "two agents instead of one";
  EXPECT_FALSE(alone.one_agent_less_s) << "nobody would be left";
  w.queued(11050, "b2");
  w.answered(11080, "b2");
  const auto two = explained(w, 11090);
  ASSERT_EQ(served_names(two), "les ");
  EXPECT_NEAR(*two.one_agent_more_s, -10, 1e-9);
  EXPECT_NEAR(*two.one_agent_less_s, 30, 1e-9);
}

TEST(Explain, AWaitingCallerServedByAFormulaAddsUp) {
  World w(formulas_only());
  fifty_rising(w);
  w.queued(11000, "me");
  for (const double elapsed_s : {0.0, 30.0, 200.0}) {
    const auto x = *explained_call(w, 11000 + elapsed_s, "me");
    ASSERT_EQ(x.contributions.size(), 1U);
    EXPECT_EQ(x.estimate.mean_s, w.estimate_call(11000 + elapsed_s, "me")->mean_s);
    expect_added_up(x);
  }
}

TEST(Explain, AFreeAgentIsOneEntry) {
  World w;
  fifty_rising(w);
  w.agent(11000, "anna", AgentState::available);
  const auto one = explained(w, 11020);
  EXPECT_EQ(one.because, ServedBecause::agent_free);
  EXPECT_EQ(one.contributions.size(), 1U);
  expect_added_up(one);
  EXPECT_EQ(served_names(one), "");
  EXPECT_EQ(one.one_agent_more_s, 0);
  EXPECT_FALSE(one.one_agent_less_s) << "nobody would be left";
  EXPECT_EQ(input_of(one, "agents_idle").value, 1);
  EXPECT_EQ(input_of(one, "agents_idle").source, InputSource::reported);
  EXPECT_EQ(input_of(one, "agents_idle").age, 20s);
  w.agent(11020, "bert", AgentState::available);
  EXPECT_EQ(explained(w, 11021).one_agent_less_s, 0) << "another one is free";
  w.agent(11022, "bert", AgentState::busy);
  EXPECT_GT(*explained(w, 11023).one_agent_less_s, 0) << "the caller would have to wait for bert";
}

TEST(Explain, WithoutDataNothingIsToldAndTheShadowsStandThere) {
  World w;
  const auto x = explained(w, 0);
  EXPECT_EQ(x.because, ServedBecause::too_little_data);
  EXPECT_TRUE(x.contributions.empty());
  EXPECT_FALSE(x.one_agent_more_s || x.one_agent_less_s);
  EXPECT_EQ(served_names(x), "");
  ASSERT_EQ(x.shadows.size(), formula_count + 1);
  for (const auto& shadow : x.shadows) EXPECT_FALSE(shadow.rmse_s) << shadow.name;
  EXPECT_EQ(shadow_of(x, Formula::les).answer_s, 60);
  EXPECT_FALSE(input_of(x, "agents_busy").value);
  EXPECT_FALSE(input_of(x, "last_event").value);
  EXPECT_EQ(input_of(x, "mean_service").source, InputSource::assumed);
  w.agent(1, "anna", AgentState::available);
  w.agent(2, "anna", AgentState::logged_out);
  EXPECT_EQ(explained(w, 3).because, ServedBecause::nobody_logged_in);
}

TEST(Explain, ThePriorIsTheory) {
  auto config = three_queues();
  config.queues[0].handle_time = 300s;
  config.queues[0].agents = 10;
  World w(config);
  const auto x = explained(w, 0);
  EXPECT_EQ(x.because, ServedBecause::prior);
  EXPECT_EQ(served_names(x), "qla ");
  expect_added_up(x);
  EXPECT_NEAR(*x.one_agent_more_s, 300.0 / 11 - 30, 1e-9);
  EXPECT_NEAR(*x.one_agent_less_s, 300.0 / 9 - 30, 1e-9);
  EXPECT_EQ(input_of(x, "agents_idle").value, 10);
  EXPECT_EQ(input_of(x, "agents_idle").source, InputSource::configured);
  EXPECT_EQ(input_of(x, "mean_service").source, InputSource::configured);
  EXPECT_EQ(input_of(x, "mean_service").value, 300);
}

TEST(Explain, AgesAreSinceTheLastEvent) {
  World w;
  w.serve(0, "c1", 10, 50);
  w.queued(100, "c2");
  const auto x = explained(w, 130);
  EXPECT_EQ(input_of(x, "last_event").value, 30);
  EXPECT_EQ(input_of(x, "callers_waiting").age, 30s);
  EXPECT_EQ(input_of(x, "mean_service").age, 70s) << "an agent was last heard of when the call ended";
  EXPECT_EQ(input_of(x, "mean_service").value, 50);
  EXPECT_EQ(input_of(x, "mean_service").n, 1U);
  EXPECT_EQ(input_of(x, "oldest_wait").value, 30);
}

TEST(Explain, NothingIsRecordedAndWhoIsUnknownIsNotExplained) {
  World w;
  fifty_rising(w);
  w.queued(11000, "me");
  w.queued(11001, "served");
  w.answered(11005, "served");
  const auto digest = w.engine.digest();
  EXPECT_TRUE(explained_call(w, 11060, "me"));
  explained(w, 11060);
  EXPECT_EQ(w.engine.digest(), digest);
  EXPECT_FALSE(explained_call(w, 11060, "nobody"));
  EXPECT_FALSE(explained_call(w, 11060, "served"));
  EXPECT_FALSE(w.engine.explain(start + 11060s, "default", "nobody", {}));
  EXPECT_FALSE(w.engine.explain(start + 11060s, "other", "support", {}));
}

}  // namespace
}  // namespace truewait::domain
