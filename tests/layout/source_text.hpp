// Source files as text, and views of them in which a rule sees only what concerns it.
// Positions and line breaks are kept, so that a finding's line is the file's line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace truewait::layout {

struct SourceFile {
  std::string path;  ///< from the root of the tree, "src/domain/engine.cpp"
  std::string text;
};

struct Finding {
  std::string path;
  std::size_t line = 0;  ///< from 1
  std::string what;
};

/// The files of the tree at `root` whose names say that people wrote them; build trees and fetched packages left out.
std::vector<SourceFile> read_tree(const std::string& root);

/// C++ with its comments blanked.
std::string without_comments(std::string_view text);
/// C++ with its comments and the insides of its literals blanked.
std::string code_only(std::string_view text);

std::size_t line_of(std::string_view text, std::size_t position);

bool is_cpp(std::string_view path);
bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes);

}  // namespace truewait::layout
