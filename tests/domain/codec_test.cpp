// Facts as bytes: every kind comes back equal, and damaged bytes are recognised, never trusted.
#include "truewait/domain/codec.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "domain/world.hpp"

namespace truewait::domain {
namespace {

using namespace testing;

PredictionRecorded prediction() {
  PredictionRecorded p{"c1", "pbx", "support", -3, PredictionOccasion::quoted, {}};
  p.estimate.status = EstimateStatus::ok;
  p.estimate.reason = NoDataReason::none;
  p.estimate.formula = Formula::avgc_les;
  p.estimate.ahead = 7;
  p.estimate.elapsed = 1500ms;
  p.estimate.mean_s = 0.1;
  p.estimate.quantiles_s = {1, 2, 3, 4, 5, 1.0 / 3};
  p.estimate.formulas_s = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1e300};
  p.estimate.samples = 123;
  return p;
}

CallbackAccepted acceptance() {
  CallbackAccepted f;
  f.source = "pbx";
  f.callback_id = "cb";
  f.idempotency_key = "key";
  f.request_hash = 0xfeedfacecafebeef;
  f.queue = "support";
  f.customer = "0a1b";
  f.call_id = "c1";
  f.accepted = start;
  f.rank = start - 90s;
  f.priority = 2;
  f.window = Window{start, start + 300s};
  f.expires = start + 4h;
  f.consent_text_id = "consent";
  f.consent_at = start;
  f.confirmed_by = ConfirmedBy::key;
  f.attestation = "A";
  f.language = "en";
  f.customer_ref = "42";
  f.joined = start - 60s;
  return f;
}

std::vector<FactBody> one_of_each() {
  const Origin origin{"pbx", std::string("id with \0 inside", 16)};
  QueueReset reset{origin, "support", start, {{"c1", 2, "vip", start, start - 5s}}, true, {{"anna", AgentState::away}}};
  return {CallQueued{origin, "c1", "support", 2, "vip", "k7", "", start, start + 1ms, start - 90s, "callback cb"},
          CallAnswered{origin, "c1", "support", "anna", start, std::nullopt, 12345ms},
          CallAbandoned{origin, "c1", "support", start, std::nullopt},
          CallLeft{origin, "c1", "support", LeftReason::withdrawn, start, 1ms},
          CallEnded{origin, "c1", "support", start, 4h},
          CallMoved{origin, "c1", "support", "sales", -1000, start},
          AgentChanged{origin, "anna", AgentState::logged_out, {"support", "sales"}, start},
          reset,
          EventNoted{origin, "c1", "already over"},
          CallLost{"c1", "pbx", true},
          prediction(),
          ArrivalLearnt{origin, "c1", "support", 15s, "k7", "cb"},
          QuoteGiven{"pbx", "c1", "support", "q1", QuoteMode::range, 60s, 300s, "wait.range", "de", start, start + 300s,
                     7, true, "q0"},
          acceptance(),
          CallbackChanged{"cb", CallbackState::declined, "rejected", start + 60s, start + 24h},
          DialIntended{"cb", "d1", "ivr#a", start + 90s, 7, "anna"},
          DialProgressed{"cb", "d1", DialOutcome::no_answer, start, 480, 19},
          CallbackConnected{"cb", "support", "pbx", "leg", 110s},
          ResponseGiven{"r1", "pbx", "c1", "", "support", SurveyMode::web, {{"fast", 4, ""}, {"comment", 0, "good"}}},
          BeliefStated{"b1", "hr", "fast", "manager", "", 198, 250, start, start + 24h},
          OfferMade{"pbx", "c1", "support", "wait_is_long", Window{start, start + 300s}},
          ActTaken{"a1", "desk", "erin", "asked by phone", Act::move, "support", "cb", "position 1"},
          SwitchTurned{"support", Switch::dials, false},
          CallbackPlaced{"cb", start - 30s, 1, "by erin"},
          ShardClaimed{"host-1", 7},
          CallbackYielded{"cb", "pbx", "c2", true}};
}

TEST(Codec, EveryKindOfFactComesBackEqual) {
  std::set<std::string_view> names;
  const auto all = one_of_each();
  ASSERT_EQ(all.size(), std::variant_size_v<FactBody>);
  for (const auto& body : all) {
    const auto bytes = encode(body);
    const auto back = decode(bytes);
    ASSERT_TRUE(back) << fact_name(body);
    EXPECT_EQ(back->index(), body.index());
    EXPECT_EQ(encode(*back), bytes) << fact_name(body);
    names.insert(fact_name(body));
  }
  EXPECT_EQ(names.size(), all.size());
}

TEST(Codec, FieldsKeepTheirValues) {
  const auto back = std::get<PredictionRecorded>(*decode(encode(prediction())));
  EXPECT_EQ(back.priority, -3);
  EXPECT_EQ(back.estimate.formulas_s[9], 1e300);
  EXPECT_EQ(back.estimate.quantiles_s[5], 1.0 / 3);
  EXPECT_EQ(back.estimate.elapsed, 1500ms);
  EXPECT_EQ(back.estimate.formula, Formula::avgc_les);
  const auto queued = std::get<CallQueued>(*decode(encode(one_of_each()[0])));
  EXPECT_EQ(queued.origin.event_id.size(), 16u);
  EXPECT_EQ(queued.rank, start - 90s);
  EXPECT_EQ(queued.at, start + 1ms);
}

TEST(Codec, AQuoteOfAnOlderFormatSupersedesNothing) {
  auto bytes = encode(QuoteGiven{
      "pbx", "c1", "support", "q1", QuoteMode::about, {}, 300s, "wait.about", "en", start, start + 300s, 7, true, ""});
  bytes.pop_back();  // the length of the empty id
  EXPECT_FALSE(decode(bytes));
  bytes[0] = 2;
  const auto older = decode(bytes);
  ASSERT_TRUE(older);
  EXPECT_EQ(std::get<QuoteGiven>(*older).deadline, start + 300s);
  EXPECT_EQ(std::get<QuoteGiven>(*older).supersedes, "");
}

TEST(Codec, ATruncatedOrLengthenedFactIsRefused) {
  for (const auto& body : one_of_each()) {
    const auto bytes = encode(body);
    for (std::size_t n = 0; n < bytes.size(); ++n)
      EXPECT_FALSE(decode(bytes.substr(0, n))) << fact_name(body) << " " << n;
    EXPECT_FALSE(decode(bytes + "x"));
  }
}

TEST(Codec, AnUnknownFormatOrKindOrEnumeratorIsRefused) {
  auto bytes = encode(one_of_each()[3]);
  auto newer = bytes;
  newer[0] = 4;
  EXPECT_FALSE(decode(newer));
  auto kind = bytes;
  kind[1] = 99;
  EXPECT_FALSE(decode(kind));
  std::size_t refused = 0;  // the reason of the departure is one byte among these
  for (std::size_t i = 2; i < bytes.size(); ++i) {
    auto damaged = bytes;
    damaged[i] = 60;
    if (!decode(damaged)) ++refused;
  }
  EXPECT_GT(refused, 0u);
}

TEST(Codec, RandomBytesNeverDoHarm) {
  std::mt19937 random(7);
  const auto all = one_of_each();
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = encode(all[random() % all.size()]);
    for (int flips = 0; flips < 4; ++flips) bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto body = decode(bytes);
    if (body) {
      EXPECT_TRUE(decode(encode(*body)));
    }
  }
}

}  // namespace
}  // namespace truewait::domain
