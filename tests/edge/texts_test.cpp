// The sentences behind the keys: complete, with the placeholders their announcements fill, and served.
#include "edge/texts.hpp"

#include "edge/fixture.hpp"
#include "truewait/domain/announcement.hpp"

namespace truewait::edge {
namespace {

/// What stands between braces, in order.
std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> found;
  for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    found.emplace_back(text.substr(open + 1, text.find('}', open) - open - 1));
  }
  return found;
}

TEST(Texts, EachLanguageHasEachSentenceWithTheSamePlaceholders) {
  const auto english = sentences("en");
  for (const std::string_view language : languages) {
    const auto all = sentences(language);
    ASSERT_EQ(all.size(), domain::text_keys.size()) << language;
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(all[i].key, domain::text_keys[i]);
      EXPECT_FALSE(all[i].other.empty()) << all[i].key;
      EXPECT_EQ(placeholders(all[i].other), placeholders(english[i].other)) << all[i].key;
      EXPECT_EQ(all[i].count, english[i].count) << all[i].key;
      EXPECT_EQ(all[i].one.empty(), all[i].count.empty()) << all[i].key;
      EXPECT_TRUE(placeholders(all[i].one).empty()) << "one is a word: " << all[i].one;
      EXPECT_TRUE(all[i].count.empty() ||
                  all[i].other.find("{" + std::string(all[i].count) + "}") != std::string::npos);
    }
  }
}

TEST(Texts, AnAnnouncementFillsItsSentence) {
  domain::Estimate e;
  e.status = domain::EstimateStatus::ok;
  for (double p20 = 0; p20 < 2400; p20 += 7) {
    for (double p80 = p20; p80 < 2400; p80 += 31) {
      e.quantiles_s = {p20, p20, p80, p80, p80, p80};
      const auto said = domain::announce(e, 0.8);
      const auto all = sentences("en");
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Sentence& s) { return s.key == said.text_key; });
      ASSERT_NE(found, all.end()) << said.text_key;
      for (const auto& name : placeholders(found->other)) {
        ASSERT_TRUE(name == "lower"   ? said.lower_min
                    : name == "upper" ? said.upper_min
                                      : said.position)
            << said.text_key << " " << name;
      }
      // The only form of a range is the plural one.
      if (found->count.empty()) {
        ASSERT_GT(said.upper_min.value_or(2), 1);
      }
    }
  }
}

TEST(Texts, ALanguageIsTheFirstPartOfItsTag) {
  EXPECT_EQ(primary_language("de-AT"), "de");
  EXPECT_EQ(primary_language("EN"), "en");
  EXPECT_EQ(sentences("DE-ch").size(), domain::text_keys.size());
  for (const char* unknown : {"", "fr", "deu", "-", "d"}) EXPECT_TRUE(sentences(unknown).empty()) << unknown;
}

class TextsOverHttp : public ServerTest {};

TEST_F(TextsOverHttp, AreServedInTheLanguageAskedFor) {
  const auto english = json_of(ask(get("/v1/texts")));
  EXPECT_EQ(english.at("language"), "en");
  EXPECT_EQ(english.at("texts").at("wait.about").at("one"), "Your wait is about one minute or less.");
  EXPECT_EQ(english.at("texts").at("wait.about").at("count"), "upper");
  EXPECT_FALSE(english.at("texts").at("wait.range").as_object().contains("one"));
  const auto german = json_of(ask(get("/v1/texts?language=de-AT", "tw_write_secret")));
  EXPECT_EQ(german.at("language"), "de");
  EXPECT_EQ(german.at("texts").at("wait.range").at("other"),
            "Ihre Wartezeit liegt zwischen {lower} und {upper} Minuten.");
  EXPECT_EQ(german.at("texts").as_object().size(), domain::text_keys.size());
}

TEST_F(TextsOverHttp, AnotherLanguageIsRefusedWithThoseThereAre) {
  const auto response = ask(get("/v1/texts?language=fr"));
  expect_problem(response, 422, "invalid-parameter");
  EXPECT_EQ(json_of(response).at("errors").at(0).at("pointer"), "?language");
  EXPECT_NE(json_of(response).at("errors").at(0).at("detail").as_string().find("en, de"), boost::json::string::npos);
  expect_problem(ask(get("/v1/texts?lang=de")), 422, "invalid-parameter");
  expect_problem(ask(get("/v1/texts", "")), 401, "unauthenticated");
}

}  // namespace
}  // namespace truewait::edge
