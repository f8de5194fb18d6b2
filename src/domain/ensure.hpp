// A broken invariant ends the process, in every build: going on would journal what is not true.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace truewait::domain {

inline void ensure(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "truewait: broken invariant: %s\n", what);
  std::abort();
}

}  // namespace truewait::domain
