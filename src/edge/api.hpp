// Answers requests: finds the route, asks for the key's access, hands over to the endpoint. No socket and no framing;
// one Api serves all connections of a server, on its thread.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "edge/estimate_cache.hpp"
#include "edge/estimate_parameters.hpp"
#include "edge/reply.hpp"
#include "edge/request.hpp"
#include "edge/request_metrics.hpp"
#include "edge/routes.hpp"
#include "truewait/edge/backend.hpp"
#include "truewait/edge/server.hpp"

namespace truewait::edge {

/// The access of the key a connection showed last. Checked anew every second, so that a revoked key is soon refused
/// and a hot connection does not pay a hash per request.
struct RememberedAccess {
  std::string token;
  std::optional<Access> access;
  std::int64_t checked_ns = 0;
};

/// Where a connection came in.
struct Entrance {
  Listener listener = Listener::service;
  bool secure = false;  ///< over TLS that ends here
};

/// A request that was admitted at the end of its header.
struct Ticket {
  Found found;
  Access* who = nullptr;  ///< of the connection; none on routes without a scope
  std::size_t body_limit = 0;
  bool secure = false;
};

/// An answer that comes later. The connection waits for `wake`, or gives up: then the answer is dropped.
struct PendingReply {
  Reply reply;
  bool done = false;
  std::function<void()> wake;
  std::chrono::seconds patience{0};  ///< how much longer than usual the connection waits

  void finish() {
    done = true;
    if (wake) wake();
  }
};

class Api {
 public:
  Api(Backend& backend, const ServerOptions& options) : backend_(backend), options_(options) {}

  /// All that can be said before the body is read. False: refused, `reply` is the whole answer.
  bool admit(const Request& request, const Entrance& entrance, std::int64_t now_ns, RememberedAccess& remembered,
             Ticket& ticket, Reply& reply);

  /// Fills `reply`, or returns where the answer will appear. `request` need not outlive the call. With the status 101
  /// the connection is a WebSocket from then on.
  std::shared_ptr<PendingReply> answer(const Request& request, const Ticket& ticket, Reply& reply);

  /// A refusal with a request id of its own.
  void refuse(Reply& reply, ProblemId problem, std::string_view detail, const std::vector<PartError>& errors = {});

  RequestMetrics& request_metrics() { return request_metrics_; }
  const RequestMetrics& request_metrics() const { return request_metrics_; }
  /// How many connections are open, for GET /metrics.
  void count_connections(std::size_t open) { open_connections_ = open; }
  std::size_t open_connections() const { return open_connections_; }

 private:
  bool find(const Request& request, Listener listener, Ticket& ticket, Reply& reply);
  bool authorise(const Request& request, std::int64_t now_ns, RememberedAccess& remembered, Ticket& ticket,
                 Reply& reply);
  bool check_body(const Request& request, Ticket& ticket, Reply& reply);

  void queue_estimate(const Request& request, const Ticket& ticket, Reply& reply);
  void call_estimate(const Request& request, const Ticket& ticket, Reply& reply);
  void explain_queue(const Request& request, const Ticket& ticket, Reply& reply);
  void explain_call(const Ticket& ticket, Reply& reply);
  /// Who asks for an estimate, from the query; false, with `reply` filled, when it is not acceptable.
  bool read_caller(const Request& request, EstimateParameters& into, Reply& reply);
  void texts(const Request& request, Reply& reply);
  void refuse_queue(Reply& reply);
  void refuse_call(const Access& who, const std::string& call_id, Reply& reply);
  void queue(const Ticket& ticket, Reply& reply);
  void readiness(Reply& reply);
  void metrics(Reply& reply);
  void stream(const Request& request, const Ticket& ticket, Reply& reply);
  void open_session(const Request& request, const Ticket& ticket, Reply& reply);
  void asset(const Request& request, Reply& reply);
  std::shared_ptr<PendingReply> post_events(const Request& request, const Access& who, Reply& reply);
  std::shared_ptr<PendingReply> ingest(const Access& who, std::vector<IncomingEvent> events,
                                       std::vector<Rejection> rejected, bool single);
  std::shared_ptr<PendingReply> report(const Request& request, const Ticket& ticket, Reply& reply);
  /// Nothing: refused, `reply` says why.
  std::optional<domain::ReportQuery> report_query(const Request& request, const Access& who, bool lists_cases,
                                                  Reply& reply);

  std::shared_ptr<PendingReply> post_callback(const Request& request, const Access& who, Reply& reply);
  void list_callbacks(const Request& request, const Access& who, Reply& reply);
  void get_callback(const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> cancel_callback(const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> dial_orders(const Request& request, const Access& who, Reply& reply);
  std::shared_ptr<PendingReply> claim_dial(const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> dial_outcome(const Request& request, const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> post_quote(const Request& request, const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> post_response(const Request& request, const Access& who, Reply& reply);
  std::shared_ptr<PendingReply> post_belief(const Request& request, const Access& who, Reply& reply);

  std::shared_ptr<PendingReply> act_on_callback(const Request& request, const Ticket& ticket, Reply& reply);
  void switches(const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> turn_switches(const Request& request, const Ticket& ticket, Reply& reply);
  std::shared_ptr<PendingReply> kill_switch(const Request& request, const Access& who, Reply& reply);
  std::shared_ptr<PendingReply> audit(const Request& request, const Access& who, Reply& reply);
  /// Which acts are asked for; nothing: refused, `reply` says why.
  std::optional<domain::AuditQuery> audit_query(const Request& request, const Access& who, Reply& reply);

  using ReadBody = std::function<void(const boost::json::object& body)>;
  /// Hands the body on as an object; false, with `reply` filled, when it is none.
  bool read_object(const Request& request, Reply& reply, const ReadBody& read);
  /// True when there are errors: `reply` is then 400, or 422 when the form was right.
  bool refuse_body(Reply& reply, const std::vector<PartError>& errors);
  /// An answer that comes with the backend's verdict: `show` writes it when the request was taken.
  template <class T>
  std::pair<std::shared_ptr<PendingReply>, Judged<T>> later(std::function<void(const T&, Reply&)> show);

  std::string next_request_id();

  Backend& backend_;
  const ServerOptions& options_;
  EstimateCache estimates_;
  RequestMetrics request_metrics_;
  std::size_t open_connections_ = 0;
  std::uint64_t request_ids_ = 0;
};

/// Fills `reply` when the request was not stored or was refused.
bool refused_by_backend(bool stored, const std::optional<Rejection>& refused, std::string_view request_id,
                        Reply& reply);

template <class T>
std::pair<std::shared_ptr<PendingReply>, Judged<T>> Api::later(std::function<void(const T&, Reply&)> show) {
  auto pending = std::make_shared<PendingReply>();
  Judged<T> done = [pending, id = next_request_id(), show = std::move(show)](const Verdict<T>& verdict) {
    if (!refused_by_backend(verdict.stored, verdict.refused, id, pending->reply)) show(verdict.value, pending->reply);
    pending->finish();
  };
  return {std::move(pending), std::move(done)};
}

}  // namespace truewait::edge
