#include "edge/wire.hpp"

namespace truewait::edge {

using boost::system::error_code;
using State = TlsSession::State;

static_assert(std::tuple_size_v<decltype(Shared::input)> >= TlsSession::most_plaintext);
static_assert(std::tuple_size_v<decltype(Shared::ciphertext)> <= TlsSession::most_ciphertext);

std::size_t read_sealed(Socket& socket, TlsSession& tls, Shared& shared, std::string& answer, error_code& failed) {
  const std::size_t came = socket.read_some(boost::asio::buffer(shared.ciphertext), failed);
  if (failed) return 0;
  const std::size_t size = tls.feed(std::span(shared.ciphertext.data(), came), shared.input, answer);
  if (size > 0) return size;
  failed = tls.state() == State::ended    ? boost::asio::error::make_error_code(boost::asio::error::eof)
           : tls.state() == State::failed ? boost::asio::error::make_error_code(boost::asio::error::connection_aborted)
                                          : boost::asio::error::make_error_code(boost::asio::error::would_block);
  return 0;
}

void say_end(Socket& socket, TlsSession& tls) {
  if (!socket.is_open()) return;
  std::string notice;
  tls.close(notice);
  error_code ignored;
  if (!notice.empty()) socket.write_some(boost::asio::buffer(notice), ignored);
}

}  // namespace truewait::edge
