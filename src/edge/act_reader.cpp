#include "edge/act_reader.hpp"

#include <algorithm>
#include <optional>

namespace truewait::edge {
namespace {

namespace json = boost::json;

constexpr int furthest_position = 1'000'000;

const std::vector<std::string_view> callback_acts{
    domain::name_of(domain::Act::cancel), domain::name_of(domain::Act::move), domain::name_of(domain::Act::retry_now),
    domain::name_of(domain::Act::resolve)};

bool is_null(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  return value == nullptr || value->is_null();
}

/// One line of UTF-8 with something on it, at most `most` characters; the parser has refused what is not UTF-8.
bool is_line(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  bool blank = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return false;
    if (byte != ' ') blank = false;
    if ((byte & 0xc0) != 0x80) ++characters;
  }
  return !blank && characters <= most;
}

std::string line(EventFields& in, const json::object& body, std::string_view name, std::size_t most) {
  const json::value& value = body.at(name);
  const json::string* string = value.if_string();
  const std::string_view text = string != nullptr ? std::string_view(string->data(), string->size()) : "";
  if (is_line(text, most)) return std::string(text);
  in.wrong(name, "Give a text of 1 to " + std::to_string(most) + " printable characters.", string == nullptr);
  return {};
}

void read_audit(EventFields& in, const json::object& body, domain::SupervisorAct& act) {
  if (is_null(body, "why")) {
    in.wrong("why", "It is missing: say why, for the audit.", true);
  } else {
    act.why = line(in, body, "why", most_why_characters);
  }
  if (!is_null(body, "who")) act.who = line(in, body, "who", most_who_characters);
}

std::optional<bool> flag(EventFields& in, const json::object& body, std::string_view name) {
  if (is_null(body, name)) return std::nullopt;
  const json::value& value = body.at(name);
  if (value.is_bool()) return value.get_bool();
  in.wrong(name, "Give true or false.", true);
  return std::nullopt;
}

/// A flag that must be there.
bool needed_flag(EventFields& in, const json::object& body, std::string_view name, const char* meaning) {
  if (is_null(body, name)) in.wrong(name, std::string("It is missing: ") + meaning, true);
  return flag(in, body, name).value_or(false);
}

int needed_position(EventFields& in, const json::object& body) {
  if (is_null(body, "position"))
    in.wrong("position", "It is missing: the place in line that is wanted, 1 = next.", true);
  return in.integer("position", 1, furthest_position).value_or(1);
}

}  // namespace

domain::SupervisorAct read_callback_act(const json::object& body, const std::string& callback_id,
                                        std::vector<PartError>& errors) {
  using Wanted = domain::SupervisorAct;
  EventFields in(body, "", errors);
  in.only({"act", "position", "reached", "why", "who"});
  Wanted act;
  const auto chosen = in.choice("act", Presence::required, callback_acts);
  const std::string_view name = chosen ? callback_acts[*chosen] : "";
  if (name == "cancel") act.what = Wanted::Cancel{callback_id};
  if (name == "move") act.what = Wanted::Place{callback_id, needed_position(in, body)};
  if (name == "retry_now") act.what = Wanted::RetryNow{callback_id};
  if (name == "resolve") {
    act.what = Wanted::Resolve{callback_id, needed_flag(in, body, "reached", "whether the customer was reached.")};
  }
  if (chosen && name != "move" && !is_null(body, "position")) {
    in.wrong("position", "It belongs to move: leave it out.", true);
  }
  if (chosen && name != "resolve" && !is_null(body, "reached")) {
    in.wrong("reached", "It belongs to resolve: leave it out.", true);
  }
  read_audit(in, body, act);
  return act;
}

domain::SupervisorAct read_turn(const json::object& body, const std::string& queue, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"offers", "dials", "why", "who"});
  domain::SupervisorAct act;
  domain::SupervisorAct::Turn turn{queue, flag(in, body, "offers"), flag(in, body, "dials")};
  if (errors.empty() && !turn.offers && !turn.dials) {
    in.wrong("offers", "Give offers, dials, or both: true for on, false for off.", true);
  }
  act.what = std::move(turn);
  read_audit(in, body, act);
  return act;
}

domain::SupervisorAct read_kill(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"dials", "why", "who"});
  domain::SupervisorAct act;
  act.what =
      domain::SupervisorAct::Kill{needed_flag(in, body, "dials", "false stops all dials, true lets them go on.")};
  read_audit(in, body, act);
  return act;
}

}  // namespace truewait::edge
