// What a caller is told about the wait: how it is put, whole minutes or a place in line, and the key of a sentence.
// Plain values and the table that chooses them; it knows no language, and nothing of what was said before.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "truewait/domain/estimate.hpp"
#include "truewait/domain/quote.hpp"

namespace truewait::domain {

/// Keys of sentences. Front-ends have the sentences recorded, or take them as text.
namespace text_key {
inline constexpr std::string_view less_than = "wait.less_than";
inline constexpr std::string_view about = "wait.about";
inline constexpr std::string_view range = "wait.range";
inline constexpr std::string_view more_than = "wait.more_than";
inline constexpr std::string_view position = "wait.position";
inline constexpr std::string_view late = "wait.late";
inline constexpr std::string_view late_more_than = "wait.late_more_than";
inline constexpr std::string_view unknown = "wait.unknown";
inline constexpr std::string_view closed = "wait.closed";
}  // namespace text_key
inline constexpr std::array<std::string_view, 9> text_keys{
    text_key::less_than, text_key::about,          text_key::range,   text_key::more_than, text_key::position,
    text_key::late,      text_key::late_more_than, text_key::unknown, text_key::closed};

struct Announcement {
  std::optional<QuoteMode> mode;  ///< nothing: nothing is said about the wait
  std::string_view text_key = text_key::unknown;
  std::optional<int> lower_min, upper_min;  ///< upper_min only where the words promise it
  std::optional<int> position;              ///< 1 = next; only where it is said instead of minutes
  bool callback_first = false;              ///< a callback, where one is offered, is offered before the words
  bool at_risk = false;                     ///< what was promised may not be kept: no minutes are said
  bool running_late = false;                ///< what was promised will not be kept: these words say so, once
};

/// The words for a caller to whom nothing was promised. U is the wait's quantile at `level` (0.5 to 0.95), L its 20 %
/// quantile; minutes of U are rounded up, of L down, so that words hold at least as often as the quantiles.
///
///     U < 60 s            less than a minute
///     60 s to 5 min       between L and U; about U or less when they are less than two minutes apart
///     to 15 min           between L and U
///     to 30 min           the same in steps of five minutes
///     beyond              more than 30 minutes, a callback first
///     p80 > 4 p20         too wide to mean anything: the place in line
///     no data, closed     nothing, and why
///
/// Where rules meet: a wait below a minute is said as such however wide it is, since no range is spoken; beyond half an
/// hour goes before width; a range that would begin at no minutes, or where it ends, is said by its upper end alone.
/// An estimate always knows the place in line.
Announcement announce(const Estimate& estimate, double level);

/// Seconds (0 to 1800) as an upper bound is spoken: whole minutes rounded up, at least one; in steps of five beyond 15.
int minutes_up(double seconds);

}  // namespace truewait::domain
