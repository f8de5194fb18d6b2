// A service of a few hundred lines for the front-end's network part: HTTP and WebSocket on one port, in a thread of its
// own. It accepts every event, offers every caller a callback, orders a dial as soon as one is requested and again
// after each dial that failed, and ends the callback when the reached leg has ended. It remembers what it was told.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace truewait::ivr {

struct Heard {
  std::vector<std::string> hellos, events;  ///< as JSON; events: those that were new
  std::vector<std::string> outcomes;        ///< "d1 busy"
  std::vector<std::string> posts;           ///< "POST /v1/callbacks r-c-c1" with the idempotency key
  int connections = 0, repeated_events = 0;
};

struct DoubleOptions {
  int drop_after = 0;      ///< messages, after which a connection is dropped without a word; 0: never
  int upgrade_status = 0;  ///< instead of 101
  double speed = 100;      ///< of its time line
  int unavailable = 0;     ///< so many POSTs get 503 first
  bool silent = false;     ///< says nothing about callbacks on the WebSocket: each looks as if it had ended unseen
};

class ServiceDouble {
 public:
  explicit ServiceDouble(DoubleOptions options = {});
  ~ServiceDouble();
  ServiceDouble(const ServiceDouble&) = delete;
  ServiceDouble& operator=(const ServiceDouble&) = delete;

  std::uint16_t port() const;
  Heard heard() const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace truewait::ivr
