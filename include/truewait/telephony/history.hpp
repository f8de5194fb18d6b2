// Recorded calls of a contact centre, read from files for a replay. Readers turn a file's rows into HistoricCalls;
// timeline() turns those into the events the engine takes, in the order in which they happened.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/event.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::telephony {

enum class CallOutcome : std::uint8_t { answered, abandoned, left, unknown };

/// One call of a log. Instants are the log's local time taken as if it were UTC.
struct HistoricCall {
  std::string call_id;  ///< unique within the whole history
  std::string queue;
  int priority = 0;
  std::string caller_class;
  domain::Instant queued_at;
  std::optional<domain::Instant> left_at;        ///< answered, abandoned or left; absent: never seen to leave
  std::optional<domain::Instant> service_ended;  ///< answered calls; absent: not recorded
  bool waited = true;                            ///< false: answered at once, it never stood in the queue
  CallOutcome outcome = CallOutcome::unknown;
  std::string agent;   ///< empty when the log names none
  bool scored = true;  ///< false: read as warm-up
};

/// A line that was not understood: counted and reported, never fatal.
struct BadLine {
  std::string file;
  std::size_t line = 0;  ///< from 1
  std::string why;
};

struct History {
  std::vector<HistoricCall> calls;
  std::vector<BadLine> bad_lines;
  bool empty_at_midnight = false;  ///< the log's days are separate: live state is emptied at each midnight
};

enum class LogFormat : std::uint8_t { anonymous_bank, asterisk_queue_log, csv };
std::optional<LogFormat> log_format(std::string_view name);  ///< "anonymous-bank", "asterisk-queue-log", "csv"

/// Reads one file and appends to `history`. A message when the file as a whole is refused: it is of another format
/// (first lines, columns), or cannot be read. `scored` marks its calls.
std::optional<std::string> read_history(LogFormat format, const std::string& path, bool scored, History& history);
/// The same from a stream; `name` is used in messages.
std::optional<std::string> read_history(LogFormat format, std::istream& in, const std::string& name, bool scored,
                                        History& history);

/// The queues of a history with what is known of the centre behind a format (groups, head start).
std::vector<domain::QueueConfig> queues_of(LogFormat format, const History& history);

/// One event with the instant at which it reached the service, and the call it belongs to.
struct TimedEvent {
  domain::Instant at;
  std::size_t call = npos;  ///< index into history.calls; npos: none (a midnight snapshot)
  domain::Event event;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// All events in time order. Within one instant: ends of service, then departures from the queue, then arrivals;
/// equal ones keep the order of the files. A call that did not wait arrives and is answered in the same place.
/// With empty_at_midnight an empty snapshot of every queue precedes the first event of each new day.
std::vector<TimedEvent> timeline(const History& history);

}  // namespace truewait::telephony
