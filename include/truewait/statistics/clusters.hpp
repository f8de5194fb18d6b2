// Calls of one half hour share a queue and therefore a fate: what a share is worth when its cases come in blocks.
// Block-robust (ratio) variance and the design effect that follows. W. G. Cochran, Sampling Techniques, 1977, ch. 3.12.
// Never shortens an interval: see thinned() for how a design effect is used.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace truewait::statistics {

struct Block {
  std::uint64_t k = 0, n = 0;  ///< successes of cases, k <= n
};

struct ClusteredShare {
  double share = 0;
  double naive_se = 0, robust_se = 0;
  double design_effect = 1;  ///< robust over naive variance; 1 when the share is 0 or 1
};

/// Blocks with n = 0 are left out; nothing with fewer than two others.
std::optional<ClusteredShare> clustered_share(std::span<const Block> blocks);

/// 1 + (m - 1) rho for blocks of m cases with correlation rho within a block.
double design_effect(double block_size, double correlation);

}  // namespace truewait::statistics
