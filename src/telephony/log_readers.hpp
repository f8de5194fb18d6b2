// One reader per log format. Each takes the whole text, appends its calls and bad lines to a history, or refuses the
// file with a message and leaves the history as it was. No reader opens a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "truewait/telephony/history.hpp"

namespace truewait::telephony {

struct LogSource {
  std::string_view text;
  const std::string& name;  ///< for messages
  bool scored = true;
};

std::optional<std::string> read_anonymous_bank(const LogSource& source, History& history);
std::optional<std::string> read_asterisk_queue_log(const LogSource& source, History& history);
std::optional<std::string> read_csv(const LogSource& source, History& history);

/// The ids in use, so that a reader can keep call_id unique within the whole history.
inline std::unordered_set<std::string> call_ids(const History& history) {
  std::unordered_set<std::string> ids;
  ids.reserve(history.calls.size() + 65536);
  for (const HistoricCall& call : history.calls) ids.insert(call.call_id);
  return ids;
}

}  // namespace truewait::telephony
