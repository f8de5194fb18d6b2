// What happens to a call happens to the callback behind it: the caller who asked leaves the line or is served after
// all; the reached customer joins, is answered, hangs up.
#include <vector>

#include "domain/callback_rules.hpp"
#include "domain/pacing/retry.hpp"
#include "domain/redial.hpp"

namespace truewait::domain {
namespace {

/// The answer may be what got lost: whoever was served is not to be rung again.
constexpr auto not_told = "nobody said how the reached customer left the line";

/// Copied, because facts grow while they are followed.
struct CallNews {
  ShardState* shard = nullptr;
  std::string source, call_id, queue;
  enum class Kind { answered, ended, left, transferred, vanished } kind = Kind::ended;
  Instant at;
};

void follow_leg(Step& step, const CallNews& news, const Callback& callback) {
  const auto id = callback.id();
  // An old snapshot may have put the leg back in line after its answer: however it ends then, it was served.
  if (callback.state == CallbackState::connected && news.kind != CallNews::Kind::answered) {
    const bool passed_on = news.kind == CallNews::Kind::transferred;
    return change(step, *news.shard, id, CallbackState::completed, passed_on ? "transferred" : "served");
  }
  switch (news.kind) {
    case CallNews::Kind::answered: {
      const auto& f = callback.accepted;
      const auto wait = std::max(Duration{0}, news.at - f.joined.value_or(f.accepted));
      return step.emit(*news.shard, CallbackConnected{id, news.queue, news.source, news.call_id, wait});
    }
    case CallNews::Kind::ended:
      return change(step, *news.shard, id, CallbackState::completed, "served");
    case CallNews::Kind::transferred:
      return change(step, *news.shard, id, CallbackState::completed, "transferred");
    case CallNews::Kind::left:
      return try_again(step, *news.shard, id, "left before an agent was there", DialOutcome::no_answer);
    case CallNews::Kind::vanished:
      return in_doubt(step, *news.shard, id, not_told);
  }
}

void follow(Step& step, const CallNews& news) {
  const auto key = call_key(news.source, news.call_id);
  const auto& callbacks = news.shard->group.callbacks();
  if (const auto* callback = callbacks.of_leg(key)) return follow_leg(step, news, *callback);
  const auto* asked = callbacks.of_call(key);
  if (asked == nullptr || asked->state != CallbackState::requested) {
    if (news.kind == CallNews::Kind::answered) yield_to_answered(step, *news.shard, key, news.at);
    return;
  }
  const auto id = asked->id();
  if (news.kind == CallNews::Kind::answered || news.kind == CallNews::Kind::ended) {
    return change(step, *news.shard, id, CallbackState::superseded, "answered while still on the line");
  }
  back_in_line(step, *news.shard, id, "left the line");
}

/// A snapshot drops calls without a word about how they ended. Whoever asked for a callback may be with an agent by
/// now: that callback waits out its minute, in which a late answer still ends it.
void follow_reset(Step& step, ShardState& shard) {
  std::vector<std::pair<std::string, CallbackState>> orphans;
  for (const auto* callback : shard.group.callbacks().all()) {
    const bool orphan =
        !callback->leg.empty() && !is_end(callback->state) && shard.group.call(callback->leg) == nullptr;
    if (orphan) orphans.emplace_back(callback->id(), callback->state);
  }
  for (const auto& [id, state] : orphans) {
    if (state == CallbackState::connected) {
      change(step, shard, id, CallbackState::completed, "served");
    } else {
      in_doubt(step, shard, id, not_told);
    }
  }
}

std::optional<CallNews> news_of(ShardState& shard, const FactBody& body) {
  using Kind = CallNews::Kind;
  if (const auto* f = std::get_if<CallAnswered>(&body))
    return CallNews{&shard, f->origin.source, f->call_id, f->queue, Kind::answered, f->answered};
  if (const auto* f = std::get_if<CallEnded>(&body))
    return CallNews{&shard, f->origin.source, f->call_id, f->queue, Kind::ended, f->ended};
  if (const auto* f = std::get_if<CallAbandoned>(&body))
    return CallNews{&shard, f->origin.source, f->call_id, f->queue, Kind::left, f->left};
  if (const auto* f = std::get_if<CallLeft>(&body)) {
    const auto kind = f->reason == LeftReason::transferred ? Kind::transferred
                      : f->reason == LeftReason::unknown   ? Kind::vanished
                                                           : Kind::left;
    return CallNews{&shard, f->origin.source, f->call_id, f->queue, kind, f->left};
  }
  if (const auto* f = std::get_if<CallLost>(&body))
    return CallNews{&shard, f->source, f->call_id, {}, f->was_waiting ? Kind::vanished : Kind::ended, {}};
  return std::nullopt;
}

}  // namespace

void follow_calls(Step& step) {
  for (std::size_t i = 0; i < step.out.facts.size(); ++i) {
    auto* shard = step.state.numbered(step.out.facts[i].shard);
    if (shard->group.callbacks().open() == 0) continue;
    if (std::holds_alternative<QueueReset>(step.out.facts[i].body)) {
      follow_reset(step, *shard);
    } else if (const auto news = news_of(*shard, step.out.facts[i].body)) {
      follow(step, *news);
    }
  }
}

}  // namespace truewait::domain
