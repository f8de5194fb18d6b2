// The dial desk and the ledger of dials.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "ivr/dial_desk.hpp"
#include "ivr/dial_ledger.hpp"

namespace truewait::ivr {
namespace {

DialOrder order(const char* dial_id) {
  return {"cb1", dial_id, "+15550100001", "support", 0, domain::Instant::max()};
}

std::string steps(DialDesk& desk, double until_s) {
  std::string out;
  for (const DialStep& step : desk.advance(until_s)) {
    out += std::to_string(std::lround(step.at_s)) + " " + step.outcome + (step.reached ? " reached; " : "; ");
  }
  return out;
}

std::string course(const char* written) {
  DialDesk desk;
  desk.script("+15550100001", {*read_dial_script(written)});
  desk.dial(0, order("d1"));
  return steps(desk, 100);
}

TEST(DialDesk, EveryPhoneRunsItsCourse) {
  EXPECT_EQ(course("answers"), "1 ringing; 8 answered; 12 accepted reached; ");
  EXPECT_EQ(course("answers:20"), "1 ringing; 20 answered; 24 accepted reached; ");
  EXPECT_EQ(course("no_answer"), "1 ringing; 25 no_answer; ");
  EXPECT_EQ(course("busy"), "1 busy; ");
  EXPECT_EQ(course("rejected"), "1 ringing; 8 rejected; ");
  EXPECT_EQ(course("machine"), "1 ringing; 8 answered; 12 machine; ");
  EXPECT_EQ(course("hangs_up"), "1 ringing; 8 answered; 12 failed; ");
  EXPECT_EQ(course("invalid_number"), "1 invalid_number; ");
  EXPECT_EQ(course("silent"), "");
}

TEST(DialDesk, TheScriptGoesOnFromDialToDialAndItsLastEntryRepeats) {
  DialDesk desk;
  desk.script("+15550100001", {{Ring::busy, {}}, {Ring::congestion, {}}});
  for (const char* dial : {"d1", "d2", "d3"}) desk.dial(0, order(dial));
  EXPECT_EQ(steps(desk, 10), "1 busy; 1 congestion; 1 congestion; ");
}

TEST(DialDesk, AnUnknownNumberAnswers) {
  DialDesk desk;
  desk.dial(5, order("d1"));
  EXPECT_EQ(desk.next_s(), 6);
  EXPECT_EQ(steps(desk, 6), "6 ringing; ");
  EXPECT_EQ(steps(desk, 100), "13 answered; 17 accepted reached; ");
  EXPECT_EQ(desk.next_s(), never);
}

class Ledger : public ::testing::Test {
 protected:
  Ledger() : path_(std::filesystem::temp_directory_path() / ("truewait-dials-" + std::to_string(::getpid()))) {
    std::filesystem::remove(path_);
  }
  ~Ledger() override { std::filesystem::remove(path_); }
  std::string path_;
};

TEST_F(Ledger, ARestartKnowsEveryDialThatWasBegunAndHowFarItCame) {
  {
    DialLedger ledger(path_);
    EXPECT_EQ(ledger.begin("d1", "cb1"), DialLedger::Begun::now);
    EXPECT_EQ(ledger.begin("d2", "cb2"), DialLedger::Begun::now);
    EXPECT_EQ(ledger.begin("d1", "cb1"), DialLedger::Begun::before);
    EXPECT_TRUE(ledger.outcome("d2", "ringing"));
    EXPECT_TRUE(ledger.outcome("d2", "busy"));
  }
  DialLedger again(path_);
  EXPECT_EQ(again.begin("d1", "cb1"), DialLedger::Begun::before);
  const auto known = again.unsettled();
  ASSERT_EQ(known.size(), 2U);
  EXPECT_EQ(known[0].dial_id, "d1");
  EXPECT_EQ(known[0].outcome, "");
  EXPECT_EQ(known[1].dial_id, "d2");
  EXPECT_EQ(known[1].outcome, "busy");
}

TEST_F(Ledger, WhatTheServiceHasCommittedIsNotListedButStillKnown) {
  {
    DialLedger ledger(path_);
    ledger.begin("d1", "cb1");
    ledger.outcome("d1", "busy");
    ledger.settle("d1");
  }
  DialLedger again(path_);
  EXPECT_TRUE(again.unsettled().empty());
  EXPECT_EQ(again.begin("d1", "cb1"), DialLedger::Begun::before);
}

TEST_F(Ledger, ALineThatWasCutOffIsDroppedAndTheNextOneIsWhole) {
  std::ofstream(path_) << "{\"dial_id\":\"d1\",\"callback_id\":\"cb1\"}\n{\"dial_id\":\"d2\",\"call";
  {
    DialLedger ledger(path_);
    EXPECT_EQ(ledger.unsettled().size(), 1U);
    EXPECT_EQ(ledger.begin("d2", "cb2"), DialLedger::Begun::now);
  }
  EXPECT_EQ(DialLedger(path_).unsettled().size(), 2U);
}

TEST_F(Ledger, RefusesAFileOfSomethingElseAndOneItCannotOpen) {
  std::ofstream(path_) << "dear diary\n";
  EXPECT_THROW(DialLedger{path_}, std::runtime_error);
  EXPECT_THROW(DialLedger{path_ + "/below"}, std::runtime_error);
}

TEST_F(Ledger, ADiskThatRefusesMeansDoNotDial) {
  DialLedger ledger(path_);
  ASSERT_EQ(ledger.begin("d1", "cb1"), DialLedger::Begun::now);
  // No file may grow any more: as on a full disk, the write fails.
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit none{0, limit.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  const auto begun = ledger.begin("d2", "cb2");
  const bool told = ledger.outcome("d1", "busy");
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  EXPECT_EQ(begun, DialLedger::Begun::not_written);
  EXPECT_FALSE(told);
  EXPECT_EQ(ledger.begin("d2", "cb2"), DialLedger::Begun::now);
}

TEST_F(Ledger, ListsTheNewestFourHundred) {
  DialLedger ledger;
  for (int n = 0; n < 500; ++n) ledger.begin("d" + std::to_string(n), "cb");
  const auto known = ledger.unsettled();
  ASSERT_EQ(known.size(), 400U);
  EXPECT_EQ(known.front().dial_id, "d100");
  EXPECT_EQ(known.back().dial_id, "d499");
}

}  // namespace
}  // namespace truewait::ivr
