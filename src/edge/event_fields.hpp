// Reads the members of one JSON object, each checked as it is read, and gathers what is wrong with where and why.
// A member that is absent and one that is null are the same; members nobody asks for are ignored.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/problem.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::edge {

inline constexpr std::size_t most_id_characters = 128;
inline constexpr std::size_t most_source_characters = 64;

enum class Presence : std::uint8_t { optional, required };

class EventFields {
 public:
  /// `pointer` is the object's own JSON pointer; both references must outlive the reader.
  EventFields(const boost::json::object& object, std::string pointer, std::vector<PartError>& errors)
      : object_(object), pointer_(std::move(pointer)), errors_(errors) {}

  /// Printable ASCII, 1 to `most` characters; empty when absent or wrong.
  std::string text(std::string_view name, Presence presence, std::size_t most = most_id_characters);
  /// Any UTF-8 text of at most `most` bytes, control characters but for line ends refused.
  std::string free_text(std::string_view name, std::size_t most);
  std::optional<double> real(std::string_view name, double least, double most);
  std::optional<int> integer(std::string_view name, int least, int most);
  std::optional<domain::Instant> instant(std::string_view name, Presence presence);
  /// One of `names`, as its index; `choices` is how the refusal lists them.
  std::optional<std::size_t> choice(std::string_view name, Presence presence,
                                    const std::vector<std::string_view>& names);
  /// E.164, or empty: absent, null, "" and "anonymous" mean withheld. A refusal never repeats what was sent.
  std::string caller(std::string_view name);
  /// At most 10,000 elements; null when absent or wrong.
  const boost::json::array* array(std::string_view name, Presence presence);

  /// Members of any other name are errors.
  void only(std::initializer_list<std::string_view> names);

  void wrong(std::string_view name, std::string detail, bool malformed = false);
  std::string pointer_to(std::string_view name) const;

 private:
  const boost::json::value* find(std::string_view name, Presence presence, std::string_view what);

  const boost::json::object& object_;
  const std::string pointer_;
  std::vector<PartError>& errors_;
};

/// The rule of ids: printable ASCII, 1 to `most` characters.
bool is_id(std::string_view text, std::size_t most);

}  // namespace truewait::edge
