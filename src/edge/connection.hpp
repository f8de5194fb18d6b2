// One client that speaks HTTP: reads, answers, writes, in one coroutine on the server's thread. An idle one holds no
// buffers; input and output are the server's, used by whoever is running. Every phase has a deadline, but no timer:
// the server sweeps over all connections a few times a second. A WebSocket's conversation goes on elsewhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "edge/open_connection.hpp"
#include "edge/request_reader.hpp"
#include "edge/tls_session.hpp"

namespace truewait::edge {

class Connection final : public OpenConnection {
 public:
  Connection(std::shared_ptr<Shared> shared, Socket socket, const Entrance& entrance);
  ~Connection();

  /// The whole life of a connection; it is gone when the task ends.
  static Task run(std::unique_ptr<Connection> self);

  void sweep(std::int64_t now_ns) override;
  void drain() override;
  void abandon() override;

 private:
  enum class Phase : std::uint8_t { idle, receiving, answering, sending, lingering };
  enum class Next : std::uint8_t { read, wait_for_answer, go_on, upgrade, close };

  Next read();
  Next advance(std::string_view bytes);
  Next interrupted();
  Next answered();
  /// True: the request is to be answered once it is complete. False: the refusal is in the shared reply.
  bool admit(std::int64_t now_ns);
  Next answer(std::string_view rest);
  Next refuse_plain_http();
  Next refuse_and_close(ProblemId problem, std::string_view detail);
  /// Frames the shared reply; says whether the connection stays open.
  bool frame(bool may_stay_open);
  bool send();
  /// The bytes to go on the wire.
  std::string& sealed_output();
  void enter(Phase phase);

  Socket socket_;
  std::unique_ptr<TlsSession> tls_;  ///< none in the clear
  const Entrance entrance_;
  RequestReader reader_;
  RememberedAccess remembered_;
  Ticket ticket_;
  std::shared_ptr<PendingReply> pending_;
  std::optional<Timer> wake_;  ///< never expires: cancelled when the pending reply is there
  std::string carry_;          ///< bytes of a request that is not complete, or not yet its turn
  std::string unsent_;         ///< what the socket would not take at once
  std::int64_t deadline_ns_ = 0, arrived_ns_ = 0;
  Phase phase_ = Phase::idle;
  bool admitted_ = false, timed_out_ = false, broken_ = false, linger_ = false;
};

}  // namespace truewait::edge
