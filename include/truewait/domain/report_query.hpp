// Which calls a report is about. Plain values.
#pragma once

#include <string>

#include "truewait/domain/time.hpp"

namespace truewait::domain {

struct ReportQuery {
  Instant from, to;         ///< calls that joined in [from, to)
  std::string queue;        ///< empty: all
  std::size_t limit = 100;  ///< cases listed one by one, where a report lists any

  bool covers(const std::string& joined_queue, Instant joined) const {
    return joined >= from && joined < to && (queue.empty() || queue == joined_queue);
  }
};

}  // namespace truewait::domain
