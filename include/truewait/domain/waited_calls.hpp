// Follows calls from joining to the agent or to hanging up and hands over those that waited, each once, with what was
// predicted when it joined. The calls whose predictions reports score; a moved call, a callback's leg, one answered at
// once and one without a measured wait are not among them. Keeps open calls only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "truewait/domain/fact.hpp"
#include "truewait/domain/report_query.hpp"

namespace truewait::domain {

struct WaitedCall {
  std::string queue;  ///< where it joined
  Instant joined;
  std::optional<Estimate> said;  ///< at joining, with status ok
  double wait_s = 0;
  bool answered = false;  ///< false: hung up
};

class WaitedCalls {
 public:
  using Take = std::function<void(const WaitedCall&)>;

  explicit WaitedCalls(ReportQuery query) : query_(std::move(query)) {}

  /// Facts of one shard in sequence; different shards in any order. `take` gets the call that this fact ends.
  void add(const Fact& fact, const Take& take);

  /// A call that joined before the end of the query may be answered so much later and still counts.
  static constexpr Duration read_on = std::chrono::hours(3);

 private:
  void close(const std::string& key, std::optional<Duration> wait, bool answered, const Take& take);

  ReportQuery query_;
  std::unordered_map<std::string, WaitedCall> open_;
};

}  // namespace truewait::domain
