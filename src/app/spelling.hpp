// "Did you mean ...?": the nearest of the words that would have been right.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace truewait::app {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, when it is near enough to be what was meant.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

/// " Did you mean \"x\"?", or nothing at all.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace truewait::app
