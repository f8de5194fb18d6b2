// Asterisk's queue_log: epoch|callid|queue|agent|event|data…, one line per event, written as it happens.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "telephony/log_fields.hpp"
#include "telephony/log_readers.hpp"
#include "telephony/log_text.hpp"

namespace truewait::telephony {
namespace {

enum class Kind { enters, connects, completes, abandons, leaves, restarts, ignored };

/// Every event app_queue, app_agent_pool and the logger write; CALLBACK_ lines are those a callback service adds.
std::optional<Kind> kind_of(std::string_view event) {
  static const std::map<std::string_view, Kind> kinds{{"ENTERQUEUE", Kind::enters},
                                                      {"CONNECT", Kind::connects},
                                                      {"COMPLETEAGENT", Kind::completes},
                                                      {"COMPLETECALLER", Kind::completes},
                                                      {"BLINDTRANSFER", Kind::completes},
                                                      {"ATTENDEDTRANSFER", Kind::completes},
                                                      {"TRANSFER", Kind::completes},
                                                      {"ABANDON", Kind::abandons},
                                                      {"EXITWITHTIMEOUT", Kind::leaves},
                                                      {"EXITEMPTY", Kind::leaves},
                                                      {"EXITWITHKEY", Kind::leaves},
                                                      {"WITHDRAW", Kind::leaves},
                                                      {"QUEUESTART", Kind::restarts},
                                                      {"RINGNOANSWER", Kind::ignored},
                                                      {"RINGCANCELED", Kind::ignored},
                                                      {"PAUSE", Kind::ignored},
                                                      {"UNPAUSE", Kind::ignored},
                                                      {"PAUSEALL", Kind::ignored},
                                                      {"UNPAUSEALL", Kind::ignored},
                                                      {"ADDMEMBER", Kind::ignored},
                                                      {"REMOVEMEMBER", Kind::ignored},
                                                      {"CONFIGRELOAD", Kind::ignored},
                                                      {"PENALTY", Kind::ignored},
                                                      {"RINGINUSE", Kind::ignored},
                                                      {"AGENTDUMP", Kind::ignored},
                                                      {"SYSCOMPAT", Kind::ignored},
                                                      {"OUTCALL", Kind::ignored},
                                                      {"DID", Kind::ignored},
                                                      {"INFO", Kind::ignored},
                                                      {"AGENTLOGIN", Kind::ignored},
                                                      {"AGENTLOGOFF", Kind::ignored},
                                                      {"AGENTCALLBACKLOGIN", Kind::ignored},
                                                      {"AGENTCALLBACKLOGOFF", Kind::ignored}};
  if (event.starts_with("CALLBACK_")) return Kind::ignored;
  const auto found = kinds.find(event);
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

struct Entry {
  domain::Instant at;
  std::string_view call_id, queue, agent, event;
};

std::optional<Entry> entry(std::string_view line) {
  std::array<std::string_view, 5> field;
  if (split(line, '|', field) < field.size()) return std::nullopt;
  const auto at = epoch_seconds(field[0]);
  if (!at || field[4].empty()) return std::nullopt;
  return Entry{*at, field[1], field[2], field[3], field[4]};
}

bool is_none(std::string_view field) {
  return field.empty() || field == "NONE";
}

/// The calls of one file while its lines are read. A call id comes again when a caller is sent to a second queue: each
/// visit is a call of its own, and only the latest can still change.
class Visits {
 public:
  Visits(bool scored, History& history) : scored_(scored), history_(history), ids_(call_ids(history)) {}

  /// What is wrong with the line, or nothing.
  std::optional<std::string> take(const Entry& e, Kind kind) {
    if (kind == Kind::ignored) return std::nullopt;
    if (kind == Kind::restarts) return restart(e.at);
    if (is_none(e.call_id)) return std::string(e.event) + " names no call";
    if (kind == Kind::enters) return enter(e);
    const auto found = latest_.find(std::string(e.call_id));
    if (found == latest_.end()) {
      return std::string(e.event) + " for call " + quoted(e.call_id) + " without an ENTERQUEUE before it";
    }
    HistoricCall& call = history_.calls[found->second];
    if (kind == Kind::completes) return complete(call, e);
    return leave(call, e, kind);
  }

 private:
  std::optional<std::string> enter(const Entry& e) {
    if (is_none(e.queue)) return "ENTERQUEUE names no queue";
    if (const auto before = latest_.find(std::string(e.call_id)); before != latest_.end()) {
      HistoricCall& earlier = history_.calls[before->second];
      if (e.at < earlier.queued_at) return "ENTERQUEUE lies before the call's own earlier ENTERQUEUE";
      // Nobody stands in two queues: it has left the first, the log does not say how.
      if (!earlier.left_at) earlier.left_at = e.at;
    }
    HistoricCall call;
    call.call_id = unique(e.call_id);
    call.queue = e.queue;
    call.queued_at = e.at;
    call.scored = scored_;
    latest_[std::string(e.call_id)] = history_.calls.size();
    history_.calls.push_back(std::move(call));
    return std::nullopt;
  }

  std::optional<std::string> leave(HistoricCall& call, const Entry& e, Kind kind) {
    if (call.left_at) return std::string(e.event) + " for a call that has left the queue already";
    if (e.at < call.queued_at) return std::string(e.event) + " lies before the call's ENTERQUEUE";
    call.left_at = e.at;
    call.outcome = kind == Kind::connects   ? CallOutcome::answered
                   : kind == Kind::abandons ? CallOutcome::abandoned
                                            : CallOutcome::left;
    if (kind != Kind::connects) return std::nullopt;
    call.waited = e.at > call.queued_at;
    if (!is_none(e.agent)) call.agent = e.agent;
    return std::nullopt;
  }

  static std::optional<std::string> complete(HistoricCall& call, const Entry& e) {
    if (call.outcome != CallOutcome::answered) return std::string(e.event) + " for a call that was never answered";
    if (call.service_ended) return std::string(e.event) + " for a call that is over already";
    if (e.at < *call.left_at) return std::string(e.event) + " lies before the call's CONNECT";
    call.service_ended = e.at;
    return std::nullopt;
  }

  /// Asterisk forgets its queues when it stops: whoever waited has left by the restart, nobody knows how. Calls in
  /// service keep no end, since they may have ended long before.
  std::optional<std::string> restart(domain::Instant at) {
    for (const auto& [id, index] : latest_) {
      HistoricCall& call = history_.calls[index];
      if (!call.left_at) call.left_at = std::max(at, call.queued_at);
    }
    latest_.clear();
    return std::nullopt;
  }

  std::string unique(std::string_view id) {
    std::string name(id);
    for (int visit = 2; !ids_.insert(name).second; ++visit) name = std::string(id) + '#' + std::to_string(visit);
    return name;
  }

  bool scored_;
  History& history_;
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, std::size_t> latest_;  ///< call id of the log -> its latest visit
};

/// One of the first lines must be of the format: a log may begin with a torn line.
bool looks_right(std::string_view text) {
  LogLines lines(text);
  std::string_view line;
  while (lines.number() < 10 && lines.next(line)) {
    const auto e = entry(line);
    if (e && kind_of(e->event)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> read_asterisk_queue_log(const LogSource& source, History& history) {
  if (source.text.empty()) return source.name + ": the file is empty, expected an Asterisk queue_log";
  if (!looks_right(source.text)) {
    return source.name + ": not an Asterisk queue_log: no line at its start is epoch|callid|queue|agent|event|data";
  }
  Visits visits(source.scored, history);
  LogLines lines(source.text);
  std::string_view line;
  while (lines.next(line)) {
    std::optional<std::string> why = unreadable(line, "\t");
    if (!why) {
      const auto e = entry(line);
      const auto kind = e ? kind_of(e->event) : std::nullopt;
      if (!e) {
        why = "expected epoch|callid|queue|agent|event|data…";
      } else if (!kind) {
        why = "event " + quoted(e->event) + " is not known";
      } else {
        why = visits.take(*e, *kind);
      }
    }
    if (why) history.bad_lines.push_back({source.name, lines.number(), std::move(*why)});
  }
  return std::nullopt;
}

}  // namespace truewait::telephony
