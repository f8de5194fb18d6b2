// The server's half of one TLS connection as values: ciphertext in, plaintext out, and what is to be sent. No socket
// and no clock. All it is given is used up at once; between two calls it holds an incomplete record at most.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace truewait::edge {

class TlsContext;

class TlsSession {
 public:
  enum class State : std::uint8_t {
    handshaking,
    open,
    ended,   ///< the peer has said that nothing follows; we may still send
    failed,  ///< nothing can be sent or read any more
  };
  /// The most that one feed() may be given, and the room it then needs for plaintext.
  static constexpr std::size_t most_ciphertext = 32 * 1024, most_plaintext = most_ciphertext + 17 * 1024;

  /// Aborts when there is no memory for it.
  explicit TlsSession(const TlsContext& context);

  /// Takes at most most_ciphertext; fills `plaintext` (of at least most_plaintext) from the front and says how far.
  /// What is to be sent in answer, alerts too, is appended to `outgoing`.
  std::size_t feed(std::span<const char> ciphertext, std::span<char> plaintext, std::string& outgoing);

  /// Appends `plaintext` as records. Only while may_send().
  void encrypt(std::string_view plaintext, std::string& outgoing);
  /// Appends the notice that nothing follows; nothing when there was one, or none may be sent.
  void close(std::string& outgoing);

  State state() const { return state_; }
  bool may_be_read() const { return state_ == State::handshaking || state_ == State::open; }
  bool may_send() const { return (state_ == State::open || state_ == State::ended) && !closed_; }
  /// The first bytes were not TLS but an HTTP request.
  bool met_plain_http() const { return plain_http_; }
  /// Why it failed, in OpenSSL's words; empty otherwise.
  std::string_view failure() const { return failure_; }

 private:
  struct Free {
    void operator()(SSL* session) const;
  };
  /// What the session reads from and writes to, during a call.
  struct Streams {
    std::span<const char> input;
    std::string* output = nullptr;
  };

  struct Method;  ///< how OpenSSL reads and writes them

  void fail(int result);

  /// At an address of its own: the BIO points to it while the session object may move.
  std::unique_ptr<Streams> streams_ = std::make_unique<Streams>();
  std::unique_ptr<SSL, Free> session_;
  const char* failure_ = "";  ///< of OpenSSL's tables
  State state_ = State::handshaking;
  bool plain_http_ = false, closed_ = false;
};

}  // namespace truewait::edge
