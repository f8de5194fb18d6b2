#include "edge/texts.hpp"

#include <algorithm>

#include "edge/json_text.hpp"
#include "truewait/domain/announcement.hpp"

namespace truewait::edge {
namespace {

namespace text_key = domain::text_key;

constexpr std::array english{
    Sentence{text_key::less_than, "upper", "Your wait is less than one minute.",
             "Your wait is less than {upper} minutes."},
    Sentence{text_key::about, "upper", "Your wait is about one minute or less.",
             "Your wait is about {upper} minutes or less."},
    Sentence{text_key::range, "", "", "Your wait is between {lower} and {upper} minutes."},
    Sentence{text_key::more_than, "lower", "Your wait is more than one minute.",
             "Your wait is more than {lower} minutes."},
    Sentence{text_key::position, "position", "You are next in line.", "You are number {position} in line."},
    Sentence{text_key::late, "upper",
             "We are sorry: this takes longer than we told you. From now on it should be about one minute or less.",
             "We are sorry: this takes longer than we told you. From now on it should be about {upper} minutes or "
             "less."},
    Sentence{text_key::late_more_than, "lower",
             "We are sorry: this takes longer than we told you. From now on it will be more than one minute.",
             "We are sorry: this takes longer than we told you. From now on it will be more than {lower} minutes."},
    Sentence{text_key::unknown, "", "", "Please stay on the line. We will be with you as soon as we can."},
    Sentence{text_key::closed, "", "", "We are closed at the moment."},
};

constexpr std::array german{
    Sentence{text_key::less_than, "upper", "Ihre Wartezeit beträgt weniger als eine Minute.",
             "Ihre Wartezeit beträgt weniger als {upper} Minuten."},
    Sentence{text_key::about, "upper", "Ihre Wartezeit beträgt höchstens etwa eine Minute.",
             "Ihre Wartezeit beträgt höchstens etwa {upper} Minuten."},
    Sentence{text_key::range, "", "", "Ihre Wartezeit liegt zwischen {lower} und {upper} Minuten."},
    Sentence{text_key::more_than, "lower", "Ihre Wartezeit beträgt mehr als eine Minute.",
             "Ihre Wartezeit beträgt mehr als {lower} Minuten."},
    Sentence{text_key::position, "position", "Sie sind als Nächstes an der Reihe.",
             "Sie stehen in der Warteschlange an {position}. Stelle."},
    Sentence{text_key::late, "upper",
             "Es tut uns leid, es dauert länger als angekündigt. Ab jetzt ist es voraussichtlich höchstens etwa eine "
             "Minute.",
             "Es tut uns leid, es dauert länger als angekündigt. Ab jetzt sind es voraussichtlich höchstens etwa "
             "{upper} Minuten."},
    Sentence{text_key::late_more_than, "lower",
             "Es tut uns leid, es dauert länger als angekündigt. Ab jetzt ist es mehr als eine Minute.",
             "Es tut uns leid, es dauert länger als angekündigt. Ab jetzt sind es mehr als {lower} Minuten."},
    Sentence{text_key::unknown, "", "", "Bitte bleiben Sie in der Leitung. Wir sind so bald wie möglich für Sie da."},
    Sentence{text_key::closed, "", "", "Wir haben zurzeit geschlossen."},
};

template <std::size_t N>
constexpr bool all_keys(const std::array<Sentence, N>& language) {
  return std::equal(language.begin(), language.end(), domain::text_keys.begin(), domain::text_keys.end(),
                    [](const Sentence& s, std::string_view wanted) { return s.key == wanted; });
}
static_assert(all_keys(english) && all_keys(german));

void append_form(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += out.back() == '{' ? "\"" : ",\"";
  out.append(name).append("\":");
  append_json(out, text);
}

}  // namespace

std::string primary_language(std::string_view tag) {
  std::string language(tag.substr(0, tag.find('-')));
  for (char& c : language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return language;
}

std::span<const Sentence> sentences(std::string_view tag) {
  const std::string language = primary_language(tag);
  if (language == languages[0]) return english;
  if (language == languages[1]) return german;
  return {};
}

std::string texts_body(std::string_view language, std::span<const Sentence> all) {
  std::string out = "{\"language\":";
  append_json(out, language);
  out += ",\"texts\":{";
  for (const Sentence& sentence : all) {
    if (&sentence != &all.front()) out += ',';
    append_json(out, sentence.key);
    out += ":{";
    append_form(out, "count", sentence.count);
    append_form(out, "one", sentence.one);
    append_form(out, "other", sentence.other);
    out += '}';
  }
  return out + "}}";
}

}  // namespace truewait::edge
