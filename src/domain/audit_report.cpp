#include "truewait/domain/audit_report.hpp"

#include <iterator>

#include "domain/act_ids.hpp"

namespace truewait::domain {
namespace {

/// An act about the whole site stands in each of its shards, and once in the audit.
AuditPosition position_of(const Fact& fact, const ActTaken& act) {
  if (act.act == Act::kill) return {fact.now, 0, id_of(act)};
  return {fact.now, fact.shard, fact.seq};
}

bool audit_wants(const AuditQuery& query, const ActTaken& act) {
  if (!query.callback_id.empty() && query.callback_id != act.callback_id) return false;
  return query.queue.empty() || act.queue.empty() || query.queue == act.queue;
}

}  // namespace

void AuditReport::add(const Fact& fact) {
  const auto* act = std::get_if<ActTaken>(&fact.body);
  if (act == nullptr || fact.now < query_.from || fact.now >= query_.to || !audit_wants(query_, *act)) return;
  const auto at = position_of(fact, *act);
  if (query_.after && at <= *query_.after) return;
  rows_.emplace(at, *act);
  if (rows_.size() > query_.limit + 1) rows_.erase(std::prev(rows_.end()));
}

AuditPage AuditReport::result() const {
  AuditPage page;
  for (const auto& [at, act] : rows_) {
    page.more = page.rows.size() == query_.limit;
    if (!page.more) page.rows.push_back({at, act});
  }
  return page;
}

}  // namespace truewait::domain
