// Did a gap shrink between two waves, and is it closed now? The change has an interval by MOVER (Zou and Donner,
// Statistics in Medicine 27 (2008) 1693-1702) on the intervals of both gaps.
// Good for one look; never for watching a gap until it pleases.
#pragma once

#include <string_view>

#include "truewait/statistics/newcombe.hpp"

namespace truewait::statistics {

/// before - after: positive when the gap became smaller. The two waves must be independent.
Difference gap_reduction(const Difference& before, const Difference& after);

enum class GapVerdict { closed, open, undecided };

/// closed when the whole interval is within the tolerance (a fraction, fixed before looking), open when it is beyond.
GapVerdict gap_verdict(const Difference& gap, double tolerance);

std::string_view word(GapVerdict verdict);

}  // namespace truewait::statistics
