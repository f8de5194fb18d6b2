#include "edge/stream_session.hpp"

#include <boost/json/monotonic_resource.hpp>

#include "edge/callback_body.hpp"
#include "edge/estimate_body.hpp"
#include "edge/event_reader.hpp"
#include "edge/json_text.hpp"
#include "edge/routes.hpp"
#include "edge/strict_json.hpp"
#include "edge/websocket_codec.hpp"
#include "edge/wish_reader.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

constexpr std::size_t most_queues_named = 1000;

std::string text_of(const json::object& message, std::string_view name) {
  const json::value* value = message.if_contains(name);
  const json::string* text = value ? value->if_string() : nullptr;
  return text && text->size() <= most_id_characters ? std::string(text->data(), text->size()) : std::string{};
}

std::int64_t ns(std::chrono::nanoseconds d) {
  return d.count();
}

void append_about(std::string& out, std::string_view name, std::string_view value) {
  if (name.empty() || value.empty()) return;
  out.append(",\"").append(name).append("\":");
  append_json(out, value);
}

}  // namespace

StreamSession::StreamSession(Shared& shared, Access who, WebSocketPeer& peer)
    : shared_(shared),
      who_(std::move(who)),
      peer_(peer),
      self_(std::make_shared<StreamSession*>(this)),
      session_("s" + std::to_string(++shared.sessions)),
      opened_ns_(shared.options.steady_ns()),
      heartbeat_ns_(opened_ns_) {}

StreamSession::~StreamSession() {
  *self_ = nullptr;
}

void StreamSession::on_closed() {
  *self_ = nullptr;
  if (dials_) shared_.backend.leave(*this);
  shared_.feed(who_.site).unsubscribe(peer_);
}

void StreamSession::say(std::string_view text) {
  peer_.send(text_frame(text));
}

void StreamSession::refuse_kind(const ProblemKind& kind, std::string_view detail, const About& about,
                                const std::vector<PartError>& errors) {
  std::string out = "{\"type\":\"error\"";
  append_about(out, about.name, about.value);
  out += ",\"problem\":";
  out += problem_body(kind, kind.status, detail, errors, session_);
  out += '}';
  say(out);
}

void StreamSession::refuse(ProblemId problem, std::string_view detail, const About& about,
                           const std::vector<PartError>& errors) {
  refuse_kind(problem_kind(problem), detail, about, errors);
}

void StreamSession::on_message(std::string_view text) {
  json::monotonic_resource memory(4 * 1024);
  std::string why;
  const json::value value = parse_strict_json(text, &memory, why);
  const json::object* message = value.if_object();
  if (why.empty() && !message) why = "Send one JSON object per message.";
  if (!why.empty()) return refuse(ProblemId::malformed_json, why, {});
  if (!greeted_ && text_of(*message, "type") != "hello") {
    refuse(ProblemId::not_hello, "Send {\"type\":\"hello\",\"name\":...} before anything else.", {});
    return peer_.close(static_cast<std::uint16_t>(CloseCode::policy), "hello first");
  }
  handle(*message);
}

void StreamSession::handle(const Message& message) {
  const std::string type = text_of(message, "type");
  if (type == "hello") return hello(message);
  if (type == "event" || is_event_type(type)) return event(message);
  if (type == "ask") return ask(message);
  if (type == "subscribe") return subscribe(message);
  if (type == "dial_outcome") return outcome(message);
  if (type == "heartbeat") return;
  refuse(ProblemId::unknown_message, "Give a type: hello, event, ask, subscribe, dial_outcome or heartbeat.",
         {"id", text_of(message, "id")});
}

bool StreamSession::may(Scope scope, const About& about) {
  if (who_.may(scope)) return true;
  refuse(ProblemId::missing_scope, "Use a key with the scope " + std::string(scope_name(scope)) + ", or with admin.",
         about);
  return false;
}

void StreamSession::hello(const Message& message) {
  std::vector<PartError> errors;
  domain::FrontEndHello read = read_hello(message, errors);
  if (!errors.empty()) return refuse(ProblemId::invalid_body, "Correct the hello.", {}, errors);
  const json::value* known = message.if_contains("known_dials");
  const bool wants_dials = known && !known->is_null();
  if (wants_dials && !may(Scope::callbacks_write, {})) return;
  greeted_ = true;
  std::string out = "{\"type\":\"welcome\",\"session\":";
  append_json(out, session_);
  out += ",\"heartbeat_s\":";
  append_seconds(out, std::chrono::duration<double>(shared_.options.heartbeat).count());
  say(out + "}");
  if (!wants_dials) return;
  dials_ = true;
  shared_.backend.join(who_, *this, std::move(read));
}

void StreamSession::after(bool stored, const std::optional<Rejection>& refused, const About& about,
                          std::string_view accepted) {
  if (!stored) {
    return refuse(ProblemId::journal_unavailable, "Nothing was taken. Send it again in a second.", about);
  }
  if (refused) {
    return refuse_kind(problem_named(refused->type.substr(refused->type.rfind('/') + 1)), refused->detail, about, {});
  }
  std::string out = "{\"type\":\"accepted\"";
  append_about(out, about.name, about.value);
  say(out.append(accepted).append("}"));
}

void StreamSession::event(const Message& message) {
  const About about{"id", text_of(message, "id")};
  if (!may(Scope::events_write, about)) return;
  // {"type":"event","event":{...}}, or the event itself: its type is none of ours.
  const json::value* inner = message.if_contains("event");
  const json::value flat = inner ? *inner : json::value(message);
  ReadEvent read = read_event(flat, "", 0, who_);
  if (!read.event) return refuse(read.problem, joined_details(read.errors), about, read.errors);
  const About told{"event_id", read.event->event.event_id};
  std::vector<IncomingEvent> one;
  one.push_back(std::move(*read.event));
  shared_.backend.ingest(who_, std::move(one), [self = self_, told](const IngestResult& result) {
    if (*self == nullptr) return;
    const auto refused = result.rejected.empty() ? std::nullopt : std::optional(result.rejected.front());
    (*self)->after(result.stored, refused, told,
                   result.duplicates > 0 ? ",\"duplicate\":true" : ",\"duplicate\":false");
  });
}

void StreamSession::ask(const Message& message) {
  const About about{"id", text_of(message, "id")};
  if (!may(Scope::estimate_read, about)) return;
  std::vector<PartError> errors;
  EventFields in(message, "", errors);
  in.text("id", Presence::required);
  const std::string call_id = in.text("call_id", Presence::optional), queue = in.text("queue", Presence::optional);
  if (errors.empty() && call_id.empty() == queue.empty()) in.wrong("queue", "Give queue or call_id.", true);
  const std::string caller_class = in.text("class", Presence::optional);
  domain::WouldJoin caller;
  caller.priority = in.integer("priority", -1000, 1000).value_or(0);
  caller.position = in.integer("position", 1, 1'000'000);
  caller.elapsed = domain::from_seconds(in.real("elapsed_s", 0, 86'400).value_or(0));
  caller.caller_class = caller_class;
  if (!errors.empty()) return refuse(ProblemId::invalid_body, "Correct the question.", about, errors);
  if (!call_id.empty()) {
    const auto view = shared_.backend.call(who_, call_id);
    const auto estimate = view && view->waiting ? shared_.backend.estimate_call(who_, call_id) : std::nullopt;
    if (estimate) return answer_estimate(about, *estimate, view->queue, call_id, {});
    return refuse(view ? ProblemId::call_over : ProblemId::unknown_call, "Ask for calls that wait.", about);
  }
  const auto estimate = shared_.backend.estimate(who_.site, queue, caller);
  if (!estimate) return refuse(ProblemId::unknown_queue, "GET /v1/queues lists the queues.", about);
  answer_estimate(about, *estimate, queue, {}, caller_class);
}

void StreamSession::answer_estimate(const About& about, const domain::Estimate& estimate, std::string_view queue,
                                    std::string_view call_id, std::string_view caller_class) {
  const auto view = shared_.backend.queue(who_.site, queue);
  const auto call = call_id.empty() ? std::nullopt : shared_.backend.call(who_, call_id);
  const auto caller = call ? domain::Prospect{call->caller_class, call->number_known} : domain::Prospect{caller_class};
  const auto offer = shared_.backend.offer(who_.site, queue, estimate, caller);
  const auto said = call ? shared_.backend.announce_call(who_, call_id, estimate).value_or(domain::Announcement{})
                         : shared_.backend.announce(who_.site, queue, estimate);
  const auto seq = view ? view->seq : 0;
  const auto deadline = call ? call->deadline : std::nullopt;
  const EstimateFrame frame{queue, call_id, shared_.backend.now(), seq, offer, deadline, said};
  std::string out = "{\"type\":\"answer\"";
  append_about(out, about.name, about.value);
  out += ",\"estimate\":";
  out += estimate_body(estimate, frame).json;
  say(out + "}");
}

void StreamSession::subscribe(const Message& message) {
  if (!may(Scope::estimate_read, {})) return;
  std::vector<PartError> errors;
  EventFields in(message, "", errors);
  Subscriber subscriber;
  subscriber.peer = &peer_;
  const json::array* queues = in.array("queues", Presence::optional);
  for (std::size_t i = 0; queues && i < queues->size() && i < most_queues_named; ++i) {
    const json::string* name = (*queues)[i].if_string();
    const auto place = "queues/" + std::to_string(i);
    if (!name) {
      in.wrong(place, "Give the name of a queue.", true);
    } else if (const std::string queue(name->data(), name->size()); !shared_.backend.queue(who_.site, queue)) {
      in.wrong(place, "There is no such queue.");
    } else {
      subscriber.queues.insert(queue);
    }
  }
  const auto from = in.real("from_seq", 0, 9e15);
  if (!errors.empty()) return refuse(ProblemId::invalid_body, "Correct the subscription.", {}, errors);
  const auto seq = from ? std::optional(static_cast<std::uint64_t>(*from)) : std::nullopt;
  shared_.feed(who_.site).subscribe(std::move(subscriber), seq);
}

void StreamSession::outcome(const Message& message) {
  const About about{"dial_id", text_of(message, "dial_id")};
  if (!may(Scope::callbacks_write, about)) return;
  std::vector<PartError> errors;
  domain::DialReport report = read_outcome(message, errors);
  EventFields in(message, "", errors);
  report.dial_id = in.text("dial_id", Presence::required);
  if (!errors.empty()) return refuse(ProblemId::invalid_body, "Correct the outcome.", about, errors);
  std::string accepted = ",\"outcome\":\"";
  accepted.append(domain::name_of(report.outcome)).append("\"");
  auto done = [self = self_, about, accepted](const Verdict<domain::OutcomeTaken>& verdict) {
    if (*self) (*self)->after(verdict.stored, verdict.refused, about, accepted);
  };
  shared_.backend.dial_outcome(who_, std::move(report), std::move(done));
}

void StreamSession::dial(const ShownOrder& order) {
  std::string out = "{\"type\":\"dial_order\",";
  append_order(out, order);
  say(out + "}");
}

void StreamSession::on_sweep(std::int64_t now_ns) {
  if (!greeted_) {
    if (now_ns - opened_ns_ < ns(shared_.options.hello_within)) return;
    return peer_.close(static_cast<std::uint16_t>(CloseCode::policy), "no hello");
  }
  if (now_ns - heartbeat_ns_ < ns(shared_.options.heartbeat)) return;
  heartbeat_ns_ = now_ns;
  std::string out = "{\"type\":\"heartbeat\",\"seq\":";
  append_integer(out, shared_.backend.feed_seq(who_.site));
  out += ",\"at\":";
  append_instant(out, shared_.backend.now());
  say(out + "}");
}

}  // namespace truewait::edge
