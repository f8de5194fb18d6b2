// An explanation as the wire shows it. Text only.
#pragma once

#include <string>
#include <string_view>

#include "truewait/domain/explanation.hpp"

namespace truewait::edge {

/// `call_id` is empty for a caller who would join. Numbers with up to three decimals; rounded, contributions may miss
/// the mean they add up to by some thousandths.
std::string explain_body(const domain::Explanation& explained, std::string_view call_id, domain::Instant as_of);

}  // namespace truewait::edge
