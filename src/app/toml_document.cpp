#include "app/toml_document.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace truewait::app {
namespace {

Place place_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

TomlValue convert(const toml::node& node);

TomlValue::Table convert_table(const toml::table& table) {
  TomlValue::Table entries;
  for (const auto& [key, value] : table) {
    TomlEntry entry{std::string(key.str()), place_of(key.source()), convert(value)};
    entries.push_back(std::move(entry));
  }
  return entries;
}

TomlValue convert(const toml::node& node) {
  TomlValue value;
  value.place = place_of(node.source());
  if (const auto* table = node.as_table()) {
    value.data = convert_table(*table);
  } else if (const auto* array = node.as_array()) {
    TomlValue::Array items;
    for (const auto& item : *array) items.push_back(convert(item));
    value.data = std::move(items);
  } else if (const auto* text = node.as_string()) {
    value.data = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.data = whole->get();
  } else if (const auto* number = node.as_floating_point()) {
    value.data = number->get();
  } else if (const auto* truth = node.as_boolean()) {
    value.data = truth->get();
  } else {
    value.data = TomlDate{};
  }
  return value;
}

}  // namespace

std::string_view kind_of(const TomlValue& value) {
  static constexpr std::string_view names[] = {"true or false",  "a whole number", "a number", "a text",
                                               "a date or time", "a list",         "a table"};
  return names[value.data.index()];
}

std::variant<TomlValue, ConfigError> parse_toml(std::string_view text, const std::string& file) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const auto& error = parsed.error();
    return ConfigError{file, place_of(error.source()), "this is not TOML: " + std::string(error.description())};
  }
  return convert(parsed.table());
}

}  // namespace truewait::app
