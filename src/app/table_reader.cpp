#include "app/table_reader.hpp"

#include <algorithm>
#include <tuple>

#include "app/spelling.hpp"
#include "app/units.hpp"

namespace truewait::app {
namespace {

std::string in_words(domain::Duration d) {
  const auto count = d.count();
  if (count != 0 && count % 3'600'000 == 0) return std::to_string(count / 3'600'000) + "h";
  if (count != 0 && count % 60'000 == 0) return std::to_string(count / 60'000) + "min";
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

/// Bounds are written by us: whole, or with one decimal.
std::string bound_text(double number) {
  const auto tenths = static_cast<std::int64_t>(number * 10);
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += "\"" + words[i] + "\"";
  }
  return text;
}

}  // namespace

std::vector<ConfigError> ErrorList::sorted() const {
  auto errors = errors_;
  std::stable_sort(errors.begin(), errors.end(), [](const ConfigError& a, const ConfigError& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return errors;
}

TableReader::TableReader(const TomlValue& value, std::string name, ErrorList& errors)
    : value_(value), name_(std::move(name)), errors_(errors) {}

const TomlEntry* TableReader::find(std::string_view key) const {
  for (const auto& entry : std::get<TomlValue::Table>(value_.data)) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

const TomlValue* TableReader::ask(std::string_view key) {
  asked_.emplace_back(key);
  const auto* entry = find(key);
  return entry != nullptr ? &entry->value : nullptr;
}

template <class T>
const T* TableReader::typed(std::string_view key, std::string_view expected) {
  const auto* value = ask(key);
  if (value == nullptr) return nullptr;
  const T* held = std::get_if<T>(&value->data);
  if (held == nullptr) {
    errors_.add(value->place, "\"" + std::string(key) + "\" must be " + std::string(expected) + ", not " +
                                  std::string(kind_of(*value)) + ".");
  }
  return held;
}

std::optional<std::string> TableReader::text(std::string_view key) {
  const auto* held = typed<std::string>(key, "a text in quotes");
  return held != nullptr ? std::optional(*held) : std::nullopt;
}

std::optional<bool> TableReader::truth(std::string_view key) {
  const auto* held = typed<bool>(key, "true or false");
  return held != nullptr ? std::optional(*held) : std::nullopt;
}

std::optional<std::int64_t> TableReader::whole(std::string_view key, std::int64_t least, std::int64_t most) {
  const auto* held = typed<std::int64_t>(key, "a whole number");
  if (held == nullptr) return std::nullopt;
  if (*held >= least && *held <= most) return *held;
  errors_.add(place(key), "\"" + std::string(key) + "\" is " + std::to_string(*held) + "; it must lie between " +
                              std::to_string(least) + " and " + std::to_string(most) + ".");
  return std::nullopt;
}

std::optional<double> TableReader::real(std::string_view key, double least, double most) {
  const auto* value = ask(key);
  if (value == nullptr) return std::nullopt;
  const auto* whole = std::get_if<std::int64_t>(&value->data);
  const auto* decimal = std::get_if<double>(&value->data);
  const double number = whole != nullptr ? static_cast<double>(*whole) : decimal != nullptr ? *decimal : least - 1;
  // Written so that "not a number" is refused too.
  if (number >= least && number <= most) return number;
  errors_.add(value->place,
              "\"" + std::string(key) + "\" must be a number between " + bound_text(least) + " and " +
                  bound_text(most) +
                  (whole != nullptr || decimal != nullptr ? "." : ", not " + std::string(kind_of(*value)) + "."));
  return std::nullopt;
}

std::optional<std::vector<PlacedText>> TableReader::texts(std::string_view key) {
  const auto* items = typed<TomlValue::Array>(key, "a list of texts");
  if (items == nullptr) return std::nullopt;
  std::vector<PlacedText> read;
  for (const auto& item : *items) {
    if (const auto* text = std::get_if<std::string>(&item.data)) {
      read.push_back({item.place, *text});
    } else {
      errors_.add(item.place, "\"" + std::string(key) + "\" is a list of texts in quotes: this is " +
                                  std::string(kind_of(item)) + ".");
    }
  }
  return read;
}

std::optional<domain::Duration> TableReader::duration(std::string_view key, domain::Duration least,
                                                      domain::Duration most) {
  const auto* value = ask(key);
  return value != nullptr ? read_duration(*value, "\"" + std::string(key) + "\"", least, most, errors_) : std::nullopt;
}

std::optional<std::string> TableReader::choice(std::string_view key, const std::vector<std::string>& allowed) {
  const auto word = text(key);
  if (!word || std::find(allowed.begin(), allowed.end(), *word) != allowed.end()) return word;
  errors_.add(place(key), "\"" + std::string(key) + "\" is \"" + *word + "\"; it must be " + listed(allowed) + "." +
                              did_you_mean(*word, allowed));
  return std::nullopt;
}

const TomlValue* TableReader::table(std::string_view key) {
  return typed<TomlValue::Table>(key, "a table") != nullptr ? &find(key)->value : nullptr;
}

const TomlValue* TableReader::list(std::string_view key) {
  return typed<TomlValue::Array>(key, "a list of tables") != nullptr ? &find(key)->value : nullptr;
}

Place TableReader::place(std::string_view key) const {
  const auto* entry = find(key);
  return entry != nullptr ? entry->value.place : value_.place;
}

void TableReader::finish() {
  for (const auto& entry : std::get<TomlValue::Table>(value_.data)) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    auto hint = did_you_mean(entry.key, asked_);
    if (hint.empty()) hint = " It knows " + listed(asked_) + ".";
    errors_.add(entry.place, "unknown key \"" + entry.key + "\" in " + name_ + "." + hint);
  }
}

std::optional<domain::Duration> read_duration(const TomlValue& value, const std::string& what, domain::Duration least,
                                              domain::Duration most, ErrorList& errors) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) {
    errors.add(value.place, what + " must be a duration in quotes, as in \"90s\", \"5min\" or \"2h\", not " +
                                std::string(kind_of(value)) + ".");
    return std::nullopt;
  }
  const auto seconds = parse_duration(*text);
  if (!seconds) {
    errors.add(value.place,
               what + " is \"" + *text + "\", which is no duration: write it as in \"90s\", \"5min\" or \"2h\".");
    return std::nullopt;
  }
  // Written so that "not a number" is refused too.
  if (!(*seconds >= domain::to_seconds(least) && *seconds <= domain::to_seconds(most))) {
    errors.add(value.place,
               what + " is \"" + *text + "\"; it must lie between " + in_words(least) + " and " + in_words(most) + ".");
    return std::nullopt;
  }
  return domain::from_seconds(*seconds);
}

}  // namespace truewait::app
