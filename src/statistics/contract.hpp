// Ends the process when a caller breaks a formula's contract; the alternative is a wrong number that looks right.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace truewait::statistics {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fputs("statistics: broken contract: ", stderr);
  std::fputs(what, stderr);
  std::fputs("\n", stderr);
  std::abort();
}

}  // namespace truewait::statistics
