// The sentences behind the keys of announcements, in each language there is. Plain data: who has them recorded, or says
// them in other words, does not need them.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace truewait::edge {

/// One key. `{lower}`, `{upper}` (minutes) and `{position}` stand for the members of an announcement.
struct Sentence {
  std::string_view key;
  std::string_view count;  ///< which of them decides the form; empty: there is only one
  std::string_view one;    ///< when that is 1; empty: as `other`
  std::string_view other;
};

inline constexpr std::array<std::string_view, 2> languages{"en", "de"};

/// The language's sentences, one for each of domain::text_keys in their order. `tag` is a language tag of which the
/// first part counts, in any case ("de-AT" is "de"). Empty when there is no such language.
std::span<const Sentence> sentences(std::string_view tag);

/// The first part of a language tag in small letters.
std::string primary_language(std::string_view tag);

/// {"language":…,"texts":{key:{"count"?,"one"?,"other"}}}
std::string texts_body(std::string_view language, std::span<const Sentence> sentences);

}  // namespace truewait::edge
