#include "truewait/telephony/history.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <unordered_set>
#include <utility>

#include "telephony/log_readers.hpp"
#include "telephony/log_text.hpp"

namespace truewait::telephony {
namespace {

/// The bank's queues that share the regular agents; IN has its own (Guedj and Mandelbaum 2000).
bool shares_regular_agents(std::string_view queue) {
  constexpr std::array<std::string_view, 6> regular{"PS", "PE", "NW", "NE", "TT", "AA"};
  for (const std::string_view name : regular) {
    if (queue == name) return true;
  }
  return false;
}

void describe_bank_queue(domain::QueueConfig& queue) {
  if (shares_regular_agents(queue.name)) queue.group = "regular";
  // The log itself says that each step of priority counts as 90 s already waited.
  queue.priority_rule = domain::PriorityRule::head_start;
  queue.head_start_per_priority = std::chrono::seconds(90);
}

}  // namespace

std::optional<LogFormat> log_format(std::string_view name) {
  if (name == "anonymous-bank") return LogFormat::anonymous_bank;
  if (name == "asterisk-queue-log") return LogFormat::asterisk_queue_log;
  if (name == "csv") return LogFormat::csv;
  return std::nullopt;
}

std::optional<std::string> read_history(LogFormat format, const std::string& path, bool scored, History& history) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return path + ": is a directory, expected a file";
  std::ifstream in(path, std::ios::binary);
  if (!in) return path + ": cannot be opened";
  return read_history(format, in, path, scored, history);
}

std::optional<std::string> read_history(LogFormat format, std::istream& in, const std::string& name, bool scored,
                                        History& history) {
  std::string text;
  if (auto failure = read_all(in, name, text)) return failure;
  const LogSource source{text, name, scored};
  switch (format) {
    case LogFormat::anonymous_bank:
      return read_anonymous_bank(source, history);
    case LogFormat::asterisk_queue_log:
      return read_asterisk_queue_log(source, history);
    case LogFormat::csv:
      return read_csv(source, history);
  }
  return name + ": no reader for this format";
}

std::vector<domain::QueueConfig> queues_of(LogFormat format, const History& history) {
  std::vector<domain::QueueConfig> queues;
  std::unordered_set<std::string_view> seen;
  for (const HistoricCall& call : history.calls) {
    if (!seen.insert(call.queue).second) continue;
    domain::QueueConfig queue;
    queue.name = call.queue;
    if (format == LogFormat::anonymous_bank) describe_bank_queue(queue);
    queues.push_back(std::move(queue));
  }
  return queues;
}

}  // namespace truewait::telephony
