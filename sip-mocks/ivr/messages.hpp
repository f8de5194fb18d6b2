// The protocol as this front-end speaks it: texts of what it sends, values of what it is told. It decides nothing and
// keeps nothing.
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ivr/dial_desk.hpp"
#include "ivr/dial_ledger.hpp"
#include "ivr/planned_call.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::ivr {

/// What an IVR needs of an estimate.
struct Estimate {
  std::string status, mode, text_key;  ///< mode: none, less_than, range, about, more_than, position
  std::optional<double> lower_min, upper_min;
  double mean_s = 0, p10_s = 0, p90_s = 0, seq = 0;
  bool offered = false;
};
Estimate read_estimate(const boost::json::value& answer);

/// One event's fields; empty texts are left out.
struct EventFields {
  std::string event_id, type, call_id, queue, caller_class, caller, agent, callback_id, reason, state;
  std::optional<int> priority;
  std::vector<std::string> queues;
  domain::Instant at{};
};

std::string hello_text(const std::string& name, const std::vector<KnownDial>& known, bool takes_dial_orders);
std::string event_text(const EventFields& event);
std::string ask_text(const std::string& id, const std::string& call_id);
std::string outcome_text(const std::string& dial_id, const std::string& outcome, domain::Instant at);
std::string subscribe_text(std::optional<std::uint64_t> from_seq);
std::string heartbeat_text();

/// Nothing when the estimate has nothing that could be spoken.
std::optional<std::string> quote_text(const Estimate& estimate, domain::Instant spoken_at);
std::string callback_text(const PlannedCall& call, domain::Instant at);
/// `contact`: call_id or callback_id.
std::string response_text(std::string_view contact, const std::string& id, const Survey& survey);
std::string belief_text(domain::Instant from, domain::Instant to);

struct Welcome {
  double heartbeat_s = 15;
};
/// An event or dial outcome is committed. `outcome` is empty for an event.
struct Accepted {
  std::string event_id, dial_id, outcome;
  bool duplicate = false;
};
struct Answer {
  std::string id;
  Estimate estimate;
};
struct Refused {
  std::string id, event_id, dial_id, detail;
  int status = 0;
};
struct Beat {
  std::optional<domain::Instant> at;
};
struct QueueNews {
  std::string queue;
  int waiting = 0, in_service = 0, callbacks_open = 0;
  double longest_wait_s = 0;
  Estimate estimate;
};
struct CallbackNews {
  std::string callback_id, queue, state;
};
/// A snapshot or a delta of the feed.
struct News {
  bool snapshot = false;
  std::uint64_t seq = 0;
  std::vector<QueueNews> queues;
  std::vector<CallbackNews> callbacks;
};
struct Reset {};
struct Unknown {
  std::string type;
};

using Incoming = std::variant<Welcome, Accepted, Answer, Refused, Beat, News, Reset, DialOrder, Unknown>;
Incoming read_message(std::string_view text);

}  // namespace truewait::ivr
