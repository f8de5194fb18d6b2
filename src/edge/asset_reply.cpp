#include "edge/asset_reply.hpp"

#include <algorithm>

#include "edge/negotiation.hpp"

namespace truewait::edge {
namespace {

/// The page loads nothing from elsewhere, runs no inline script, and may not be shown inside another page.
constexpr std::string_view content_security_policy =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

constexpr std::string_view kept_for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view asked_each_time = "no-cache";

}  // namespace

const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  const auto found = std::find_if(assets.begin(), assets.end(), [&](const Asset& asset) { return asset.path == path; });
  return found == assets.end() ? nullptr : &*found;
}

void answer_asset(const Asset& asset, const Request& request, Reply& reply) {
  const bool named_by_content = asset.path.starts_with("/assets/");
  reply.content_type = asset.content_type;
  reply.cache_control = named_by_content ? kept_for_ever : asked_each_time;
  reply.add_field("ETag", asset.etag);
  reply.add_field("Vary", "Accept-Encoding");
  reply.add_field("Content-Security-Policy", content_security_policy);
  reply.add_field("Referrer-Policy", "no-referrer");
  reply.add_field("X-Frame-Options", "DENY");
  reply.add_field("Cross-Origin-Resource-Policy", "same-origin");
  if (lists_etag(request.if_none_match, asset.etag)) {
    reply.status = 304;
    return;
  }
  reply.add_field("Content-Encoding", "gzip");
  reply.kept_body = asset.gzip;
}

}  // namespace truewait::edge
