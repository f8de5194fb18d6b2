// The group's state as bytes, for snapshots and digests.
#include "domain/archive.hpp"
#include "domain/fact_fields.hpp"
#include "domain/group.hpp"

namespace truewait::domain {
namespace {

// Raised with every change of what stands below; a snapshot of another format is not read, the facts are folded
// instead.
constexpr std::uint32_t snapshot_format = 5;

}  // namespace

template <class A>
void Group::fields(A& a) {
  a(seq_, now_, queues_, agents_, services_, abandonments_, waited_s_, arrivals_, heard_, over_, responded_, callbacks_,
    left_places_, switches_, epoch_, acts_, observed_, correction_);
}

std::string Group::save() const {
  ByteWriter out;
  out(snapshot_format);
  const_cast<Group*>(this)->fields(out);  // one list of fields for both directions; writing changes nothing
  for (const auto* list : {&waiting_, &in_service_}) {
    out(static_cast<std::uint64_t>(list->size()));
    for (const auto* call : *list) out(*call);
  }
  return out.take();
}

bool Group::load(std::string_view bytes) {
  ByteReader in(bytes);
  std::uint32_t format = 0;
  in(format);
  if (!in.ok() || format != snapshot_format) return false;
  Group fresh(limits_, parts_);
  fresh.fields(in);
  for (int list = 0; list < 2 && in.ok(); ++list) {
    std::uint64_t n = 0;
    in(n);
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) {
      Call call;
      in(call);
      if (fresh.calls_.contains(call_key(call.source, call.id))) in.fail();
      call.waiting = list == 0;
      if (in.ok()) fresh.join(std::move(call));
    }
  }
  if (!in.ok() || !in.at_end()) return false;
  seq_ = fresh.seq_;
  now_ = fresh.now_;
  switches_ = std::move(fresh.switches_);
  epoch_ = fresh.epoch_;
  acts_ = std::move(fresh.acts_);
  queues_ = std::move(fresh.queues_);
  calls_ = std::move(fresh.calls_);
  waiting_ = std::move(fresh.waiting_);
  in_service_ = std::move(fresh.in_service_);
  overdue_ = std::move(fresh.overdue_);
  agents_ = std::move(fresh.agents_);
  services_ = std::move(fresh.services_);
  abandonments_ = fresh.abandonments_;
  waited_s_ = fresh.waited_s_;
  arrivals_ = std::move(fresh.arrivals_);
  heard_ = std::move(fresh.heard_);
  over_ = std::move(fresh.over_);
  responded_ = std::move(fresh.responded_);
  callbacks_ = std::move(fresh.callbacks_);
  left_places_ = std::move(fresh.left_places_);
  observed_ = std::move(fresh.observed_);
  correction_ = std::move(fresh.correction_);
  look_again_ = now_;
  return true;
}

}  // namespace truewait::domain
