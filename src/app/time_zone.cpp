#include "app/time_zone.hpp"

#include <date/tz.h>

#include <stdexcept>

#include "app/spelling.hpp"

namespace truewait::app {

std::optional<std::string> time_zone_error(const std::string& name) {
  // The library speaks by exceptions; configurations are read at start-up only.
  try {
    date::locate_zone(name);
    return std::nullopt;
  } catch (const std::runtime_error&) {
  }
  std::vector<std::string> known;
  try {
    for (const auto& zone : date::get_tzdb().zones) known.push_back(zone.name());
  } catch (const std::runtime_error&) {
  }
  if (known.empty()) return "the time zone database of this system is missing: install the package tzdata.";
  return "there is no time zone \"" + name + "\": write a name like \"Europe/Berlin\"." + did_you_mean(name, known);
}

ZoneOffsets offsets_between(const std::string& name, domain::Instant from, domain::Instant to) {
  ZoneOffsets offsets;
  try {
    const auto* zone = date::locate_zone(name);
    for (auto at = from; at < to;) {
      const auto info = zone->get_info(std::chrono::floor<std::chrono::seconds>(at));
      if (offsets.empty() || offsets.back().second != info.offset) offsets.emplace_back(at, info.offset);
      if (info.end >= to) break;
      at = info.end;
    }
  } catch (const std::runtime_error&) {
    offsets.clear();
  }
  return offsets;
}

}  // namespace truewait::app
