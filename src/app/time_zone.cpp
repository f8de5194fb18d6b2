#include "app/time_zone.hpp"

#include <date/tz.h>

#include <stdexcept>
#include <vector>

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

}  // namespace truewait::app
