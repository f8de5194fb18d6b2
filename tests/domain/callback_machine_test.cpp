// The list of a callback's steps, and its drawing in the documents.
#include "domain/callback_machine.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace truewait::domain {
namespace {

TEST(CallbackMachine, IsDrawnInTheDocumentsAsItIs) {
  std::ifstream file(TRUEWAIT_SOURCE_DIR "/docs/callbacks.md");
  const std::string document{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(document.empty());
  EXPECT_NE(document.find("```mermaid\n" + drawing_of_callbacks() + "```"), std::string::npos)
      << "the drawing in docs/callbacks.md should be:\n"
      << drawing_of_callbacks();
}

TEST(CallbackMachine, NothingFollowsAnEnd) {
  for (std::size_t from = 0; from < callback_state_names.size(); ++from) {
    for (std::size_t to = 0; to < callback_state_names.size(); ++to) {
      if (from == to || !is_end(static_cast<CallbackState>(from))) continue;
      EXPECT_FALSE(may_follow(static_cast<CallbackState>(from), static_cast<CallbackState>(to)))
          << callback_state_names[from] << " to " << callback_state_names[to];
    }
  }
}

TEST(CallbackMachine, EveryOpenStateCanEndAndIsReached) {
  std::set<CallbackState> reached{CallbackState::requested, CallbackState::waiting};
  for (const auto& step : callback_steps) reached.insert(step.to);
  for (std::size_t i = 0; i < callback_state_names.size(); ++i) {
    const auto state = static_cast<CallbackState>(i);
    if (state == CallbackState::offered || is_end(state)) continue;
    EXPECT_TRUE(reached.contains(state)) << name_of(state);
    const bool ends = may_follow(state, CallbackState::cancelled) || may_follow(state, CallbackState::completed);
    EXPECT_TRUE(ends) << name_of(state);
  }
}

TEST(CallbackMachine, WhoSpeaksWithAnAgentIsNotCancelled) {
  EXPECT_FALSE(may_follow(CallbackState::connected, CallbackState::cancelled));
  EXPECT_TRUE(may_follow(CallbackState::connected, CallbackState::completed));
}

}  // namespace
}  // namespace truewait::domain
