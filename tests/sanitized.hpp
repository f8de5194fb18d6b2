// A program under a sanitizer runs many times slower: tests that only repeat themselves repeat less there.
#pragma once

namespace truewait {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace truewait
