// The live page as the program carries it. Made by the build from web/; it never changes while the program runs.
#pragma once

#include <span>

#include "truewait/edge/asset.hpp"

namespace truewait {

/// "/" and all of "/assets/"; the bytes live as long as the program.
std::span<const edge::Asset> web_assets();

}  // namespace truewait
