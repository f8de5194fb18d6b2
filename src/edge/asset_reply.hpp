// The live page over HTTP: which file, in which coding, whether the browser has it already, and what it may do there.
#pragma once

#include <span>
#include <string_view>

#include "edge/reply.hpp"
#include "edge/request.hpp"
#include "truewait/edge/asset.hpp"

namespace truewait::edge {

/// The asset at `path`, compared byte for byte: no decoding, no dots, no folders. None: nullptr.
const Asset* find_asset(std::span<const Asset> assets, std::string_view path);

/// Fills an empty `reply` with the asset, or with 304 when If-None-Match names what the client has. The caller has
/// made sure that the client takes gzip (accepts_gzip). The asset's bytes must outlive the reply.
void answer_asset(const Asset& asset, const Request& request, Reply& reply);

}  // namespace truewait::edge
