// Which stretch of time a report covers when nobody said: the last 24 hours, or those before the newest fact when that
// is older (a store at rest). Reads the newest facts' times and nothing else.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "truewait/domain/time.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

struct ReportWindow {
  domain::Instant from, to;
  std::string note;  ///< how it was chosen, in words; empty when both ends were given
};

/// The window, or what is wrong with the texts. `now` is used only where an end is not given.
std::variant<ReportWindow, std::string> report_window(storage::Store& store, const std::string& site,
                                                      const std::optional<std::string>& from,
                                                      const std::optional<std::string>& to, domain::Instant now);

}  // namespace truewait::app
