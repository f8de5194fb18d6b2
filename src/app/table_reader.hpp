// Reads one TOML table key by key, checks type and range, and gathers what is wrong instead of stopping at the first.
// Whoever reads a key thereby declares it: finish() reports the keys nobody asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/toml_document.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::app {

class ErrorList {
 public:
  explicit ErrorList(std::string file) : file_(std::move(file)) {}
  void add(Place place, std::string message) { errors_.push_back({file_, place, std::move(message)}); }
  bool empty() const { return errors_.empty(); }
  /// In the order of the file.
  std::vector<ConfigError> sorted() const;

 private:
  std::string file_;
  std::vector<ConfigError> errors_;
};

/// A text of a list, and where it stands.
struct PlacedText {
  Place place;
  std::string text;
};

class TableReader {
 public:
  /// `value` must hold a table and outlive the reader; `name` is how messages call it ("[log]").
  TableReader(const TomlValue& value, std::string name, ErrorList& errors);

  /// Nothing when the key is absent, or wrong: then an error has been added.
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> truth(std::string_view key);
  std::optional<std::int64_t> whole(std::string_view key, std::int64_t least, std::int64_t most);
  /// Whole or with decimals.
  std::optional<double> real(std::string_view key, double least, double most);
  /// A list of texts in quotes; what is none is an error and left out.
  std::optional<std::vector<PlacedText>> texts(std::string_view key);
  std::optional<domain::Duration> duration(std::string_view key, domain::Duration least, domain::Duration most);
  /// One of `allowed`, which the message lists.
  std::optional<std::string> choice(std::string_view key, const std::vector<std::string>& allowed);
  const TomlValue* table(std::string_view key);
  const TomlValue* list(std::string_view key);

  bool has(std::string_view key) const { return find(key) != nullptr; }
  /// Where the key's value stands, or the table when the key is absent.
  Place place(std::string_view key) const;
  Place place() const { return value_.place; }
  void error(Place where, std::string message) { errors_.add(where, std::move(message)); }

  /// Adds an error for each key that was not asked for.
  void finish();

 private:
  const TomlEntry* find(std::string_view key) const;
  const TomlValue* ask(std::string_view key);
  template <class T>
  const T* typed(std::string_view key, std::string_view expected);

  const TomlValue& value_;
  std::string name_;
  ErrorList& errors_;
  std::vector<std::string> asked_;
};

/// A duration value ("90s", "5min") within bounds; otherwise an error that begins with `what`.
std::optional<domain::Duration> read_duration(const TomlValue& value, const std::string& what, domain::Duration least,
                                              domain::Duration most, ErrorList& errors);

}  // namespace truewait::app
