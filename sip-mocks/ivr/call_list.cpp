#include "ivr/call_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

namespace json = boost::json;

/// Fills one call; the first thing that is wrong stops it.
class LineReader {
 public:
  explicit LineReader(const json::object& line) : line_(line) {}

  std::optional<PlannedCall> call() {
    PlannedCall call;
    for (const auto& [name, value] : line_) take(std::string_view(name.data(), name.size()), value, call);
    if (call.call_id.empty()) fail("call_id is missing");
    if (call.queue.empty()) fail("queue is missing");
    if (call.wants_callback != Wants::no && call.caller.empty()) fail("a caller who wants a callback needs a number");
    return why_.empty() ? std::optional(std::move(call)) : std::nullopt;
  }
  const std::string& why() const { return why_; }

 private:
  void fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }

  void take(std::string_view name, const json::value& value, PlannedCall& call) {
    if (name == "at_s") return seconds(name, value, call.at_s);
    if (name == "patience_s") return seconds(name, value, call.patience_s);
    if (name == "talk_s") return seconds(name, value, call.talk_s);
    if (name == "call_id") return word(name, value, call.call_id);
    if (name == "queue") return word(name, value, call.queue);
    if (name == "caller") return word(name, value, call.caller);
    if (name == "class") return word(name, value, call.caller_class);
    if (name == "priority") return priority(value, call.priority);
    if (name == "wants_callback") return wants(value, call.wants_callback);
    if (name == "answers") return answers(value, call.answers);
    if (name == "survey") return survey(value, call.survey);
    fail("there is no member \"" + std::string(name) + "\"");
  }

  void seconds(std::string_view name, const json::value& value, double& to) {
    if (!value.is_number() || !(value.to_number<double>() >= 0)) {
      return fail(std::string(name) + " must be a number of seconds from 0");
    }
    to = value.to_number<double>();
  }

  void word(std::string_view name, const json::value& value, std::string& to) {
    if (!value.is_string() || value.get_string().empty()) return fail(std::string(name) + " must be a text");
    to = std::string(value.get_string());
  }

  void priority(const json::value& value, int& to) {
    if (!value.is_int64() || value.get_int64() < -1000 || value.get_int64() > 1000) {
      return fail("priority must be a whole number from -1000 to 1000");
    }
    to = static_cast<int>(value.get_int64());
  }

  void wants(const json::value& value, Wants& to) {
    if (value.is_bool()) {
      to = value.get_bool() ? Wants::yes : Wants::no;
    } else if (value.is_string() && value.get_string() == "if_offered") {
      to = Wants::if_offered;
    } else {
      fail("wants_callback must be true, false or \"if_offered\"");
    }
  }

  void answers(const json::value& value, std::vector<DialScript>& to) {
    if (!value.is_array() || value.get_array().empty()) return fail("answers must be a list of words");
    for (const json::value& each : value.get_array()) {
      const auto script = each.is_string() ? read_dial_script(each.get_string().c_str()) : std::nullopt;
      if (!script) return fail("answers has " + json::serialize(each) + ", which no dial does");
      to.push_back(*script);
    }
  }

  void survey(const json::value& value, std::optional<Survey>& to) {
    if (value.is_null()) return;
    Survey answered;
    answered.felt = value.is_string() && value.get_string() == "felt";
    if (!answered.felt && !value.is_object()) return fail("survey must be an object, \"felt\" or null");
    answered.perceived_min = live::number_if_any(value, "perceived_wait");
    if (const auto fast = live::number_if_any(value, "fast")) answered.fast = static_cast<int>(*fast);
    if (!answered.felt && !answered.perceived_min && !answered.fast) {
      return fail("survey has neither perceived_wait nor fast");
    }
    to = answered;
  }

  const json::object& line_;
  std::string why_;
};

}  // namespace

std::optional<DialScript> read_dial_script(std::string_view written) {
  constexpr std::array words{
      std::pair{"answers", Ring::answers},       std::pair{"busy", Ring::busy},
      std::pair{"no_answer", Ring::no_answer},   std::pair{"rejected", Ring::rejected},
      std::pair{"machine", Ring::machine},       std::pair{"invalid_number", Ring::invalid_number},
      std::pair{"congestion", Ring::congestion}, std::pair{"failed", Ring::failed},
      std::pair{"silent", Ring::silent},         std::pair{"hangs_up", Ring::hangs_up}};
  const std::size_t colon = std::min(written.find(':'), written.size());
  DialScript script;
  if (colon < written.size()) {
    double after_s = 0;
    const char* end = written.data() + written.size();
    const auto [stop, error] = std::from_chars(written.data() + colon + 1, end, after_s);
    if (error != std::errc{} || stop != end || !(after_s >= 0) || after_s > 3600) return std::nullopt;
    script.after_s = after_s;
  }
  for (const auto& [word, ring] : words) {
    if (written.substr(0, colon) != word) continue;
    script.ring = ring;
    return script;
  }
  return std::nullopt;
}

CallList read_call_list(std::string_view text) {
  CallList out;
  std::set<std::string> ids;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos || line[first] == '#') continue;
    const json::value value = live::parse_json(line);
    std::optional<PlannedCall> call;
    std::string why = "not a JSON object";
    if (value.is_object()) {
      LineReader reader(value.get_object());
      call = reader.call();
      why = reader.why();
    }
    if (call && !ids.insert(call->call_id).second) {
      why = "call_id " + call->call_id + " has been there before";
      call.reset();
    }
    if (call) {
      out.calls.push_back(std::move(*call));
    } else {
      out.errors.push_back("line " + std::to_string(number) + ": " + why);
    }
  }
  std::stable_sort(out.calls.begin(), out.calls.end(),
                   [](const PlannedCall& a, const PlannedCall& b) { return a.at_s < b.at_s; });
  return out;
}

}  // namespace truewait::ivr
