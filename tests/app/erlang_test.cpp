#include "app/commands/erlang.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>

#include "truewait/queueing/erlang_a.hpp"
#include "truewait/queueing/erlang_c.hpp"

namespace truewait::app {
namespace {

struct Outcome {
  int exit_code;
  std::string out, err;
};

Outcome run(const ErlangOptions& options) {
  std::ostringstream out, err;
  const int code = erlang(options, out, err);
  return {code, out.str(), err.str()};
}

ErlangOptions plain(const std::string& rate, const std::string& aht, const std::string& agents) {
  ErlangOptions options;
  options.arrival_rate = rate;
  options.aht = aht;
  options.agents = agents;
  return options;
}

std::string value(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\":");
  if (at == std::string::npos) return "(no such key)";
  const auto start = at + key.size() + 3;
  return json.substr(start, json.find_first_of(",}", start) - start);
}

double number(const std::string& json, const std::string& key) {
  return std::strtod(value(json, key).c_str(), nullptr);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void expect_refused(const ErlangOptions& options, const std::string& about) {
  const Outcome o = run(options);
  EXPECT_EQ(o.exit_code, 2) << about;
  EXPECT_EQ(o.out, "") << about;
  EXPECT_TRUE(contains(o.err, about)) << o.err;
}

TEST(ErlangCommand, TellsAPersonTheWaits) {
  const Outcome o = run(plain("100/h", "300s", "12"));
  EXPECT_EQ(o.exit_code, 0);
  EXPECT_EQ(o.err, "");
  for (const char* part : {"8.33333 erlangs", "69.4 %", "17.6 %", "14.4 s", "1 min 22 s", "80 %: 0 s", "90 %: 46.2 s",
                           "answered within 20 s", "86.2 %", "agents needed for the target      12"}) {
    EXPECT_TRUE(contains(o.out, part)) << part << " in\n" << o.out;
  }
}

TEST(ErlangCommand, GivesAProgramFullPrecision) {
  ErlangOptions options = plain("100/h", "300s", "12");
  options.json = true;
  options.target = "90/1min";
  const Outcome o = run(options);
  const queueing::ErlangC queue({100.0 / 3600, 300}, 12);
  EXPECT_EQ(o.exit_code, 0);
  EXPECT_EQ(number(o.out, "offered_load_erlangs"), queue.load_erlangs());
  EXPECT_EQ(number(o.out, "occupancy"), queue.occupancy());
  EXPECT_EQ(number(o.out, "probability_of_waiting"), queue.probability_of_waiting());
  EXPECT_EQ(number(o.out, "mean_wait_s"), queue.mean_wait_s());
  EXPECT_EQ(number(o.out, "mean_wait_of_waiting_s"), queue.mean_wait_of_waiting_s());
  EXPECT_EQ(number(o.out, "p95"), queue.wait_quantile_s(0.95));
  EXPECT_EQ(number(o.out, "service_level"), queue.service_level(60));
  EXPECT_EQ(number(o.out, "share"), 0.9);
  EXPECT_EQ(number(o.out, "within_s"), 60);
  EXPECT_EQ(value(o.out, "stable"), "true");
  EXPECT_EQ(value(o.out, "abandonment"), "null");
  EXPECT_EQ(value(o.out, "agents_needed"), "12");
}

TEST(ErlangCommand, TakesPatienceIntoAccount) {
  ErlangOptions options = plain("200/h", "5min", "12");
  options.patience = "5min";
  const Outcome text = run(options);
  EXPECT_TRUE(contains(text.out, "hang up                           29.3 %")) << text.out;
  EXPECT_TRUE(contains(text.out, "only the callers who hang up keep the queue from growing")) << text.out;
  options.json = true;
  const Outcome o = run(options);
  const queueing::ErlangA queue({200.0 / 3600, 300}, 12, 300);
  EXPECT_EQ(value(o.out, "stable"), "true");
  EXPECT_EQ(number(o.out, "abandonment"), queue.abandonment());
  EXPECT_EQ(number(o.out, "mean_wait_s"), queue.mean_wait_s());
  EXPECT_EQ(number(o.out, "mean_wait_of_served_s"), queue.mean_wait_of_served_s());
  EXPECT_EQ(number(o.out, "service_level"), queue.service_level(20));
  EXPECT_EQ(value(o.out, "agents_needed"), "20");
}

TEST(ErlangCommand, SaysOverloadInWords) {
  ErlangOptions options = plain("200/h", "300s", "12");
  const Outcome text = run(options);
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_TRUE(contains(text.out, "the queue grows without limit")) << text.out;
  EXPECT_TRUE(contains(text.out, "At least 17 agents")) << text.out;
  EXPECT_FALSE(contains(text.out, "inf"));
  options.json = true;
  const Outcome o = run(options);
  EXPECT_EQ(value(o.out, "stable"), "false");
  EXPECT_EQ(value(o.out, "mean_wait_s"), "null");
  EXPECT_EQ(value(o.out, "p50"), "null");
  EXPECT_EQ(value(o.out, "service_level"), "0");
  EXPECT_EQ(value(o.out, "least_stable_agents"), "17");
}

TEST(ErlangCommand, AnswersForAMillionAgents) {
  ErlangOptions options = plain("990000/s", "1s", "1000000");
  options.json = true;
  const Outcome o = run(options);
  EXPECT_EQ(value(o.out, "stable"), "true");
  EXPECT_GT(number(o.out, "probability_of_waiting"), 0);
  EXPECT_EQ(run(plain("12000000/h", "300s", "1000000")).exit_code, 0);
}

TEST(ErlangCommand, RefusesNonsenseInWords) {
  for (const char* rate :
       {"-100/h", "100", "100/year", "abc", "nan/h", "inf/h", "1e999/h", "/h", "100 /h", "", "0x10/h"}) {
    expect_refused(plain(rate, "300s", "12"), "--arrival-rate");
  }
  for (const char* aht : {"0s", "-300s", "300", "300 s", "300x", "s", "nans", "infs", "", "1e-9s", "1e12s"}) {
    expect_refused(plain("100/h", aht, "12"), "--aht");
  }
  for (const char* agents :
       {"0", "-3", "12.5", "1e3", "abc", "nan", "inf", "", "12 ", "10000001", "99999999999999999999"}) {
    expect_refused(plain("100/h", "300s", agents), "--agents");
  }
  for (const char* patience : {"0s", "-1s", "5", "nanmin", "", "soon", "1e-12s"}) {
    ErlangOptions options = plain("100/h", "300s", "12");
    options.patience = patience;
    expect_refused(options, "--patience");
  }
  for (const char* target :
       {"120/20", "100/20", "0/20", "-5/20", "80", "80/", "/20", "80/-1", "80/20/5", "nan/20", "80/inf", ""}) {
    ErlangOptions options = plain("100/h", "300s", "12");
    options.target = target;
    expect_refused(options, "--target");
  }
}

TEST(ErlangCommand, NamesEveryMistakeAtOnce) {
  const Outcome o = run(plain("abc", "300", "0"));
  EXPECT_EQ(std::count(o.err.begin(), o.err.end(), '\n'), 3);
}

TEST(ErlangCommand, RefusesALoadBeyondTheFormulas) {
  expect_refused(plain("1e9/s", "300s", "12"), "10000000 erlangs");
}

}  // namespace
}  // namespace truewait::app
