// What the edge needs from the program behind it. The edge speaks HTTP and JSON; the backend knows queues, keys and the
// journal. Every call is made on the loop thread; callbacks are called on the loop thread, at most once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "truewait/domain/effect.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/report.hpp"

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
  bool may(Scope s) const { return (scopes & (static_cast<std::uint8_t>(s) | static_cast<std::uint8_t>(Scope::admin))) != 0; }
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

class Backend {
 public:
  virtual ~Backend() = default;

  /// The key's access, or nothing when the key is unknown, wrong or revoked. `token` is what follows "Bearer ".
  virtual std::optional<Access> authenticate(std::string_view token) = 0;

  virtual void ingest(const Access& who, std::vector<IncomingEvent> events,
                      std::function<void(IngestResult)> done) = 0;

  /// Host time line.
  virtual domain::Instant now() = 0;
  /// Rises with every change of the state behind the queue's estimates; nothing when the queue is unknown.
  virtual std::optional<std::uint64_t> version(std::string_view site, std::string_view queue) = 0;
  virtual std::optional<domain::Estimate> estimate(std::string_view site, std::string_view queue,
                                                   const domain::WouldJoin& caller) = 0;
  /// Remaining wait of a waiting caller; recorded as told.
  virtual std::optional<domain::Estimate> estimate_call(const Access& who, std::string_view call_id) = 0;
  virtual std::optional<domain::CallView> call(const Access& who, std::string_view call_id) = 0;
  virtual std::vector<domain::QueueView> queues(std::string_view site) = 0;
  virtual std::optional<domain::QueueView> queue(std::string_view site, std::string_view name) = 0;

  /// Per queue and hour, over facts; nothing when the report could not be read.
  virtual void accuracy(const Access& who, const domain::ReportQuery& query,
                        std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) = 0;

  virtual Readiness readiness() = 0;
  /// The service's own metrics in Prometheus text format 0.0.4; the edge adds its request metrics.
  virtual std::string metrics() = 0;
};

}  // namespace truewait::edge
