// What an IVR is to say about a wait, in whole minutes. A pure function of two quantiles.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "truewait/domain/estimate.hpp"

namespace truewait::edge {

struct Announcement {
  std::string_view mode;      ///< none, less_than, range or more_than
  std::string_view text_key;  ///< names the sentence in the front-end's own languages
  std::optional<int> lower_min, upper_min;
};

/// upper = p80 rounded up, at least 1; lower = p20 rounded down. Rounding widens: what is said is late less often
/// than the quantiles themselves. Beyond 30 minutes only "more than 30" is said. Without data: none.
Announcement announce(const domain::Estimate& estimate);

}  // namespace truewait::edge
