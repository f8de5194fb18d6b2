// A file of the live page as it is served: compressed once, at build time, and kept in the program for its whole life.
// The edge never reads a file and never compresses; what it has no asset for does not exist.
#pragma once

#include <string_view>

namespace truewait::edge {

struct Asset {
  std::string_view path;          ///< of the request, "/" or "/assets/name.hash.ext"; the latter never change
  std::string_view content_type;  ///< with its charset
  std::string_view etag;          ///< strong, with its quotes
  std::string_view gzip;          ///< the body, gzip-coded
};

}  // namespace truewait::edge
