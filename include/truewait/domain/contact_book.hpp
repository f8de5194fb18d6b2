// Follows contacts through facts and hands each over once: when it is over and its survey has come or can no longer
// come. Holds those that are still open, and nothing of those handed over. Calls and callbacks outside the query, and
// legs of callbacks that were accepted before the facts began, are passed by.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "truewait/domain/contact.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/report_query.hpp"

namespace truewait::domain {

class ContactBook {
 public:
  using Take = std::function<void(const Contact&)>;

  /// `keep`: how long a contact that is over is held for its survey; zero when nobody asks for surveys.
  ContactBook(ReportQuery query, Duration keep) : query_(std::move(query)), keep_(keep) {}

  /// Facts of one shard in sequence; different shards in any order. `take` gets the contacts that this fact settles.
  void add(const Fact& fact, const Take& take);
  /// Those still held, in no order.
  void each_held(const Take& take) const;

 private:
  using Id = std::uint64_t;
  struct Held {
    Contact contact;
    std::string line_queue;         ///< where the call waits now
    std::string call;               ///< its key, "" without a call
    std::vector<std::string> keys;  ///< all keys that find it
    std::uint32_t shard = 0;
    bool talked = false;             ///< the conversation is over
    std::optional<Instant> ordered;  ///< the callback's last dial
    bool aging = false;
  };

  template <class F>
  void on(const F&) {}
  void on(const CallQueued& f);
  void on(const PredictionRecorded& f);
  void on(const CallMoved& f);
  void on(const CallAnswered& f);
  void on(const CallAbandoned& f);
  void on(const CallLeft& f);
  void on(const CallEnded& f);
  void on(const CallLost& f);
  void on(const QueueReset& f);
  void on(const QuoteGiven& f);
  void on(const CallbackAccepted& f);
  void on(const CallbackChanged& f);
  void on(const DialIntended& f);
  void on(const DialProgressed& f);
  void on(const CallbackConnected& f);
  void on(const ResponseGiven& f);

  std::string key(char kind, const std::string& source, const std::string& id) const;
  Held* find(const std::string& key);
  Held* call(const std::string& source, const std::string& call_id);
  Held* callback(const std::string& callback_id);
  Held& open(Contact contact, const std::string& key);
  void name(Held& held, Id id, const std::string& key);
  void leave_line(Held& held, LineEnd how, Instant at);
  void rang(Held& held, Instant at);
  /// The contact last touched is over, or may be handed over already.
  void age(Id id);
  void settle(Id id, const Take& take);

  ReportQuery query_;
  Duration keep_;
  std::unordered_map<Id, Held> held_;
  std::unordered_map<std::string, Id> index_;
  std::set<Id> waiting_;
  std::map<std::uint32_t, std::deque<std::pair<Instant, Id>>> aging_;  ///< by shard: since when over
  Id next_ = 1;
  std::uint32_t shard_ = 0;  ///< of the fact at hand
  Instant now_;
  Id touched_ = 0;
};

}  // namespace truewait::domain
