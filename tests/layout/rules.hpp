// The rules of the house, each a function from one file to what it breaks. A rule looks only at the files it governs.
// Whether a rule finds anything at all is shown by the planted faults beside it.
#pragma once

#include <vector>

#include "layout/source_text.hpp"

namespace truewait::layout {

using Findings = std::vector<Finding>;

/// Each layer names only what is under it; mathematics only the standard library and Boost.Math; the domain no I/O
/// library; what is under include/ nothing private.
Findings include_rule(const SourceFile& file);

/// A header under include/ opens with a comment and guards itself.
Findings header_rule(const SourceFile& file);

/// At most 350 lines.
Findings length_rule(const SourceFile& file);

/// No clock, sleep or randomness under src and include, but in src/app.
Findings clock_rule(const SourceFile& file);

/// No test sleeps.
Findings sleep_rule(const SourceFile& file);

/// g++ 12.2 destroys temporaries twice that are made inside a co_await expression: no brace-initialised temporary and
/// no lambda with captures there. Name the value on the line above.
Findings await_rule(const SourceFile& file);

/// No file is named for what it is not about.
Findings name_rule(const SourceFile& file);

/// Neither a path of one machine nor the host of a package registry.
Findings machine_rule(const SourceFile& file);

/// Nothing is unfinished by its own words.
Findings unfinished_rule(const SourceFile& file);

}  // namespace truewait::layout
