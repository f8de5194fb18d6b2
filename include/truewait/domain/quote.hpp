// What was spoken to a caller and what customers and staff say about waits. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

enum class QuoteMode : std::uint8_t { less_than, range, about, more_than, position };
inline constexpr std::array<std::string_view, 5> quote_mode_names{"less_than", "range", "about", "more_than",
                                                                  "position"};
/// True when the words name an upper bound, which makes them a promise.
constexpr bool promises(QuoteMode m) {
  return m == QuoteMode::less_than || m == QuoteMode::range || m == QuoteMode::about;
}

enum class SurveyMode : std::uint8_t { ivr, web, message };
inline constexpr std::array<std::string_view, 3> survey_mode_names{"ivr", "web", "message"};

/// The questions of the survey; what each may be answered with stands in `survey_items`.
struct SurveyItem {
  std::string_view name;
  double least = 0, most = 0;
  bool whole = true;
  bool text = false;
};
inline constexpr std::array<SurveyItem, 13> survey_items{{
    {"perceived_wait", 0, 180},           // minutes
    {"perceived_offline_wait", 0, 1440},  // minutes between asking for a callback and its ring
    {"perceived_hold", 0, 180},           // minutes on the line after the ring
    {"fast", 1, 5},
    {"acceptable_wait", 0, 180},  // minutes
    {"promise_said", 1, 3},       // yes, no, was not told
    {"easy", 1, 7},
    {"resolved", 1, 3},  // yes, no, too early
    {"attempts_said", 1, 99},
    {"satisfied", 1, 5},
    {"expectations", 1, 5},
    {"expected_wait", 0, 180},  // minutes
    {"comment", 0, 0, false, true},
}};
const SurveyItem* survey_item(std::string_view name);

struct SurveyAnswer {
  std::string item;
  double value = 0;
  std::string text;  ///< of the comment only
};

}  // namespace truewait::domain
