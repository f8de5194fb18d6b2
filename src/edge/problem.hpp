// Refusals as the wire shows them: RFC 9457 problem details. The catalogue is the one list of names, statuses and
// titles; a name, once published, keeps its meaning.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace truewait::edge {

enum class ProblemId : std::uint8_t {
  malformed_request,
  malformed_json,
  malformed_upgrade,
  empty_batch,
  unauthenticated,
  missing_scope,
  foreign_origin,
  unknown_path,
  unknown_queue,
  unknown_call,
  method_not_allowed,
  not_acceptable,
  request_timeout,
  call_over,
  body_too_large,
  batch_too_large,
  unsupported_media_type,
  expectation_failed,
  invalid_body,
  missing_idempotency_key,
  unknown_callback,
  unknown_dial,
  foreign_dial,
  callback_over,
  dial_over,
  not_due,
  stale_epoch,
  answered_before,
  act_impossible,
  unacceptable_body,
  key_reused,
  too_many_callbacks,
  outside_hours,
  callbacks_off,
  quarantined,
  not_hello,
  unknown_message,
  invalid_parameter,
  invalid_event,
  unknown_event_type,
  in_the_future,
  before_known,
  queue_full,
  too_many_agents,
  event_refused,
  upgrade_required,
  header_too_large,
  journal_unavailable,
  report_unavailable,
  answer_overdue,
  too_many_connections,
};

struct ProblemKind {
  ProblemId id;
  std::string_view name;  ///< "/problems/<name>" is the type
  unsigned status;
  std::string_view title;
};

/// In the order of ProblemId.
inline constexpr std::array problem_catalogue{
    ProblemKind{ProblemId::malformed_request, "malformed-request", 400, "The request is not valid HTTP"},
    ProblemKind{ProblemId::malformed_json, "malformed-json", 400, "The body is not the JSON expected"},
    ProblemKind{ProblemId::malformed_upgrade, "malformed-upgrade", 400, "The upgrade to a WebSocket is not complete"},
    ProblemKind{ProblemId::empty_batch, "empty-batch", 400, "The batch holds no event"},
    ProblemKind{ProblemId::unauthenticated, "unauthenticated", 401, "No valid key"},
    ProblemKind{ProblemId::missing_scope, "missing-scope", 403, "The key may not do this"},
    ProblemKind{ProblemId::foreign_origin, "foreign-origin", 403, "The page that asks is of another origin"},
    ProblemKind{ProblemId::unknown_path, "unknown-path", 404, "There is nothing at this path"},
    ProblemKind{ProblemId::unknown_queue, "unknown-queue", 404, "There is no such queue"},
    ProblemKind{ProblemId::unknown_call, "unknown-call", 404, "There is no such call"},
    ProblemKind{ProblemId::method_not_allowed, "method-not-allowed", 405, "This path does not take this method"},
    ProblemKind{ProblemId::not_acceptable, "not-acceptable", 406, "The client takes no form that there is"},
    ProblemKind{ProblemId::request_timeout, "request-timeout", 408, "The request took too long to arrive"},
    ProblemKind{ProblemId::call_over, "call-over", 409, "The call no longer waits"},
    ProblemKind{ProblemId::body_too_large, "body-too-large", 413, "The body is too large"},
    ProblemKind{ProblemId::batch_too_large, "batch-too-large", 413, "The batch holds too many events"},
    ProblemKind{ProblemId::unsupported_media_type, "unsupported-media-type", 415, "The body is of another type"},
    ProblemKind{ProblemId::expectation_failed, "expectation-failed", 417, "The expectation is not known"},
    ProblemKind{ProblemId::invalid_body, "invalid-body", 400, "The body does not have the form expected"},
    ProblemKind{ProblemId::missing_idempotency_key, "missing-idempotency-key", 400, "The Idempotency-Key is missing"},
    ProblemKind{ProblemId::unknown_callback, "unknown-callback", 404, "There is no such callback"},
    ProblemKind{ProblemId::unknown_dial, "unknown-dial", 404, "There is no such dial order"},
    ProblemKind{ProblemId::foreign_dial, "foreign-dial", 404, "The dial order belongs to another front-end"},
    ProblemKind{ProblemId::callback_over, "callback-over", 409, "The callback has ended"},
    ProblemKind{ProblemId::dial_over, "dial-over", 409, "The dial takes no such outcome any more"},
    ProblemKind{ProblemId::not_due, "not-due", 409, "The callback is not to be dialled now"},
    ProblemKind{ProblemId::stale_epoch, "stale-epoch", 409, "Another service has taken over this queue"},
    ProblemKind{ProblemId::answered_before, "answered-before", 409, "There is a response already"},
    ProblemKind{ProblemId::act_impossible, "act-impossible", 409, "The callback's state does not allow this"},
    ProblemKind{ProblemId::unacceptable_body, "unacceptable-body", 422, "The body is not acceptable"},
    ProblemKind{ProblemId::key_reused, "key-reused", 422, "The Idempotency-Key was used for another request"},
    ProblemKind{ProblemId::too_many_callbacks, "too-many-callbacks", 422, "As many callbacks are open as may be"},
    ProblemKind{ProblemId::outside_hours, "outside-hours", 422, "The queue is closed"},
    ProblemKind{ProblemId::callbacks_off, "callbacks-off", 422, "Callbacks are turned off for this queue"},
    ProblemKind{ProblemId::quarantined, "quarantined", 422, "The number is not called again for a while"},
    ProblemKind{ProblemId::not_hello, "not-hello", 400, "The first message must be hello"},
    ProblemKind{ProblemId::unknown_message, "unknown-message", 400, "There is no such message type"},
    ProblemKind{ProblemId::invalid_parameter, "invalid-parameter", 422, "A query parameter is not acceptable"},
    ProblemKind{ProblemId::invalid_event, "invalid-event", 422, "The event is not acceptable"},
    ProblemKind{ProblemId::unknown_event_type, "unknown-event-type", 422, "There is no such event type"},
    ProblemKind{ProblemId::in_the_future, "in-the-future", 422, "The event lies in the future"},
    ProblemKind{ProblemId::before_known, "before-known", 422, "The event lies too far in the past"},
    ProblemKind{ProblemId::queue_full, "queue-full", 422, "The queue holds as many callers as it may"},
    ProblemKind{ProblemId::too_many_agents, "too-many-agents", 422, "The group holds as many agents as it may"},
    ProblemKind{ProblemId::event_refused, "event-refused", 422, "The event was refused"},
    ProblemKind{ProblemId::upgrade_required, "upgrade-required", 426, "This path speaks WebSocket"},
    ProblemKind{ProblemId::header_too_large, "header-too-large", 431, "The header is too large"},
    ProblemKind{ProblemId::journal_unavailable, "journal-unavailable", 503, "Events cannot be stored now"},
    ProblemKind{ProblemId::report_unavailable, "report-unavailable", 503, "The report cannot be read now"},
    ProblemKind{ProblemId::answer_overdue, "answer-overdue", 503, "The answer took too long"},
    ProblemKind{ProblemId::too_many_connections, "too-many-connections", 503, "Too many connections"},
};

constexpr const ProblemKind& problem_kind(ProblemId id) {
  return problem_catalogue[static_cast<std::size_t>(id)];
}

/// The kind of a name as the backend gives it ("unknown_queue" or "unknown-queue"); event_refused when not listed.
const ProblemKind& problem_named(std::string_view name);

/// "/problems/<name>"
std::string problem_type(const ProblemKind& kind);

/// What is wrong with one part of a request: a JSON pointer into the body, or "?name" for a query parameter.
struct PartError {
  std::string pointer, detail;
  bool malformed = false;  ///< of the wrong form (400), not merely unacceptable (422), where that is told apart
};

/// The body of a problem+json answer. `detail` says what to do.
std::string problem_body(const ProblemKind& kind, unsigned status, std::string_view detail,
                         const std::vector<PartError>& errors, std::string_view request_id);

}  // namespace truewait::edge
