#include <algorithm>
#include <map>
#include <regex>
#include <string>

#include "layout/rules.hpp"

namespace truewait::layout {
namespace {

/// Which layers a layer may name, itself included.
const std::map<std::string, std::vector<std::string>> may_name{
    {"queueing", {"queueing"}},
    {"statistics", {"statistics"}},
    {"domain", {"domain", "queueing", "statistics"}},
    {"telephony", {"telephony", "domain", "queueing", "statistics"}},
    {"storage", {"storage", "domain", "queueing", "statistics"}},
    {"edge", {"edge", "domain", "queueing", "statistics"}},
    {"app", {"app", "edge", "telephony", "storage", "domain", "queueing", "statistics"}},
};

bool is_mathematics(const std::string& layer) {
  return layer == "queueing" || layer == "statistics";
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// "domain" for src/domain/... and include/truewait/domain/...; empty elsewhere.
std::string layer_of(const std::string& path) {
  const auto parts = split(path);
  if (parts.size() > 2 && parts[0] == "src") return parts[1];
  if (parts.size() > 3 && parts[0] == "include" && parts[1] == "truewait") return parts[2];
  return {};
}

/// What is wrong with `#include "name"` in a file of `layer`, or nothing.
std::string quoted_fault(const SourceFile& file, const std::string& layer, const std::string& name) {
  const auto parts = split(name);
  const bool is_public = parts.size() > 2 && parts[0] == "truewait";
  if (file.path.starts_with("include/") && !is_public) return "a public header includes the private \"" + name + "\"";
  if (std::find(parts.begin(), parts.end(), "..") != parts.end()) return "\"" + name + "\" climbs out of its folder";
  const auto& target = is_public ? parts[1] : parts[0];
  if (!is_public && (parts.size() < 2 || !may_name.contains(target))) return {};  // beside the file or below it
  const auto& allowed = may_name.at(layer);
  if (std::find(allowed.begin(), allowed.end(), target) == allowed.end()) {
    return layer + " names \"" + name + "\" of " + target + ", which is not under it";
  }
  if (!is_public && target != layer) return layer + " includes \"" + name + "\", which is private to " + target;
  return {};
}

std::string system_fault(const std::string& layer, const std::string& name) {
  if (name.starts_with("truewait/")) return "our own headers are included with quotes: <" + name + ">";
  const bool standard = name.find('/') == std::string::npos && name.find('.') == std::string::npos;
  if (is_mathematics(layer) && !standard && !name.starts_with("boost/math/")) {
    return layer + " names <" + name + ">; it may name the standard library and Boost.Math only";
  }
  static const std::regex outside("(boost/(asio|beast|json|url)\\b|spdlog/|fmt/|sqlite3|openssl/|CLI/|date/|toml).*");
  if (layer == "domain" && std::regex_match(name, outside)) return "the domain names <" + name + ">";
  return {};
}

}  // namespace

Findings include_rule(const SourceFile& file) {
  Findings findings;
  const auto layer = layer_of(file.path);
  if (layer.empty() || !is_cpp(file.path)) return findings;
  if (!may_name.contains(layer)) return {{file.path, 1, "there is no layer \"" + layer + "\""}};
  const auto text = without_comments(file.text);
  static const std::regex include("(?:^|\n)[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"\n]+)[>\"]");
  for (auto it = std::sregex_iterator(text.begin(), text.end(), include); it != std::sregex_iterator(); ++it) {
    const auto name = (*it)[2].str();
    const auto fault = (*it)[1] == "\"" ? quoted_fault(file, layer, name) : system_fault(layer, name);
    if (!fault.empty())
      findings.push_back({file.path, line_of(text, static_cast<std::size_t>(it->position(2))), fault});
  }
  return findings;
}

Findings header_rule(const SourceFile& file) {
  Findings findings;
  if (!file.path.starts_with("include/") || !is_cpp(file.path)) return findings;
  if (!file.text.starts_with("// "))
    findings.push_back({file.path, 1, "it does not open with what it is and never does"});
  if (file.text.find("\n#pragma once\n") == std::string::npos)
    findings.push_back({file.path, 1, "#pragma once is missing"});
  return findings;
}

}  // namespace truewait::layout
