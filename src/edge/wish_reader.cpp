#include "edge/wish_reader.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::edge {
namespace {

namespace json = boost::json;

const std::vector<std::string_view> kinds{"asap", "scheduled"};
const std::vector<std::string_view> attestations{"A", "B", "C", "none"};

template <std::size_t N>
std::vector<std::string_view> list(const std::array<std::string_view, N>& names) {
  return {names.begin(), names.end()};
}

domain::Duration seconds_of(EventFields& in, std::string_view name, bool& given) {
  const auto value = in.real(name, 0, 86'400);
  given = value.has_value();
  return domain::from_seconds(value.value_or(0));
}

std::optional<domain::DialOutcome> outcome_of(EventFields& in, Presence presence) {
  const auto index = in.choice("outcome", presence, list(domain::dial_outcome_names));
  if (!index) return std::nullopt;
  return static_cast<domain::DialOutcome>(*index);
}

void read_consent(EventFields& in, const json::object& body, domain::Acceptance& wish, std::vector<PartError>& errors) {
  const json::value* value = body.if_contains("consent");
  const json::object* consent = value == nullptr ? nullptr : value->if_object();
  if (consent == nullptr) {
    in.wrong("consent", "Give what the customer agreed to: {\"text_id\": the text's name, \"at\": when}.", true);
    return;
  }
  EventFields fields(*consent, in.pointer_to("consent"), errors);
  fields.only({"text_id", "at"});
  wish.consent_text_id = fields.text("text_id", Presence::required);
  wish.consent_at = fields.instant("at", Presence::required).value_or(domain::Instant{});
}

domain::SurveyAnswer read_answer(const json::object& object, const std::string& pointer,
                                 std::vector<PartError>& errors) {
  EventFields in(object, pointer, errors);
  in.only({"item", "value", "unit"});
  domain::SurveyAnswer answer;
  answer.item = in.text("item", Presence::required);
  if (answer.item.empty()) return answer;
  const auto* item = domain::survey_item(answer.item);
  if (item == nullptr) {
    in.wrong("item", "There is no such question.");
  } else if (item->text) {
    answer.text = in.free_text("value", 4000);
  } else if (const auto value = in.real("value", item->least, item->most)) {
    answer.value = *value;
    if (item->whole && std::trunc(*value) != *value) in.wrong("value", "Give a whole number.");
  } else if (!object.if_contains("value") || object.at("value").is_null()) {
    in.wrong("value", "It is missing. Leave the question out when it was not answered.", true);
  }
  return answer;
}

}  // namespace

CallbackWish read_callback_wish(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"queue", "number", "kind", "call_id", "consent", "confirmed_by", "attestation", "language", "customer_ref",
           "window"});
  CallbackWish read;
  read.wish.queue = in.text("queue", Presence::required);
  const bool given = body.if_contains("number") && body.at("number").is_string();
  read.number = in.caller("number");
  const bool named =
      std::any_of(errors.begin(), errors.end(), [](const PartError& e) { return e.pointer == "/number"; });
  if (read.number.empty() && !named) in.wrong("number", "Give the E.164 number to call.", !given);
  const auto kind = in.choice("kind", Presence::required, kinds);
  if (kind == 1u) in.wrong("kind", "Scheduled callbacks are not offered yet: give asap.");
  read.wish.call_id = in.text("call_id", Presence::optional);
  read_consent(in, body, read.wish, errors);
  const auto confirmed = in.choice("confirmed_by", Presence::required, list(domain::confirmed_by_names));
  read.wish.confirmed_by = static_cast<domain::ConfirmedBy>(confirmed.value_or(0));
  if (const auto level = in.choice("attestation", Presence::optional, attestations)) {
    read.wish.attestation = attestations[*level];
  }
  read.wish.language = in.text("language", Presence::optional, 35);
  read.wish.customer_ref = in.text("customer_ref", Presence::optional);
  if (body.if_contains("window") && !body.at("window").is_null() && kind == 0u) {
    in.wrong("window", "A window belongs to a scheduled callback: leave it out.");
  }
  return read;
}

domain::Quote read_quote(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"mode", "lower_s", "upper_s", "text_key", "language", "spoken_at", "estimate_seq"});
  domain::Quote quote;
  quote.mode =
      static_cast<domain::QuoteMode>(in.choice("mode", Presence::required, list(domain::quote_mode_names)).value_or(0));
  bool lower = false, upper = false;
  const auto lower_s = seconds_of(in, "lower_s", lower), upper_s = seconds_of(in, "upper_s", upper);
  if (lower) quote.lower = lower_s;
  if (upper) quote.upper = upper_s;
  if (domain::promises(quote.mode) && !upper)
    in.wrong("upper_s", "It is missing: these words name an upper bound.", true);
  if (lower && upper && lower_s > upper_s) in.wrong("lower_s", "Give at most upper_s.");
  quote.text_key = in.text("text_key", Presence::required);
  quote.language = in.text("language", Presence::optional, 35);
  quote.spoken = in.instant("spoken_at", Presence::required).value_or(domain::Instant{});
  if (const auto seq = in.real("estimate_seq", 0, 9e15)) quote.estimate_seq = static_cast<std::uint64_t>(*seq);
  return quote;
}

domain::SurveyReport read_survey(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"call_id", "callback_id", "mode", "items"});
  domain::SurveyReport report;
  report.call_id = in.text("call_id", Presence::optional);
  report.callback_id = in.text("callback_id", Presence::optional);
  if (report.call_id.empty() == report.callback_id.empty()) {
    in.wrong("call_id", "Give call_id or callback_id: the one contact that was asked about.", true);
  }
  report.mode = static_cast<domain::SurveyMode>(
      in.choice("mode", Presence::required, list(domain::survey_mode_names)).value_or(0));
  const json::array* items = in.array("items", Presence::required);
  if (items == nullptr) return report;
  if (items->empty() || items->size() > domain::survey_items.size()) in.wrong("items", "Give each question once.");
  for (std::size_t i = 0; i < items->size() && errors.empty(); ++i) {
    const auto place = in.pointer_to("items/" + std::to_string(i));
    const json::object* object = (*items)[i].if_object();
    if (object == nullptr) {
      errors.push_back({place, "Give an object.", true});
      break;
    }
    auto answer = read_answer(*object, place, errors);
    const bool twice = std::any_of(report.answers.begin(), report.answers.end(),
                                   [&](const domain::SurveyAnswer& a) { return a.item == answer.item; });
    if (twice) errors.push_back({place + "/item", "Give each question once."});
    report.answers.push_back(std::move(answer));
  }
  return report;
}

domain::BeliefReport read_belief(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  in.only({"item", "role", "agree", "n", "window", "queue"});
  domain::BeliefReport report;
  report.item = in.text("item", Presence::required);
  report.role = in.text("role", Presence::required);
  report.queue = in.text("queue", Presence::optional);
  constexpr int most = 1'000'000;
  const auto agree = in.integer("agree", 0, most), n = in.integer("n", 1, most);
  if (!body.if_contains("agree")) in.wrong("agree", "It is missing: how many of n agree.", true);
  if (!body.if_contains("n")) in.wrong("n", "It is missing: how many were asked.", true);
  if (agree && n && *agree > *n) in.wrong("agree", "Give at most n.");
  report.agree = agree.value_or(0);
  report.n = n.value_or(0);
  const json::value* window = body.if_contains("window");
  const json::object* object = window == nullptr ? nullptr : window->if_object();
  if (object == nullptr) {
    in.wrong("window", "Give the time the belief is about: {\"from\", \"to\"}.", true);
    return report;
  }
  EventFields fields(*object, in.pointer_to("window"), errors);
  fields.only({"from", "to"});
  report.from = fields.instant("from", Presence::required).value_or(domain::Instant{});
  report.to = fields.instant("to", Presence::required).value_or(domain::Instant{});
  if (errors.empty() && report.from >= report.to) fields.wrong("from", "Give a time before `to`.");
  return report;
}

domain::DialReport read_outcome(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  domain::DialReport report;
  report.outcome = outcome_of(in, Presence::required).value_or(domain::DialOutcome::failed);
  report.at = in.instant("at", Presence::optional);
  report.sip_code = in.integer("sip_code", 100, 699);
  report.q850 = in.integer("q850", 0, 127);
  return report;
}

domain::FrontEndHello read_hello(const json::object& body, std::vector<PartError>& errors) {
  EventFields in(body, "", errors);
  domain::FrontEndHello hello;
  hello.front_end = in.text("name", Presence::required, most_source_characters);
  const json::array* dials = in.array("known_dials", Presence::optional);
  if (dials == nullptr) return hello;
  for (const json::value& value : *dials) {
    const auto place = "known_dials/" + std::to_string(hello.known.size());
    const json::object* object = value.if_object();
    if (object == nullptr) {
      in.wrong(place, "Give an object {\"dial_id\",\"outcome\"}.");
      break;
    }
    EventFields fields(*object, in.pointer_to(place), errors);
    auto id = fields.text("dial_id", Presence::required);
    hello.known.push_back({std::move(id), outcome_of(fields, Presence::optional)});
  }
  return hello;
}

}  // namespace truewait::edge
