// Small histories to replay, written as rows of a log.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>
#include <string>

#include "app/replay/run.hpp"

namespace truewait::app::test {

inline telephony::History history_of(const std::string& rows) {
  telephony::History history;
  std::istringstream in("call_id,queue,queued_at,left_at,outcome,agent,service_ended\n" + rows);
  EXPECT_EQ(telephony::read_history(telephony::LogFormat::csv, in, "test", true, history), std::nullopt);
  EXPECT_TRUE(history.bad_lines.empty());
  return history;
}

inline Predictions predict(const telephony::History& history) {
  return replay(history, telephony::queues_of(telephony::LogFormat::csv, history), [](double) {});
}

/// Callers every 40 s; every fifth hangs up; the last of `n` is still waiting when the log ends.
inline std::string rows(int n) {
  std::string text;
  const auto time = [](int s) {
    char out[32];
    std::snprintf(out, sizeof out, "2026-03-02T%02d:%02d:%02d", 9 + s / 3600, s / 60 % 60, s % 60);
    return std::string(out);
  };
  for (int i = 0; i < n; ++i) {
    const int joined = i * 40, left = joined + 20 + i * 7 % 50;
    text += "c" + std::to_string(i) + ",support," + time(joined) + ",";
    if (i + 1 == n) {
      text += ",unknown,,\n";
    } else if (i % 5 == 4) {
      text += time(left) + ",abandoned,,\n";
    } else {
      text += time(left) + ",answered,a" + std::to_string(i % 3) + "," + time(left + 90) + "\n";
    }
  }
  return text;
}

}  // namespace truewait::app::test
