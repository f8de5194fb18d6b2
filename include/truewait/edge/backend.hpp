// What the edge needs from the program behind it. The edge speaks HTTP and JSON; the backend knows queues, keys and the
// journal. Every call is made on the loop thread; callbacks are called on the loop thread, at most once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "truewait/domain/announcement.hpp"
#include "truewait/domain/audit_report.hpp"
#include "truewait/domain/calibration_report.hpp"
#include "truewait/domain/callback_report.hpp"
#include "truewait/domain/effect.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/experience_report.hpp"
#include "truewait/domain/explanation.hpp"
#include "truewait/domain/fairness_report.hpp"
#include "truewait/domain/promise_report.hpp"
#include "truewait/domain/report.hpp"
#include "truewait/domain/time_to_human_report.hpp"

namespace truewait::edge {

enum class Scope : std::uint8_t {
  estimate_read = 1,
  events_write = 2,
  callbacks_write = 4,
  reports_read = 8,
  admin = 16,  ///< implies all others
};

/// Who asks, resolved from the bearer key.
struct Access {
  std::string site;
  std::string source;  ///< the key's name: the default source of its events
  std::uint8_t scopes = 0;
  bool may(Scope s) const {
    return (scopes & (static_cast<std::uint8_t>(s) | static_cast<std::uint8_t>(Scope::admin))) != 0;
  }
};

struct Rejection {
  std::size_t index = 0;  ///< in the posted array
  std::string type, detail;
};

/// What became of a batch, after commit and apply.
struct IngestResult {
  bool stored = true;  ///< false: the journal cannot take it now (disk full, overload): answer 503
  std::size_t accepted = 0, duplicates = 0;
  std::vector<Rejection> rejected;
  std::uint64_t seq = 0;  ///< of the last fact, in its shard
};

/// An event of the wire with the caller's number still on it: the backend keys it and keeps the number apart.
struct IncomingEvent {
  std::size_t index = 0;
  domain::Event event;
  std::string caller_number;  ///< E.164 or empty
};

struct Readiness {
  bool ready = false;
  std::vector<std::string> reasons;  ///< why not, in words
};

/// What became of a request that is journaled before it is answered.
template <class T>
struct Verdict {
  bool stored = true;                ///< false: the journal cannot take it now: answer 503
  std::optional<Rejection> refused;  ///< understood and refused, with the reason; `index` means nothing here
  T value{};
};
template <class T>
using Judged = std::function<void(Verdict<T>)>;

/// A callback as it is shown: its number masked, empty when it was erased.
struct ShownCallback {
  domain::CallbackView view;
  std::string masked_number;
};

struct CallbackTicket {
  ShownCallback callback;
  bool existing = false;  ///< another request's callback is open for this number
};

/// How things stand after an act of somebody in charge: the callback it was about, or the queues whose switches it
/// was about.
struct ActDone {
  std::optional<ShownCallback> callback;
  std::vector<domain::QueueView> queues;
};

/// An order with the number to dial: for the one front-end it belongs to, and for nobody else.
struct ShownOrder {
  domain::DialOrder order;
  std::string number;
};

/// A front-end on a connection that stays open: it is sent orders until it goes.
class FrontEnd {
 public:
  virtual void dial(const ShownOrder& order) = 0;

 protected:
  ~FrontEnd() = default;
};

/// Who is told of changes, after their commit.
class Watcher {
 public:
  virtual void queues_changed(std::string_view site, const std::vector<std::string>& queues) = 0;
  /// `seq` as Backend::feed_seq after the change.
  virtual void callback_changed(std::string_view site, const std::string& callback_id, std::uint64_t seq) = 0;

 protected:
  ~Watcher() = default;
};

class Backend {
 public:
  virtual ~Backend() = default;

  /// The key's access, or nothing when the key is unknown, wrong or revoked. `token` is what follows "Bearer ".
  virtual std::optional<Access> authenticate(std::string_view token) = 0;

  virtual void ingest(const Access& who, std::vector<IncomingEvent> events, std::function<void(IngestResult)> done) = 0;

  /// Host time line.
  virtual domain::Instant now() = 0;
  /// Rises with every change of the state behind the queue's estimates; nothing when the queue is unknown.
  virtual std::optional<std::uint64_t> version(std::string_view site, std::string_view queue) = 0;
  virtual std::optional<domain::Estimate> estimate(std::string_view site, std::string_view queue,
                                                   const domain::WouldJoin& caller) = 0;
  /// Remaining wait of a waiting caller; recorded as told.
  virtual std::optional<domain::Estimate> estimate_call(const Access& who, std::string_view call_id) = 0;
  /// The same estimates taken apart; nothing is recorded as told.
  virtual std::optional<domain::Explanation> explain(std::string_view site, std::string_view queue,
                                                     const domain::WouldJoin& caller) = 0;
  virtual std::optional<domain::Explanation> explain_call(const Access& who, std::string_view call_id) = 0;
  virtual std::optional<domain::CallView> call(const Access& who, std::string_view call_id) = 0;
  virtual std::vector<domain::QueueView> queues(std::string_view site) = 0;
  virtual std::optional<domain::QueueView> queue(std::string_view site, std::string_view name) = 0;

  /// What is said about an estimate: to somebody who would join, and to a waiting caller who may have been promised
  /// something. The latter is nothing when no such call waits.
  virtual domain::Announcement announce(std::string_view site, std::string_view queue,
                                        const domain::Estimate& estimate) = 0;
  virtual std::optional<domain::Announcement> announce_call(const Access& who, std::string_view call_id,
                                                            const domain::Estimate& estimate) = 0;
  virtual domain::Offer offer(std::string_view site, std::string_view queue, const domain::Estimate& estimate,
                              const domain::Prospect& who) = 0;

  /// Ids are given here: those in the inputs are ignored.
  virtual void quote(const Access& who, domain::Quote quote, Judged<domain::QuoteTaken> done) = 0;
  virtual void request_callback(const Access& who, domain::Acceptance wish, std::string number,
                                Judged<CallbackTicket> done) = 0;
  virtual void cancel_callback(const Access& who, const std::string& callback_id, Judged<ShownCallback> done) = 0;
  virtual std::optional<ShownCallback> callback(std::string_view site, const std::string& callback_id) = 0;
  /// Nothing when the query's `after` names no callback of the site.
  virtual std::optional<std::vector<ShownCallback>> callbacks(std::string_view site,
                                                              const domain::CallbackQuery& query) = 0;
  virtual int open_callbacks(std::string_view site, std::string_view queue) = 0;

  /// The id given to the response, or belief.
  virtual void respond(const Access& who, domain::SurveyReport report, Judged<std::string> done) = 0;
  virtual void believe(const Access& who, domain::BeliefReport report, Judged<std::string> done) = 0;

  /// Orders for a front-end without an open connection: shown to this key alone for some seconds, or until claimed.
  /// Answers at once when there are any, else when there are, or empty after `wait`.
  virtual void dial_orders(const Access& who, std::chrono::milliseconds wait,
                           std::function<void(std::vector<ShownOrder>)> done) = 0;
  virtual void claim(const Access& who, const std::string& dial_id, Judged<ShownOrder> done) = 0;
  virtual void dial_outcome(const Access& who, domain::DialReport report, Judged<domain::OutcomeTaken> done) = 0;
  /// `front_end` gets orders from now on until leave(); those it should know and does not list, first of all.
  virtual void join(const Access& who, FrontEnd& front_end, domain::FrontEndHello hello) = 0;
  virtual void leave(FrontEnd& front_end) = 0;

  /// The key's name is the act's source, and who acts when `who` is empty; an empty `act_id` is given one.
  virtual void act(const Access& who, domain::SupervisorAct act, Judged<ActDone> done) = 0;
  /// A page of what was done; nothing when it could not be read.
  virtual void audit(const Access& who, const domain::AuditQuery& query,
                     std::function<void(std::optional<domain::AuditPage>)> done) = 0;

  /// One watcher, or null; it must outlive the backend's use of it.
  virtual void watch(Watcher* watcher) = 0;
  /// Of the live feed: rises with every fact of the site.
  virtual std::uint64_t feed_seq(std::string_view site) = 0;

  /// Per queue and hour, over facts; nothing when the report could not be read.
  virtual void accuracy(const Access& who, const domain::ReportQuery& query,
                        std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) = 0;
  virtual void experience(const Access& who, const domain::ReportQuery& query,
                          std::function<void(std::optional<domain::Experience>)> done) = 0;
  virtual void promise(const Access& who, const domain::ReportQuery& query,
                       std::function<void(std::optional<domain::Promises>)> done) = 0;
  virtual void calibration(const Access& who, const domain::ReportQuery& query,
                           std::function<void(std::optional<domain::Calibration>)> done) = 0;
  virtual void callback_report(const Access& who, const domain::ReportQuery& query,
                               std::function<void(std::optional<domain::CallbackSummary>)> done) = 0;
  virtual void fairness(const Access& who, const domain::ReportQuery& query,
                        std::function<void(std::optional<domain::Fairness>)> done) = 0;
  virtual void time_to_human(const Access& who, const domain::ReportQuery& query,
                             std::function<void(std::optional<domain::TimeToHuman>)> done) = 0;

  virtual Readiness readiness() = 0;
  /// The service's own metrics in Prometheus text format 0.0.4; the edge adds its request metrics.
  virtual std::string metrics() = 0;
};

}  // namespace truewait::edge
