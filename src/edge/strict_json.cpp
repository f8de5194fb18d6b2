#include "edge/strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

namespace truewait::edge {
namespace {

namespace json = boost::json;
using Error = json::error_code;

/// Builds the value, and counts the members as they were written: the built value holds each name once.
struct Builder {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  explicit Builder(json::storage_ptr memory) { stack.reset(std::move(memory)); }

  json::value_stack stack;
  std::size_t members = 0;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t count, Error&) {
    members += count;
    stack.push_object(count);
    return true;
  }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t count, Error&) {
    stack.push_array(count);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, Error&) {
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Error&) {
    stack.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, Error&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, Error&) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, Error&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, Error&) {
    stack.push_int64(value);
    return true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, Error&) {
    stack.push_uint64(value);
    return true;
  }
  bool on_double(double value, json::string_view, Error&) {
    stack.push_double(value);
    return true;
  }
  bool on_bool(bool value, Error&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(Error&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, Error&) { return true; }
  bool on_comment(json::string_view, Error&) { return true; }
};

/// Members of all objects within; the depth is bounded by the parser.
std::size_t count_members(const json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count = object->size();
    for (const auto& member : *object) count += count_members(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) count += count_members(element);
  }
  return count;
}

}  // namespace

json::value parse_strict_json(std::string_view text, json::storage_ptr memory, std::string& why) {
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<Builder> parser(options, std::move(memory));
  Error error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (error) {
    why = error.message() + " at byte " + std::to_string(used) + ".";
    return nullptr;
  }
  json::value value = parser.handler().stack.release();
  if (count_members(value) == parser.handler().members) return value;
  why = "An object names the same member twice: name each once.";
  return nullptr;
}

}  // namespace truewait::edge
