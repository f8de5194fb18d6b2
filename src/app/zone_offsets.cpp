#include "app/zone_offsets.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace truewait::app {

domain::LocalTimes::Offsets offsets_between(const std::string& zone, domain::Instant from, domain::Instant to) {
  domain::LocalTimes::Offsets out;
  // The library speaks by exceptions. Names were checked when they were read.
  try {
    const auto* found = date::locate_zone(zone);
    for (auto at = from; at < to;) {
      const auto info = found->get_info(std::chrono::floor<std::chrono::seconds>(at));
      out.emplace_back(at, info.offset);
      if (info.end >= to) break;
      at = info.end;
    }
  } catch (const std::runtime_error&) {
    return {};
  }
  return out;
}

}  // namespace truewait::app
