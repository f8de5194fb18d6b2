// One thing that happened at the front-end, as a line of the trace and as a count of the summary. It never holds a
// telephone number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace truewait::ivr {

struct Happening {
  double at_s = 0;   ///< of the run
  std::string what;  ///< queued, estimate, quoted, callback_accepted, left, dialling, outcome, reached, answered, ...
  std::string call_id, queue, callback_id, dial_id, detail;
};

/// One JSON object, empty members left out.
std::string trace_line(const Happening& happening);

class Tally {
 public:
  void add(const Happening& happening);
  /// Of `what` with that queue and detail; an empty one stands for all.
  std::uint64_t count(const std::string& what, const std::string& queue = {}, const std::string& detail = {}) const;
  /// For people, one thing per line.
  std::vector<std::string> summary() const;

 private:
  struct Key {
    std::string what, queue, detail;
    bool operator<(const Key& o) const;
  };
  std::map<Key, std::uint64_t> counts_;
};

}  // namespace truewait::ivr
