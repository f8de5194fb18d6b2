// The project's own exchange format: comma-separated values with a header line, one row a call (docs/replay.md).
#include <algorithm>
#include <array>

#include "telephony/csv_records.hpp"
#include "telephony/log_fields.hpp"
#include "telephony/log_readers.hpp"
#include "telephony/log_text.hpp"

namespace truewait::telephony {
namespace {

enum Column : std::size_t {
  call_id,
  queue,
  queued_at,
  left_at,
  outcome,
  priority,
  caller_class,
  agent,
  service_ended,
  waited,
  column_count
};
constexpr std::array<std::string_view, column_count> column_names{
    "call_id", "queue", "queued_at", "left_at", "outcome", "priority", "class", "agent", "service_ended", "waited"};
constexpr std::size_t required_columns = outcome + 1;
constexpr std::size_t longest_name = 128;

/// Which field of a record holds each column; npos: the file does not have it.
struct Layout {
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::array<std::size_t, column_count> field;
  std::size_t width = 0;
};

std::string known_columns() {
  std::string list;
  for (std::size_t i = 0; i < column_count; ++i) {
    list.append(i == 0 ? "" : ", ").append(column_names[i]);
    if (i >= required_columns) list += " (optional)";
  }
  return list;
}

/// The layout of the header line, or what is wrong with it.
std::optional<std::string> layout_of(const std::vector<std::string>& header, Layout& layout) {
  layout.field.fill(Layout::npos);
  layout.width = header.size();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto* name = std::find(column_names.begin(), column_names.end(), header[i]);
    if (name == column_names.end()) return "column " + quoted(header[i]) + " is not known";
    auto& field = layout.field[static_cast<std::size_t>(name - column_names.begin())];
    if (field != Layout::npos) return "column " + quoted(header[i]) + " appears twice";
    field = i;
  }
  for (std::size_t i = 0; i < required_columns; ++i) {
    if (layout.field[i] == Layout::npos) return "column \"" + std::string(column_names[i]) + "\" is missing";
  }
  return std::nullopt;
}

std::optional<CallOutcome> outcome_of(std::string_view word) {
  if (word == "answered") return CallOutcome::answered;
  if (word == "abandoned") return CallOutcome::abandoned;
  if (word == "left") return CallOutcome::left;
  if (word == "unknown") return CallOutcome::unknown;
  return std::nullopt;
}

/// Turns records into calls. Remembers whether the file's times carry offsets, since the two kinds cannot be compared.
class CallRecord {
 public:
  explicit CallRecord(const Layout& layout) : layout_(layout) {}

  /// What is wrong with the record, or nothing, and then `call` is filled.
  std::optional<std::string> read(const std::vector<std::string>& fields, HistoricCall& call) {
    if (fields.size() != layout_.width) {
      return std::to_string(fields.size()) + " fields, the header has " + std::to_string(layout_.width);
    }
    fields_ = &fields;
    if (auto wrong = read_names(call)) return wrong;
    if (auto wrong = read_times(call)) return wrong;
    return read_waited(call);
  }

 private:
  std::string_view text(Column column) const {
    const std::size_t field = layout_.field[column];
    return field == Layout::npos ? std::string_view{} : std::string_view((*fields_)[field]);
  }
  std::string not_a(Column column, std::string_view what) const {
    return std::string(column_names[column]) + " " + quoted(text(column)) + " is not " + std::string(what);
  }

  std::optional<std::string> read_names(HistoricCall& call) const {
    for (const Column column : {call_id, queue, caller_class, agent}) {
      if (auto wrong = unreadable(text(column), "")) return std::string(column_names[column]) + ": " + *wrong;
      if (text(column).size() > longest_name) return std::string(column_names[column]) + " is longer than 128 bytes";
    }
    for (const Column column : {call_id, queue}) {
      if (text(column).empty()) return std::string(column_names[column]) + " is empty";
    }
    const auto level = text(priority).empty() ? 0 : number<int>(text(priority));
    if (!level || *level < -1'000'000 || *level > 1'000'000) return not_a(priority, "a whole number");
    const auto how = outcome_of(text(outcome));
    if (!how) return not_a(outcome, "answered, abandoned, left or unknown");
    call.call_id = text(call_id);
    call.queue = text(queue);
    call.caller_class = text(caller_class);
    call.agent = text(agent);
    call.priority = *level;
    call.outcome = *how;
    return std::nullopt;
  }

  std::optional<std::string> read_time(Column column, std::optional<domain::Instant>& out) {
    out.reset();
    if (text(column).empty()) return std::nullopt;
    const auto time = timestamp(text(column));
    if (!time) return not_a(column, "a time like 2026-03-01T08:19:42 or 2026-03-01T08:19:42.250+01:00");
    if (has_offset_.value_or(time->has_offset) != time->has_offset) {
      return not_a(column, time->has_offset ? "local time like the file's other times"
                                            : "a time with an offset like the file's other times");
    }
    has_offset_ = time->has_offset;
    out = time->at;
    return std::nullopt;
  }

  std::optional<std::string> read_times(HistoricCall& call) {
    std::optional<domain::Instant> queued;
    if (auto wrong = read_time(queued_at, queued)) return wrong;
    if (auto wrong = read_time(left_at, call.left_at)) return wrong;
    if (auto wrong = read_time(service_ended, call.service_ended)) return wrong;
    if (!queued) return "queued_at is empty";
    call.queued_at = *queued;
    if (!call.left_at && call.outcome != CallOutcome::unknown) return "left_at is empty, which only unknown allows";
    if (call.left_at && *call.left_at < call.queued_at) return "left_at lies before queued_at";
    if (!call.service_ended) return std::nullopt;
    if (call.outcome != CallOutcome::answered) return "service_ended belongs to answered calls only";
    if (*call.service_ended < *call.left_at) return "service_ended lies before left_at";
    return std::nullopt;
  }

  std::optional<std::string> read_waited(HistoricCall& call) const {
    const bool at_once = call.outcome == CallOutcome::answered && *call.left_at == call.queued_at;
    const std::string_view word = text(waited);
    if (!word.empty() && word != "true" && word != "false") return not_a(waited, "true or false");
    call.waited = word.empty() ? !at_once : word == "true";
    if (!call.waited && !at_once) return "waited is false, but the call was not answered at queued_at";
    return std::nullopt;
  }

  const Layout& layout_;
  const std::vector<std::string>* fields_ = nullptr;
  std::optional<bool> has_offset_;
};

}  // namespace

std::optional<std::string> read_csv(const LogSource& source, History& history) {
  CsvRecords records(source.text);
  std::vector<std::string> fields;
  Layout layout;
  const RecordState first = records.next(fields);
  if (first == RecordState::end) return source.name + ": the file is empty, expected a header line: " + known_columns();
  auto refusal = first == RecordState::broken ? std::optional(std::string(records.why())) : layout_of(fields, layout);
  if (refusal) return source.name + ": " + *refusal + "; the columns are " + known_columns();
  auto ids = call_ids(history);
  CallRecord reader(layout);
  for (;;) {
    const RecordState state = records.next(fields);
    if (state == RecordState::end) return std::nullopt;
    HistoricCall call;
    call.scored = source.scored;
    auto why = state == RecordState::broken ? std::optional(std::string(records.why())) : reader.read(fields, call);
    if (!why && !ids.insert(call.call_id).second) why = "call_id " + quoted(call.call_id) + " repeats an earlier row";
    if (why) {
      history.bad_lines.push_back({source.name, records.number(), std::move(*why)});
    } else {
      history.calls.push_back(std::move(call));
    }
  }
}

}  // namespace truewait::telephony
