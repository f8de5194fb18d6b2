// Reading callbacks page by page, and the indexes behind it.
#include "domain/callback_world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

std::vector<std::string> ids(const CallbackWorld& w, const CallbackQuery& query) {
  const auto found = w.engine.callbacks("default", query);
  std::vector<std::string> out;
  for (const auto& view : found.value()) out.push_back(view.callback_id);
  return out;
}

using Ids = std::vector<std::string>;

TEST(CallbackList, PagesGoOnFromTheLastOneAlsoWhenItHasLeftTheFilter) {
  CallbackWorld w;
  for (const char* id : {"b", "a", "c", "d"}) w.accept(10, id);  // within one instant: by id
  EXPECT_EQ(ids(w, {{}, {}, true, {}, 2}), (Ids{"a", "b"}));
  w.take(11, Cancellation{"default", "b", "pbx"});
  EXPECT_EQ(ids(w, {{}, {}, true, "b", 2}), (Ids{"c", "d"}));
  EXPECT_EQ(ids(w, {{}, {}, true, "d", 2}), Ids{});
  EXPECT_FALSE(w.engine.callbacks("default", {{}, {}, true, "nobody's", 2}));
  EXPECT_FALSE(w.engine.callbacks("another site", {{}, {}, true, "b", 2}));
}

TEST(CallbackList, FiltersByQueueAndState) {
  CallbackWorld w;
  w.accept(10, "a");
  auto other = w.wish("b");
  other.queue = "sales";
  w.take(11, other);
  w.accept(12, "c");
  w.take(13, Cancellation{"default", "c", "pbx"});
  EXPECT_EQ(ids(w, {{"support"}, {}, false, {}, 9}), (Ids{"a", "c"}));
  EXPECT_EQ(ids(w, {{"sales", "support"}, {}, true, {}, 9}), (Ids{"a", "b"}));
  EXPECT_EQ(ids(w, {{}, CallbackState::cancelled, false, {}, 9}), Ids{"c"});
}

TEST(CallbackList, FiltersByTheTimeOfAcceptance) {
  CallbackWorld w;
  w.accept(10, "a");
  w.accept(11, "b");
  w.accept(12, "c");
  CallbackQuery query;
  query.from = start + 11s;
  EXPECT_EQ(ids(w, query), (Ids{"b", "c"}));
  query.to = start + 12s;
  EXPECT_EQ(ids(w, query), Ids{"b"});
}

TEST(CallbackList, ACustomersNewerCallbackIsFoundAfterTheOlderOneHasEnded) {
  CallbackWorld w;
  auto first = w.wish("a", "c1"), second = w.wish("b", "c1");
  first.customer = second.customer = "";
  w.queued(9, "c1");
  w.take(10, first);
  w.take(11, second);
  w.take(12, Cancellation{"default", "a", "pbx"});
  w.left(13, "c1");
  EXPECT_EQ(w.state("b"), CallbackState::waiting) << "its call has left the line";
}

}  // namespace
}  // namespace truewait::domain
