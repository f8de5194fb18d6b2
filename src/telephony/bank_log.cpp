// The call-by-call log of the "Anonymous Bank" (Technion; Guedj and Mandelbaum 2000): one row a call, tab separated.
#include <array>
#include <chrono>

#include "telephony/log_fields.hpp"
#include "telephony/log_readers.hpp"
#include "telephony/log_text.hpp"

namespace truewait::telephony {
namespace {

enum Column : std::size_t {
  vru_line,
  call_number,
  customer,
  priority,
  type,
  date,
  vru_entry,
  vru_exit,
  vru_time,
  q_start,
  q_exit,
  q_time,
  outcome,
  ser_start,
  ser_exit,
  ser_time,
  server,
  column_count
};

constexpr std::array<std::string_view, column_count> column_names{
    "vru+line", "call_id", "customer_id", "priority", "type",      "date",     "vru_entry", "vru_exit", "vru_time",
    "q_start",  "q_exit",  "q_time",      "outcome",  "ser_start", "ser_exit", "ser_time",  "server"};

using Row = std::array<std::string_view, column_count>;

enum class Verdict { call, no_call, malformed };

std::string not_a(const Row& row, Column column, std::string_view what) {
  return std::string(column_names[column]) + " " + quoted(row[column]) + " is not " + std::string(what);
}

/// Seconds of a duration column; the log's longest is under an hour, a day is the limit of sense.
std::optional<domain::Duration> seconds(std::string_view field) {
  const auto value = number<int>(field);
  if (!value || *value < 0 || *value > 86400) return std::nullopt;
  return std::chrono::seconds(*value);
}

/// What is wrong with the columns a call is made from, so that the rest of the reading can take them as given.
std::optional<std::string> wrong_with(const Row& row) {
  for (const Column column : {vru_line, call_number, type}) {
    if (row[column].empty()) return std::string(column_names[column]) + " is empty";
  }
  const auto level = number<int>(row[priority]);
  if (!level || *level < 0 || *level > 100) return not_a(row, priority, "a priority from 0 to 100");
  if (!short_date(row[date])) return not_a(row, date, "a date yymmdd");
  for (const Column column : {vru_entry, vru_exit, q_start, q_exit, ser_start, ser_exit}) {
    if (!time_of_day(row[column])) return not_a(row, column, "a time h:mm:ss");
  }
  // vru_time is negative where the menu's clock and the switch's disagree; nothing is made from it.
  if (!number<int>(row[vru_time])) return not_a(row, vru_time, "a number");
  for (const Column column : {q_time, ser_time}) {
    if (!seconds(row[column])) return not_a(row, column, "a number of seconds from 0 to 86400");
  }
  return std::nullopt;
}

/// A row carries the date of its vru_entry: a time far before that one belongs to the next day. Less than half a day
/// before is not midnight but the disagreement of two clocks: up to three minutes in 55 rows of two months.
domain::Instant instant(const Row& row, Column column) {
  domain::Duration time = *time_of_day(row[column]);
  if (*time_of_day(row[vru_entry]) - time > std::chrono::hours(12)) time += std::chrono::days(1);
  return *short_date(row[date]) + time;
}

Verdict read_row(const Row& row, HistoricCall& call, std::string& why) {
  if (row[outcome] == "PHANTOM") return Verdict::no_call;
  const bool agent = row[outcome] == "AGENT";
  if (!agent && row[outcome] != "HANG") {
    why = not_a(row, outcome, "AGENT, HANG or PHANTOM");
    return Verdict::malformed;
  }
  if (auto wrong = wrong_with(row)) {
    why = std::move(*wrong);
    return Verdict::malformed;
  }
  const domain::Duration wait = *seconds(row[q_time]);
  if (!agent && wait.count() == 0) return Verdict::no_call;  // hung up in the menu, never reached a queue
  call.call_id.assign(row[vru_line]).append(1, '-').append(row[call_number]);
  call.queue = row[type];
  call.priority = *number<int>(row[priority]);
  call.waited = wait.count() > 0;
  call.queued_at = instant(row, call.waited ? q_start : vru_exit);
  call.left_at = call.queued_at + wait;
  call.outcome = agent ? CallOutcome::answered : CallOutcome::abandoned;
  if (agent) {
    call.service_ended = *call.left_at + std::max<domain::Duration>(std::chrono::seconds(1), *seconds(row[ser_time]));
    if (row[server] != "NO_SERVER") call.agent = row[server];
  }
  return Verdict::call;
}

bool cut(std::string_view line, Row& row, std::string& why) {
  const std::size_t count = split(line, '\t', row);
  if (count == column_count) return true;
  why = std::to_string(count) + " columns, expected 17";
  return false;
}

bool looks_right(std::string_view first_line) {
  Row row;
  HistoricCall ignored;
  std::string why;
  if (!cut(first_line, row, why)) return false;
  return row == column_names || read_row(row, ignored, why) != Verdict::malformed;
}

}  // namespace

std::optional<std::string> read_anonymous_bank(const LogSource& source, History& history) {
  LogLines lines(source.text);
  std::string_view line;
  if (!lines.next(line))
    return source.name + ": the file is empty, expected an anonymous-bank log with its header line";
  if (!looks_right(line)) {
    return source.name + ": not an anonymous-bank log: the first line is " + quoted(line) +
           ", expected 17 columns separated by tabs: vru+line, call_id, customer_id, priority, type, date, …, server";
  }
  history.empty_at_midnight = true;
  history.calls.reserve(history.calls.size() + source.text.size() / 100);
  auto ids = call_ids(history);
  Row row;
  std::string why;
  HistoricCall call;
  call.scored = source.scored;
  const auto bad = [&](std::string reason) {
    history.bad_lines.push_back({source.name, lines.number(), std::move(reason)});
  };
  do {
    if (auto reason = unreadable(line, "\t")) {
      bad(std::move(*reason));
    } else if (!cut(line, row, why)) {
      bad(why);
    } else if (lines.number() > 1 || row != column_names) {
      call.service_ended.reset();
      call.agent.clear();
      const Verdict verdict = read_row(row, call, why);
      if (verdict == Verdict::malformed) {
        bad(why);
      } else if (verdict == Verdict::call && !ids.insert(call.call_id).second) {
        bad("call " + call.call_id + " repeats an earlier row");
      } else if (verdict == Verdict::call) {
        history.calls.push_back(call);
      }
    }
  } while (lines.next(line));
  return std::nullopt;
}

}  // namespace truewait::telephony
