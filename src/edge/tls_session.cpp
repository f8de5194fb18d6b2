#include "edge/tls_session.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "edge/tls_context.hpp"

namespace truewait::edge {
namespace {

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "truewait: TLS: %s\n", what);
  std::abort();
}

}  // namespace

void TlsSession::Free::operator()(SSL* session) const {
  SSL_free(session);
}

/// OpenSSL's own memory BIO would copy everything once more and never give back what it grew to.
struct TlsSession::Method {
  static int read(BIO* bio, char* into, std::size_t size, std::size_t* done) {
    auto& input = static_cast<Streams*>(BIO_get_data(bio))->input;
    BIO_clear_retry_flags(bio);
    *done = std::min(size, input.size());
    if (*done == 0) {
      BIO_set_retry_read(bio);
      return 0;
    }
    std::memcpy(into, input.data(), *done);
    input = input.subspan(*done);
    return 1;
  }
  static int write(BIO* bio, const char* bytes, std::size_t size, std::size_t* done) {
    static_cast<Streams*>(BIO_get_data(bio))->output->append(bytes, size);
    *done = size;
    return 1;
  }
  static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

  static const BIO_METHOD* get() {
    static const BIO_METHOD* const method = [] {
      BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "truewait");
      if (made == nullptr || BIO_meth_set_read_ex(made, read) != 1 || BIO_meth_set_write_ex(made, write) != 1 ||
          BIO_meth_set_ctrl(made, control) != 1) {
        give_up("no memory");
      }
      return made;
    }();
    return method;
  }
};

TlsSession::TlsSession(const TlsContext& context) : session_(SSL_new(context.handle())) {
  BIO* bio = session_ ? BIO_new(Method::get()) : nullptr;
  if (bio == nullptr) give_up("no memory");
  BIO_set_data(bio, streams_.get());
  BIO_set_init(bio, 1);
  SSL_set_bio(session_.get(), bio, bio);
  SSL_set_accept_state(session_.get());
}

std::size_t TlsSession::feed(std::span<const char> ciphertext, std::span<char> plaintext, std::string& outgoing) {
  if (ciphertext.size() > most_ciphertext || plaintext.size() < most_plaintext) give_up("wrong buffer");
  std::size_t size = 0;
  if (state_ == State::failed || state_ == State::ended) return size;
  ERR_clear_error();
  *streams_ = {ciphertext, &outgoing};
  for (;;) {
    std::size_t got = 0;
    const int result = SSL_read_ex(session_.get(), plaintext.data() + size, plaintext.size() - size, &got);
    size += got;
    if (state_ == State::handshaking && SSL_is_init_finished(session_.get()) == 1) state_ = State::open;
    if (result != 1) {
      fail(result);
      break;
    }
  }
  streams_->input = {};
  return size;
}

/// Takes note of why nothing more can be read now; that more input is wanted is no failure.
void TlsSession::fail(int result) {
  const int why = SSL_get_error(session_.get(), result);
  if (why == SSL_ERROR_WANT_READ) return;
  if (why == SSL_ERROR_ZERO_RETURN) {
    state_ = State::ended;
    return;
  }
  const unsigned long error = ERR_peek_error();
  const int reason = ERR_GET_REASON(error);
  plain_http_ = state_ == State::handshaking && (reason == SSL_R_HTTP_REQUEST || reason == SSL_R_HTTPS_PROXY_REQUEST);
  const char* const words = ERR_reason_error_string(error);
  failure_ = words != nullptr ? words : "protocol error";
  state_ = State::failed;
  ERR_clear_error();
}

void TlsSession::encrypt(std::string_view plaintext, std::string& outgoing) {
  if (!may_send()) give_up("nothing may be sent now");
  if (plaintext.empty()) return;
  ERR_clear_error();
  *streams_ = {{}, &outgoing};
  std::size_t taken = 0;
  const int result = SSL_write_ex(session_.get(), plaintext.data(), plaintext.size(), &taken);
  if (result != 1) fail(result);
}

void TlsSession::close(std::string& outgoing) {
  if (!may_send() || std::exchange(closed_, true)) return;
  ERR_clear_error();
  *streams_ = {{}, &outgoing};
  SSL_shutdown(session_.get());
  ERR_clear_error();
}

}  // namespace truewait::edge
