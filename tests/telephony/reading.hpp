// Reading a history from a text in a test.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "truewait/telephony/history.hpp"

namespace truewait::telephony {

struct Reading {
  History history;
  std::optional<std::string> refusal;
};

inline Reading read_text(LogFormat format, const std::string& text, bool scored = true) {
  Reading reading;
  std::istringstream in(text);
  reading.refusal = read_history(format, in, "input", scored, reading.history);
  return reading;
}

inline std::string data_file(const std::string& name) {
  return std::string(TRUEWAIT_SOURCE_DIR) + "/tests/telephony/data/" + name;
}

inline domain::Instant at(int year, unsigned month, unsigned day, int h, int m, int s, int ms = 0) {
  const std::chrono::sys_days date = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  return domain::Instant{date} + std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s) +
         std::chrono::milliseconds(ms);
}

/// The call of that id; a failure and an empty call when there is none.
inline HistoricCall call_of(const History& history, std::string_view id) {
  for (const HistoricCall& call : history.calls) {
    if (call.call_id == id) return call;
  }
  ADD_FAILURE() << "no call " << id;
  return {};
}

}  // namespace truewait::telephony
