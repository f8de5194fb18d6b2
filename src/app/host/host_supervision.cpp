// What somebody in charge does, and the audit of it.
#include <utility>
#include <variant>

#include "app/host/fresh_id.hpp"
#include "app/host/host.hpp"
#include "app/host/verdict.hpp"

namespace truewait::app {

edge::ActDone Host::after_act(const domain::SupervisorAct& act) {
  using Wanted = domain::SupervisorAct;
  edge::ActDone out;
  std::visit(
      [&](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<What, Wanted::Kill>) {
          out.queues = queues(act.site);
        } else if constexpr (std::is_same_v<What, Wanted::Turn>) {
          if (auto view = queue(act.site, what.queue)) out.queues.push_back(std::move(*view));
        } else {
          out.callback = callback(act.site, what.callback_id);
        }
      },
      act.what);
  return out;
}

void Host::act(const edge::Access& who, domain::SupervisorAct act, edge::Judged<edge::ActDone> done) {
  act.site = who.site;
  act.source = who.source;
  if (act.who.empty()) act.who = who.source;
  if (act.act_id.empty()) act.act_id = fresh_id("act_");
  auto after = [this, act, done = std::move(done)](bool stored, const auto& effects) {
    auto out = verdict<edge::ActDone>(stored, effects);
    if (stored && !out.refused) out.value = after_act(act);
    done(std::move(out));
    // What was kept back by a switch is due already: no change of it will come to look for.
    if (stored) dispatcher_.look();
  };
  perform(act, {}, std::move(after));
}

void Host::audit(const edge::Access& who, const domain::AuditQuery& query,
                 std::function<void(std::optional<domain::AuditPage>)> done) {
  reports_.start(who.site, {query.begin(), query.to, query.queue}, domain::AuditReport(query), std::move(done));
}

}  // namespace truewait::app
