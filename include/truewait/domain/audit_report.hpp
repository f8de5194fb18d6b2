// The audit: what people in charge did about callbacks, who, when and why, page by page, folded from facts.
// Knows no store: whoever reads the facts hands them in.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "truewait/domain/fact.hpp"

namespace truewait::domain {

/// Where an act stands in the audit: by time, then by shard and sequence.
struct AuditPosition {
  Instant now;
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;
  auto operator<=>(const AuditPosition&) const = default;
};

struct AuditQuery {
  Instant from, to;                    ///< acts taken in [from, to)
  std::string queue;                   ///< acts about it, and those about all queues; empty: all
  std::string callback_id;             ///< acts about this one alone; empty: all
  std::optional<AuditPosition> after;  ///< of the last one seen
  std::size_t limit = 100;             ///< of one page, at least 1

  /// Facts before it are of no use.
  Instant begin() const { return after ? std::max(from, after->now) : from; }
};

struct AuditRow {
  AuditPosition at;
  ActTaken act;
};

struct AuditPage {
  std::vector<AuditRow> rows;  ///< oldest first
  bool more = false;           ///< there are later ones
};

class AuditReport {
 public:
  explicit AuditReport(AuditQuery query) : query_(std::move(query)) {}
  /// Facts in any order. Memory is bounded by the page.
  void add(const Fact& fact);
  AuditPage result() const;

  /// Facts are of no use after `to`.
  static constexpr Duration read_on{0};

 private:
  AuditQuery query_;
  std::map<AuditPosition, ActTaken> rows_;  ///< one more than the page holds, to know whether there is one
};

}  // namespace truewait::domain
