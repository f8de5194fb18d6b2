#include "app/access_section.hpp"

namespace truewait::app {
namespace {

constexpr std::size_t most_origins = 1000;

void read_origins(TableReader& root, ServiceConfig& config, ErrorList& errors) {
  const auto* list = root.list("allowed_origins");
  if (list == nullptr) return;
  const auto& items = std::get<TomlValue::Array>(list->data);
  if (items.size() > most_origins) return errors.add(list->place, "\"allowed_origins\" holds at most 1000 origins.");
  for (const auto& item : items) {
    const auto* text = std::get_if<std::string>(&item.data);
    if (text == nullptr) {
      errors.add(item.place, "an origin must be a text in quotes, as in \"https://board.example\".");
    } else if (auto wrong = origin_error(*text)) {
      errors.add(item.place, std::move(*wrong));
    } else {
      config.allowed_origins.push_back(*text);
    }
  }
}

void read_tls(TableReader& root, edge::TlsFiles& files, ErrorList& errors) {
  const auto* table = root.table("tls");
  if (table == nullptr) return;
  TableReader reader(*table, "[tls]", errors);
  const auto path = [&](std::string_view key, std::string& into) {
    if (!reader.has(key)) {
      errors.add(reader.place(),
                 "[tls] needs \"certificate\" and \"key\", two PEM files: \"" + std::string(key) + "\" is missing.");
    }
    const auto text = reader.text(key);
    if (text && text->empty())
      reader.error(reader.place(key), "\"" + std::string(key) + "\" is empty: name a PEM file.");
    if (text) into = *text;
  };
  path("certificate", files.certificate);
  path("key", files.key);
  reader.finish();
}

}  // namespace

std::optional<std::string> origin_error(const std::string& text) {
  const std::string refused = "\"" + text + "\" is no origin: ";
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || scheme == text.size()) return refused + "write scheme and host, as in \"https://board.example\".";
  const std::string host = text.substr(scheme);
  if (host.find_first_of("/?#@ ") != std::string::npos) {
    return refused + "nothing follows the host and its port, not even \"/\".";
  }
  if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != std::string::npos) {
    return refused + "browsers send the host in small ASCII letters: write it so.";
  }
  return std::nullopt;
}

void read_access(TableReader& root, ServiceConfig& config, ErrorList& errors) {
  read_origins(root, config, errors);
  read_tls(root, config.tls, errors);
}

}  // namespace truewait::app
