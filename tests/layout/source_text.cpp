#include "layout/source_text.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace truewait::layout {
namespace {

namespace fs = std::filesystem;

bool is_written_by_people(const fs::path& path) {
  static const std::vector<std::string> kinds{".cpp", ".hpp",  ".h",   ".py", ".sh",   ".js",      ".css", ".html",
                                              ".md",  ".toml", ".txt", "",    ".json", ".cmake",   ".yml", ".yaml",
                                              ".svg", ".sql",  ".in",  ".S",  ".conf", ".service", ".xml", ".socket"};
  return path.filename() != "package-lock.json" &&
         std::find(kinds.begin(), kinds.end(), path.extension().string()) != kinds.end();
}

bool is_left_out(const fs::path& directory) {
  static const std::vector<std::string> names{".git", "build", "node_modules", "__pycache__"};
  return std::find(names.begin(), names.end(), directory.filename().string()) != names.end();
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Walks C++ token by token, as far as comments and literals go.
class Blanker {
 public:
  Blanker(std::string_view text, bool literals) : in_(text), out_(text), literals_(literals) {}

  std::string run() {
    while (i_ < in_.size()) {
      if (starts("//")) {
        blank_until(in_.find('\n', i_), true);
      } else if (starts("/*")) {
        blank_until(after(in_.find("*/", i_ + 2), 2), true);
      } else if (starts("R\"") && !in_word()) {
        blank_until(end_of_raw(), literals_);
      } else if (in_[i_] == '"' || (in_[i_] == '\'' && !is_digit_separator())) {
        blank_until(end_of_quoted(), literals_);
      } else {
        ++i_;
      }
    }
    return out_;
  }

 private:
  bool starts(std::string_view what) const { return in_.substr(i_, what.size()) == what; }
  bool in_word() const {
    return i_ > 0 && (std::isalnum(static_cast<unsigned char>(in_[i_ - 1])) || in_[i_ - 1] == '_');
  }
  bool is_digit_separator() const { return i_ > 0 && std::isxdigit(static_cast<unsigned char>(in_[i_ - 1])) != 0; }
  static std::size_t after(std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? found : found + length;
  }

  std::size_t end_of_raw() const {
    const auto open = in_.find('(', i_);
    if (open == std::string_view::npos) return open;
    const std::string close = ")" + std::string(in_.substr(i_ + 2, open - i_ - 2)) + "\"";
    return after(in_.find(close, open), close.size());
  }

  std::size_t end_of_quoted() const {
    for (std::size_t j = i_ + 1; j < in_.size(); ++j) {
      if (in_[j] == '\\') {
        ++j;
      } else if (in_[j] == in_[i_] || in_[j] == '\n') {
        return j + 1;
      }
    }
    return in_.size();
  }

  void blank_until(std::size_t end, bool really) {
    end = std::min(end, in_.size());
    for (; i_ < end; ++i_) {
      if (really && in_[i_] != '\n') out_[i_] = ' ';
    }
  }

  std::string_view in_;
  std::string out_;
  bool literals_;
  std::size_t i_ = 0;
};

}  // namespace

std::vector<SourceFile> read_tree(const std::string& root) {
  std::vector<SourceFile> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && is_left_out(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && is_written_by_people(entry->path())) {
      files.push_back({fs::relative(entry->path(), root).generic_string(), read_file(entry->path())});
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::string without_comments(std::string_view text) {
  return Blanker(text, false).run();
}
std::string code_only(std::string_view text) {
  return Blanker(text, true).run();
}

std::size_t line_of(std::string_view text, std::size_t position) {
  return 1 +
         static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

bool is_cpp(std::string_view path) {
  return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".h");
}

bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) { return path.starts_with(prefix); });
}

}  // namespace truewait::layout
