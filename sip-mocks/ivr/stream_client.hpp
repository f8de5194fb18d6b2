// One WebSocket connection to the service at a time: connect, handshake, text messages both ways. It is polled, on one
// thread; it knows nothing of what the messages say and never reconnects by itself.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "live/http_client.hpp"

namespace truewait::ivr {

struct StreamEvent {
  enum class Kind { opened, message, closed };
  Kind kind = Kind::closed;
  std::string text;  ///< message: the message; closed: why
  int status = 0;    ///< closed: HTTP status of a refused handshake, else 0
  int code = 0;      ///< closed: close code of the peer, else 0
};

class StreamClient {
 public:
  StreamClient(live::Url url, std::string bearer_key);
  ~StreamClient();
  StreamClient(const StreamClient&) = delete;
  StreamClient& operator=(const StreamClient&) = delete;

  /// Begins a connection; one that is there is dropped without a word.
  void open();
  /// After `opened`; before and after that the message is dropped.
  void send(std::string text);
  /// Closes in order; `closed` follows.
  void close();
  /// Lets the connection work for at most so long, and returns as soon as something has happened.
  std::vector<StreamEvent> poll(std::chrono::milliseconds limit);

 private:
  class Connection;
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace truewait::ivr
