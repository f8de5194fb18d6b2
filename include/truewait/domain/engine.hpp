// The engine: step decides and folds, apply folds, next_wakeup asks for the future. A pure object: no clock, no I/O,
// no randomness, one thread. The same inputs at the same instants give the same facts and the same digest.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/announcement.hpp"
#include "truewait/domain/effect.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/explanation.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/offer.hpp"
#include "truewait/domain/queue_config.hpp"

namespace truewait::domain {

/// A caller who is not in the queue (yet) and asks what joining would mean.
struct WouldJoin {
  int priority = 0;
  std::string_view caller_class = {};
  std::optional<int> position = {};  ///< 1 = next; absent: where the priority rule puts the caller
  Duration elapsed{0};               ///< already waited elsewhere
};

struct QueueView {
  std::string site, queue, group;
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;
  int waiting = 0;           ///< in this queue
  Duration longest_wait{0};  ///< elapsed wait of the oldest of them
  int in_service = 0;        ///< calls of this queue being served
  int agents_logged_in = 0;  ///< of the group; inferred from calls when never reported
  int agents_available = 0;
  int agents_busy = 0;
  bool agents_reported = false;  ///< false: the agent figures are inferred
  std::uint64_t answered = 0;    ///< since the journal began
  std::uint64_t abandoned = 0;
  std::optional<Instant> last_event;
  Switches switches;
};

struct CallView {
  std::string call_id, queue;
  bool waiting = false;
  int priority = 0;
  Duration elapsed{0};
  std::uint32_t shard = 0;
  std::uint64_t seq = 0;
  std::optional<Instant> deadline;  ///< what the caller was promised
  std::string caller_class = {};
  bool number_known = false;  ///< the caller's, when the call was reported
};

struct ShardName {
  std::string site, group;
};

struct EngineState;

class Engine {
 public:
  explicit Engine(const EngineConfig& config);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  /// Decides about one input and folds the resulting facts. `now` must not go back (it aborts if it does).
  Decision step(Instant now, const Input& input);

  /// Folds one fact read from a journal; facts of a shard must come in sequence. False: the sequence has a hole.
  bool apply(const Fact& fact);

  /// The earliest instant at which step(now, Wakeup{}) would have something to say.
  std::optional<Instant> next_wakeup() const;

  /// Estimates read state and write nothing. Nothing when the queue, or the waiting call, is unknown.
  std::optional<Estimate> estimate(Instant now, std::string_view site, std::string_view queue,
                                   const WouldJoin& caller) const;
  std::optional<Estimate> estimate_call(Instant now, std::string_view site, std::string_view source,
                                        std::string_view call_id) const;

  /// What somebody with this estimate is told who would join; of an unknown queue by the default level.
  Announcement announce(std::string_view site, std::string_view queue, const Estimate& estimate) const;
  /// What a waiting caller is told, held against what was promised. Nothing when no such call waits.
  std::optional<Announcement> announce_call(Instant now, std::string_view site, std::string_view source,
                                            std::string_view call_id, const Estimate& estimate) const;

  /// The same estimates taken apart; a few times the work. Nothing where the estimate would be nothing.
  std::optional<Explanation> explain(Instant now, std::string_view site, std::string_view queue,
                                     const WouldJoin& caller) const;
  std::optional<Explanation> explain_call(Instant now, std::string_view site, std::string_view source,
                                          std::string_view call_id) const;

  std::vector<QueueView> queues(Instant now, std::string_view site) const;
  std::optional<QueueView> queue(Instant now, std::string_view site, std::string_view name) const;
  /// A call that waits or is in service. An empty source finds the call when only one source of the site has it.
  std::optional<CallView> call(Instant now, std::string_view site, std::string_view source,
                               std::string_view call_id) const;

  /// Callbacks of the site: open ones, and ended ones for two days. Nothing when `after` is none of them.
  std::optional<std::vector<CallbackView>> callbacks(std::string_view site, const CallbackQuery& query) const;
  std::optional<CallbackView> callback(std::string_view site, const std::string& callback_id) const;
  /// Those to be dialled now that no front-end has an order for, by their places; none whose queue may not dial.
  std::vector<DueCallback> due() const;
  /// The order of a dial that is out, as it was given.
  std::optional<DialOrder> order(std::string_view site, const std::string& dial_id) const;
  /// The order as it would be given for a callback that is due; its dial_id and front_end are empty.
  std::optional<DialOrder> order_if_due(Instant now, std::string_view site, const std::string& callback_id) const;
  int open_callbacks(std::string_view site, std::string_view queue) const;
  /// Whether a caller with this estimate is offered a callback.
  Offer offer(Instant now, std::string_view site, std::string_view queue, const Estimate& estimate,
              const Prospect& who = {}) const;

  /// Shards are numbered by the caller (the store's numbers): bind before the first step or apply.
  std::vector<ShardName> shard_names() const;
  void bind_shard(std::size_t index, std::uint32_t shard);
  std::uint64_t seq(std::uint32_t shard) const;

  /// One shard's state as bytes; equal states give equal bytes. Restoring refuses bytes it cannot read.
  std::string snapshot(std::uint32_t shard) const;
  bool restore(std::uint32_t shard, std::string_view bytes);
  /// 64-bit digest of all shards' states.
  std::uint64_t digest() const;

 private:
  std::unique_ptr<EngineState> state_;
};

}  // namespace truewait::domain
