#include <algorithm>
#include <regex>
#include <string>

#include "layout/rules.hpp"

namespace truewait::layout {
namespace {

constexpr std::size_t most_lines = 350;

/// Every match of `pattern` in `text`, which is the file's text or a view of it.
Findings matches(const SourceFile& file, const std::string& text, const std::regex& pattern, const std::string& what) {
  Findings findings;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it) {
    const auto at = static_cast<std::size_t>(it->position(0));
    const auto word = it->str();
    const auto visible = word.find_first_not_of("\n");
    findings.push_back({file.path, line_of(text, at + visible), what + ": " + word.substr(visible)});
  }
  return findings;
}

void append(Findings& to, const Findings& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// Written so that this file does not break the rule it states.
const std::string sleeps = "\\b(sleep[_](?:for|until)|(?:u|nano|)sleep[ ]*\\()";

}  // namespace

Findings length_rule(const SourceFile& file) {
  if (!starts_with_any(file.path, {"src/", "include/", "tests/", "sip-mocks/", "bench/", "scripts/"})) return {};
  const bool data = file.path.ends_with(".txt") || file.path.ends_with(".json");
  const auto lines = static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
  if (data || lines <= most_lines) return {};
  return {{file.path, lines, std::to_string(lines) + " lines; at most " + std::to_string(most_lines)}};
}

Findings clock_rule(const SourceFile& file) {
  if (!is_cpp(file.path) || !starts_with_any(file.path, {"src/", "include/"}) || file.path.starts_with("src/app/"))
    return {};
  static const std::regex clocks(
      "\\b((?:system|steady|high_resolution|utc|file)_clock[ ]*::[ ]*now|clock_gettime|gettimeofday|"
      "time[ ]*\\((?=[ ]*(?:NULL|nullptr|0|&)))");
  static const std::regex sleeping(sleeps);
  static const std::regex chance(
      "\\b(s?rand[ ]*\\(|random_device|mt19937(?:_64)?|default_random_engine|getrandom|drand48)");
  const auto code = code_only(file.text);
  auto findings = matches(file, code, clocks, "a clock outside src/app");
  append(findings, matches(file, code, sleeping, "a sleep outside src/app"));
  append(findings, matches(file, code, chance, "randomness outside src/app"));
  return findings;
}

Findings sleep_rule(const SourceFile& file) {
  if (!file.path.starts_with("tests/")) return {};
  static const std::regex sleeping(sleeps);
  return matches(file, is_cpp(file.path) ? code_only(file.text) : file.text, sleeping, "a test that sleeps");
}

Findings name_rule(const SourceFile& file) {
  if (!starts_with_any(file.path,
                       {"src/", "include/", "tests/", "sip-mocks/", "bench/", "scripts/", "web/", "cmake/"})) {
    return {};
  }
  static const std::regex words("(^|[^a-z])(managers?|helpers?|utils?|common)([^a-z]|$)", std::regex::icase);
  std::smatch found;
  if (!std::regex_search(file.path, found, words)) return {};
  return {{file.path, 1, "a name that says nothing: " + found[2].str()}};
}

Findings machine_rule(const SourceFile& file) {
  static const std::regex paths("(?:^|[^A-Za-z0-9._])/(?:work|farm|root|home)/[a-z][A-Za-z0-9/._-]*");
  static const std::regex hosts("https?://(?:registry|deb|security|ftp)\\.[a-z.]*");
  auto findings = matches(file, file.text, paths, "a path of one machine");
  append(findings, matches(file, file.text, hosts, "a registry's host"));
  return findings;
}

Findings unfinished_rule(const SourceFile& file) {
  if (!starts_with_any(file.path, {"src/", "include/", "web/", "sip-mocks/", "scripts/", "bench/"})) return {};
  static const std::regex words("TODO|FIXME|XXX|not implemented|placeholder|\\bstub\\b");
  return matches(file, file.text, words, "unfinished by its own words");
}

}  // namespace truewait::layout
