// Each rule finds the faults planted here and leaves their harmless neighbours alone: a rule that cannot fail keeps
// nothing.
#include <gtest/gtest.h>

#include "layout/rules.hpp"

namespace truewait::layout {
namespace {

using Rule = Findings (*)(const SourceFile&);

/// `text` with `word` in place of each '@': the fault is planted without standing in this file.
std::string plant(std::string text, const std::string& word) {
  for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + word.size())) {
    text.replace(at, 1, word);
  }
  return text;
}

std::size_t count(Rule rule, const std::string& path, const std::string& text) {
  return rule({path, text}).size();
}

std::size_t includes(const std::string& path, const std::string& name) {
  return count(include_rule, path, "#pragma once\n#include " + name + "\n");
}

TEST(IncludeRule, FindsUpwardAndSidewaysIncludes) {
  EXPECT_EQ(includes("src/domain/engine.cpp", "\"truewait/storage/store.hpp\""), 1u);
  EXPECT_EQ(includes("src/edge/http.cpp", "\"truewait/storage/store.hpp\""), 1u);
  EXPECT_EQ(includes("src/storage/sqlite.cpp", "\"truewait/telephony/history.hpp\""), 1u);
  EXPECT_EQ(includes("src/telephony/bank.cpp", "\"app/config.hpp\""), 1u);
  EXPECT_EQ(includes("src/queueing/erlang.cpp", "\"truewait/domain/time.hpp\""), 1u);
  EXPECT_EQ(includes("src/statistics/wilson.cpp", "\"truewait/queueing/erlang.hpp\""), 1u);
  EXPECT_EQ(includes("include/truewait/domain/fact.hpp", "\"truewait/edge/backend.hpp\""), 1u);
}

TEST(IncludeRule, AllowsWhatIsUnderALayer) {
  EXPECT_EQ(includes("src/app/host.cpp", "\"truewait/storage/store.hpp\""), 0u);
  EXPECT_EQ(includes("src/app/host.cpp", "\"app/config.hpp\""), 0u);
  EXPECT_EQ(includes("src/edge/http.cpp", "\"truewait/domain/time.hpp\""), 0u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "\"domain/live.hpp\""), 0u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "\"live.hpp\""), 0u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "\"formulas/les.hpp\""), 0u);
  EXPECT_EQ(includes("tests/domain/engine_test.cpp", "\"truewait/storage/store.hpp\""), 0u) << "not a layer";
}

TEST(IncludeRule, FindsPrivateHeadersOfOthers) {
  EXPECT_EQ(includes("src/app/host.cpp", "\"storage/sqlite.hpp\""), 1u);
  EXPECT_EQ(includes("include/truewait/edge/backend.hpp", "\"edge/session.hpp\""), 1u);
  EXPECT_EQ(includes("include/truewait/edge/backend.hpp", "\"session.hpp\""), 1u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "\"../storage/sqlite.hpp\""), 1u);
}

TEST(IncludeRule, FindsForeignLibraries) {
  EXPECT_EQ(includes("src/queueing/erlang.cpp", "<boost/asio.hpp>"), 1u);
  EXPECT_EQ(includes("src/queueing/erlang.cpp", "<unistd.h>"), 1u);
  EXPECT_EQ(includes("src/statistics/wilson.cpp", "<spdlog/spdlog.h>"), 1u);
  EXPECT_EQ(includes("src/queueing/erlang.cpp", "<boost/math/special_functions/gamma.hpp>"), 0u);
  EXPECT_EQ(includes("src/queueing/erlang.cpp", "<cmath>"), 0u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "<boost/asio/awaitable.hpp>"), 1u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "<boost/json.hpp>"), 1u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "<sqlite3.h>"), 1u);
  EXPECT_EQ(includes("src/domain/engine.cpp", "<boost/container/flat_map.hpp>"), 0u);
  EXPECT_EQ(includes("src/app/host.cpp", "<truewait/domain/time.hpp>"), 1u);
}

TEST(IncludeRule, SeesLinesNotComments) {
  const SourceFile file{"src/domain/a.cpp",
                        "// #include \"truewait/edge/backend.hpp\"\n\n  # include <boost/json.hpp>\n"};
  const auto findings = include_rule(file);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 3u);
  EXPECT_EQ(includes("src/attic/a.cpp", "<vector>"), 1u) << "there is no such layer";
}

TEST(HeaderRule, FindsSilentAndUnguardedHeaders) {
  EXPECT_EQ(count(header_rule, "include/truewait/domain/a.hpp", "#pragma once\n"), 2u);
  EXPECT_EQ(count(header_rule, "include/truewait/domain/a.hpp", "// What it is.\nint a();\n"), 1u);
  EXPECT_EQ(count(header_rule, "include/truewait/domain/a.hpp", "// What it is.\n#pragma once\n"), 0u);
}

TEST(LengthRule, FindsTheLineTooMuch) {
  EXPECT_EQ(count(length_rule, "scripts/test", std::string(350, '\n')), 0u);
  EXPECT_EQ(count(length_rule, "scripts/test", std::string(351, '\n')), 1u);
  EXPECT_EQ(count(length_rule, "src/app/main.cpp", std::string(351, '\n')), 1u);
  EXPECT_EQ(count(length_rule, "docs/queueing.md", std::string(351, '\n')), 0u);
}

TEST(ClockRule, FindsClocksSleepsAndDice) {
  for (const std::string masked :
       {"auto t = std::chrono::system_clock::now();", "steady_clock :: now()", "high_resolution_clock::now",
        "time(nullptr)", "std::time(0)", "clock_gettime(CLOCK_MONOTONIC, &t)", "gettimeofday(&t, 0)",
        "this_thread::@_for(1s)", "this_thread::@_until(t)", "u@(5)", "nano@(&t, 0)", "rand()", "srand(1)",
        "std::random_device d", "std::mt19937 g", "std::mt19937_64 g"}) {
    const auto fault = plant(masked, "sleep");
    EXPECT_EQ(count(clock_rule, "src/domain/a.cpp", fault), 1u) << fault;
    EXPECT_EQ(count(clock_rule, "include/truewait/edge/a.hpp", fault), 1u) << fault;
    EXPECT_EQ(count(clock_rule, "src/app/a.cpp", fault), 0u) << fault;
  }
}

TEST(ClockRule, LeavesOtherWordsAlone) {
  for (const std::string fine : {"handle_time(0)", "service_time(nullptr)", "// system_clock::now", "operand()",
                                 "\"rand()\"", "std::chrono::system_clock::time_point", "timer.time()", "time(x)"}) {
    EXPECT_EQ(count(clock_rule, "src/domain/a.cpp", fine), 0u) << fine;
  }
}

TEST(SleepRule, FindsSleepingTests) {
  const auto slept = [](const std::string& path, const std::string& text) {
    return count(sleep_rule, path, plant(text, "sleep"));
  };
  EXPECT_EQ(slept("tests/app/a.cpp", "std::this_thread::@_for(10ms);"), 1u);
  EXPECT_EQ(slept("tests/end_to_end/a.py", "time.@(1)"), 1u);
  EXPECT_EQ(slept("tests/app/a.cpp", "// it never calls @_for\n"), 0u);
  EXPECT_EQ(slept("sip-mocks/a.cpp", "@_for(10ms)"), 0u);
}

std::size_t awaited(const std::string& code) {
  return count(await_rule, "src/edge/a.cpp", code);
}

TEST(AwaitRule, FindsTemporariesMadeInTheExpression) {
  EXPECT_EQ(awaited("co_await send(Message{id, body}, token);"), 1u);
  EXPECT_EQ(awaited("co_await send({id, body}, token);"), 1u);
  EXPECT_EQ(awaited("auto n = co_await read(\n    stream,\n    Limits{1});"), 1u);
  EXPECT_EQ(awaited("co_await post([self] { self->go(); });"), 1u);
  EXPECT_EQ(awaited("co_await post([&](int x) { return x; }, token);"), 1u);
  EXPECT_EQ(awaited("co_return co_await f(Message{});"), 1u);
  EXPECT_EQ(awaited("if (co_await f({1})) { g(); }"), 1u);
}

TEST(AwaitRule, LeavesNamedValuesAlone) {
  EXPECT_EQ(awaited("Message m{id, body};\nco_await send(m, token);"), 0u);
  EXPECT_EQ(awaited("if (co_await ready()) { send(Message{1}); }"), 0u);
  EXPECT_EQ(awaited("for (;;) { co_await turn(); }\nMessage m{1};"), 0u);
  EXPECT_EQ(awaited("co_await post([] { return Message{1}; });"), 0u);
  EXPECT_EQ(awaited("co_await sessions[i].run(table[j]);"), 0u);
  EXPECT_EQ(awaited("// co_await send(Message{1});\nconst char* s = \"co_await {\";"), 0u);
  EXPECT_EQ(awaited("co_await timer.async_wait(asio::use_awaitable);\nauto f = [x] { return x; };"), 0u);
}

TEST(AwaitRule, NamesTheLine) {
  const auto findings = await_rule({"src/edge/a.cpp", "void f() {\n  co_await g(1,\n             {2});\n}\n"});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 3u);
}

TEST(NameRule, FindsNamesThatSayNothing) {
  for (const std::string path : {"src/app/queue_manager.cpp", "src/edge/utils.hpp", "tests/app/test_helper.cpp",
                                 "include/truewait/domain/common.hpp", "web/Helpers.js", "src/common/a.cpp"}) {
    EXPECT_EQ(count(name_rule, path, ""), 1u) << path;
  }
  for (const std::string path : {"src/app/commands/serve.cpp", "src/domain/uncommonly.cpp", "docs/common.md"}) {
    EXPECT_EQ(count(name_rule, path, ""), 0u) << path;
  }
}

TEST(MachineRule, FindsPathsAndRegistries) {
  const auto named = [](const std::string& path, const std::string& text) {
    return count(machine_rule, path, plant(text, "/"));
  };
  EXPECT_EQ(named("docs/a.md", "see @home@someone@file"), 1u);
  EXPECT_EQ(named("scripts/a", "cd @work@main"), 1u);
  EXPECT_EQ(named("web/a.json", "https:@/registry.example@x"), 1u);
  EXPECT_EQ(named("scripts/a", "cd $top@work@main; see docs@home@page, https:@/example.org@"), 0u);
}

TEST(UnfinishedRule, FindsWordsOfUnfinishedWork) {
  EXPECT_EQ(count(unfinished_rule, "src/app/a.cpp", "// TODO: more"), 1u);
  EXPECT_EQ(count(unfinished_rule, "scripts/a", "# FIXME"), 1u);
  EXPECT_EQ(count(unfinished_rule, "sip-mocks/a.cpp", "throw \"not implemented\""), 1u);
  EXPECT_EQ(count(unfinished_rule, "src/app/a.cpp", "stubborn todos"), 0u);
}

TEST(SourceText, BlanksCommentsAndLiteralsAndKeepsPositions) {
  const std::string text =
      "int a = 1'000; // x\nauto s = \"a\\\"{\"; /* y\n */ char c = '\\''; auto r = R\"z({)\")z\"; b";
  const auto code = code_only(text);
  EXPECT_EQ(code.size(), text.size());
  EXPECT_EQ(code.find('{'), std::string::npos);
  EXPECT_EQ(code.find('x'), std::string::npos);
  EXPECT_EQ(code.find("1'000"), 8u);
  EXPECT_EQ(code.back(), 'b');
  EXPECT_NE(without_comments(text).find("R\"z({)\")z\""), std::string::npos);
}

}  // namespace
}  // namespace truewait::layout
