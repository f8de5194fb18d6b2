// POST /v1/events: one event or a batch, each judged alone, answered after commit and apply.
#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>

#include "edge/api.hpp"
#include "edge/event_reader.hpp"
#include "edge/json_text.hpp"
#include "edge/strict_json.hpp"

namespace truewait::edge {
namespace {

namespace json = boost::json;

/// The type of a rejection as the backend names it, "unknown_queue", or already in full.
std::string full_type(const std::string& type) {
  if (type.starts_with("/problems/")) return type;
  std::string full = "/problems/" + type;
  std::replace(full.begin(), full.end(), '_', '-');
  return full;
}

std::string accepted_body(const IngestResult& result) {
  std::string out = "{\"accepted\":";
  append_integer(out, std::uint64_t{result.accepted});
  out += ",\"duplicates\":";
  append_integer(out, std::uint64_t{result.duplicates});
  out += ",\"rejected\":[";
  for (const Rejection& each : result.rejected) {
    out += &each == &result.rejected.front() ? "{\"index\":" : ",{\"index\":";
    append_integer(out, std::uint64_t{each.index});
    out += ",\"type\":";
    append_json(out, full_type(each.type));
    out += ",\"detail\":";
    append_json(out, each.detail);
    out += '}';
  }
  out += "],\"seq\":";
  append_integer(out, result.seq);
  out += '}';
  return out;
}

/// The batch's own rejections and the backend's as one list, in the order in which the events were sent.
void show(IngestResult result, std::vector<Rejection> rejected, Reply& reply) {
  rejected.insert(rejected.end(), std::make_move_iterator(result.rejected.begin()),
                  std::make_move_iterator(result.rejected.end()));
  std::stable_sort(rejected.begin(), rejected.end(),
                   [](const Rejection& a, const Rejection& b) { return a.index < b.index; });
  result.rejected = std::move(rejected);
  reply.status = 202;
  reply.body = accepted_body(result);
}

}  // namespace

std::shared_ptr<PendingReply> Api::post_events(const Request& request, const Access& who, Reply& reply) {
  std::array<unsigned char, 4096> first;  // as much as one event takes
  json::monotonic_resource memory(first.data(), first.size());
  std::string why;
  const json::value body = parse_strict_json(request.body, &memory, why);
  const json::array* batch = body.if_array();
  if (why.empty() && !batch && !body.is_object()) why = "Send one event as an object, or an array of events.";
  if (!why.empty()) return refuse(reply, ProblemId::malformed_json, why), nullptr;
  if (!batch) {
    ReadEvent read = read_event(body, "", 0, who);
    if (!read.event) return refuse(reply, read.problem, joined_details(read.errors), read.errors), nullptr;
    std::vector<IncomingEvent> one;
    one.push_back(std::move(*read.event));
    return ingest(who, std::move(one), {}, true);
  }
  const std::size_t most = options_.limits.events_per_batch;
  if (batch->empty()) return refuse(reply, ProblemId::empty_batch, "Send at least one event."), nullptr;
  if (batch->size() > most) {
    refuse(reply, ProblemId::batch_too_large, "Send at most " + std::to_string(most) + " events in one request.");
    return nullptr;
  }
  std::vector<IncomingEvent> events;
  std::vector<Rejection> rejected;
  for (std::size_t i = 0; i < batch->size(); ++i) {
    ReadEvent read = read_event((*batch)[i], "/" + std::to_string(i), i, who);
    if (read.event) {
      events.push_back(std::move(*read.event));
    } else {
      rejected.push_back({i, problem_type(problem_kind(read.problem)), joined_details(read.errors)});
    }
  }
  if (!events.empty()) return ingest(who, std::move(events), std::move(rejected), false);
  show({}, std::move(rejected), reply);
  return nullptr;
}

std::shared_ptr<PendingReply> Api::ingest(const Access& who, std::vector<IncomingEvent> events,
                                          std::vector<Rejection> rejected, bool single) {
  auto pending = std::make_shared<PendingReply>();
  const std::string request_id = next_request_id();
  auto done = [pending, request_id, single, rejected = std::move(rejected)](IngestResult result) mutable {
    Reply& reply = pending->reply;
    if (!result.stored) {
      const ProblemKind& kind = problem_kind(ProblemId::journal_unavailable);
      edge::refuse(reply, kind, kind.status, "Nothing was taken. Send the same events again after Retry-After.",
                   request_id);
    } else if (single && !result.rejected.empty()) {
      // Understood and refused by itself: a batch of one would only hide it. Always 422, whatever else is 404 or 409.
      const Rejection& only = result.rejected.front();
      edge::refuse(reply, problem_named(only.type.substr(only.type.rfind('/') + 1)), 422, only.detail, request_id);
    } else {
      show(std::move(result), std::move(rejected), reply);
    }
    pending->finish();
  };
  backend_.ingest(who, std::move(events), std::move(done));
  return pending;
}

}  // namespace truewait::edge
