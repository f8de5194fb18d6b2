// One call as it will go, if nobody answers sooner: who calls when, how long he waits and talks, whether he wants to be
// called back, what happens when he is dialled, what he answers to the survey. Plain values; times in seconds.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace truewait::ivr {

inline constexpr double never = std::numeric_limits<double>::infinity();

enum class Wants : std::uint8_t { no, if_offered, yes };

/// What becomes of one dial. `silent`: nothing is ever heard of it; `hangs_up`: answers and hangs up at once.
enum class Ring : std::uint8_t {
  answers,
  busy,
  no_answer,
  rejected,
  machine,
  invalid_number,
  congestion,
  failed,
  silent,
  hangs_up
};

struct DialScript {
  Ring ring = Ring::answers;
  std::optional<double> after_s;  ///< from the dial to its outcome; else what is usual for it
};

/// "answers", "busy", "answers:12" (after 12 s); nothing for another word.
std::optional<DialScript> read_dial_script(std::string_view written);

struct Survey {
  bool felt = false;  ///< computed from the wait; the figures below are not used
  std::optional<double> perceived_min;
  std::optional<int> fast;  ///< 1 to 5
};

struct PlannedCall {
  double at_s = 0;  ///< since the beginning of the run
  std::string call_id, queue, caller, caller_class;
  int priority = 0;
  double patience_s = never;  ///< hangs up after waiting so long
  double talk_s = 180;
  Wants wants_callback = Wants::no;
  std::vector<DialScript> answers;  ///< per dial; the last one repeats; none: answers
  std::optional<Survey> survey;
};

}  // namespace truewait::ivr
