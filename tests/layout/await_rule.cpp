#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "layout/rules.hpp"

namespace truewait::layout {
namespace {

constexpr std::string_view keyword = "co_await";

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The last character before `position` that is not blank; 0 at the beginning.
char before(std::string_view code, std::size_t position) {
  while (position > 0) {
    const char c = code[--position];
    if (std::isspace(static_cast<unsigned char>(c)) == 0) return c;
  }
  return 0;
}

std::size_t matching(std::string_view code, std::size_t open, char opens, char closes) {
  int depth = 0;
  for (std::size_t i = open; i < code.size(); ++i) {
    if (code[i] == opens) ++depth;
    if (code[i] == closes && --depth == 0) return i;
  }
  return code.size();
}

/// Where the expression that begins at `begin` ends: at its ';', or where its surroundings close.
std::size_t end_of_expression(std::string_view code, std::size_t begin) {
  int depth = 0;
  for (std::size_t i = begin; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth < 0 || (depth == 0 && c == ';')) return i;
  }
  return code.size();
}

/// A '[' that begins a lambda, rather than an index or an attribute.
bool begins_lambda(std::string_view code, std::size_t at) {
  const char previous = before(code, at);
  return !is_word(previous) && previous != ')' && previous != ']' && previous != '[' && code.substr(at, 2) != "[[";
}

/// Walks one expression. `fault` is told the position of a forbidden temporary and its kind.
template <class Fault>
void walk(std::string_view code, std::size_t begin, std::size_t end, const Fault& fault) {
  for (std::size_t i = begin; i < end; ++i) {
    if (code[i] == '{') fault(i, "a brace-initialised temporary in a co_await expression");
    if (code[i] != '[' || !begins_lambda(code, i)) continue;
    const auto close = matching(code, i, '[', ']');
    const auto captures = code.substr(i + 1, close - i - 1);
    if (!std::all_of(captures.begin(), captures.end(), [](unsigned char c) { return std::isspace(c) != 0; })) {
      fault(i, "a lambda with captures in a co_await expression");
    }
    const auto body = code.find('{', close);
    if (body == std::string_view::npos) return;
    i = matching(code, body, '{', '}');  // what the lambda does is another function's business
  }
}

}  // namespace

Findings await_rule(const SourceFile& file) {
  Findings findings;
  if (!is_cpp(file.path)) return findings;
  const auto code = code_only(file.text);
  for (auto at = code.find(keyword); at != std::string::npos; at = code.find(keyword, at + 1)) {
    const auto begin = at + keyword.size();
    if ((at > 0 && is_word(code[at - 1])) || (begin < code.size() && is_word(code[begin]))) continue;
    walk(code, begin, end_of_expression(code, begin), [&](std::size_t position, const char* what) {
      findings.push_back({file.path, line_of(code, position), std::string(what) + ": name it on the line above"});
    });
  }
  return findings;
}

}  // namespace truewait::layout
