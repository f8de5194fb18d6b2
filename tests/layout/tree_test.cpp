// The whole source tree against each rule of the house.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "layout/rules.hpp"

namespace truewait::layout {
namespace {

const std::vector<SourceFile>& tree() {
  static const auto files = read_tree(TRUEWAIT_SOURCE_DIR);
  return files;
}

void expect_kept(const std::function<Findings(const SourceFile&)>& rule) {
  for (const auto& file : tree()) {
    for (const auto& finding : rule(file)) ADD_FAILURE() << finding.path << ":" << finding.line << ": " << finding.what;
  }
}

TEST(Tree, IsReadInFull) {
  std::set<std::string> layers;
  for (const auto& file : tree()) {
    if (file.path.starts_with("src/")) layers.insert(file.path.substr(4, file.path.find('/', 4) - 4));
    EXPECT_FALSE(file.path.starts_with("build/")) << file.path;
  }
  EXPECT_EQ(layers, (std::set<std::string>{"app", "domain", "edge", "queueing", "statistics", "storage", "telephony"}));
}

TEST(Tree, LayersNameOnlyWhatIsUnderThem) {
  expect_kept(include_rule);
}
TEST(Tree, PublicHeadersSayWhatTheyAre) {
  expect_kept(header_rule);
}
TEST(Tree, FilesAreShort) {
  expect_kept(length_rule);
}
TEST(Tree, OnlyTheAppReadsClocksSleepsAndThrowsDice) {
  expect_kept(clock_rule);
}
TEST(Tree, NoTestSleeps) {
  expect_kept(sleep_rule);
}
TEST(Tree, NoTemporaryIsMadeInACoAwaitExpression) {
  expect_kept(await_rule);
}
TEST(Tree, FilesAreNamedForWhatTheyAreAbout) {
  expect_kept(name_rule);
}
TEST(Tree, NoMachineIsNamed) {
  expect_kept(machine_rule);
}
TEST(Tree, NothingIsUnfinishedByItsOwnWords) {
  expect_kept(unfinished_rule);
}

}  // namespace
}  // namespace truewait::layout
