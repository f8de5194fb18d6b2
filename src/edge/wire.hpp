// A client's socket, in the clear or with TLS over it, as those who talk on it see it. Without TLS this is the socket
// and nothing else.
#pragma once

#include "edge/open_connection.hpp"
#include "edge/tls_session.hpp"

namespace truewait::edge {

/// Reads ciphertext and opens it; see read_clear.
std::size_t read_sealed(Socket& socket, TlsSession& tls, Shared& shared, std::string& answer,
                        boost::system::error_code& failed);

/// Fills shared.input from the front and says how far. `failed` is would_block also when what came was no plaintext,
/// eof when the peer ended its side in TLS, connection_aborted when what came was not TLS. What TLS answers is appended
/// to `answer`: to be sent before anything else, whatever `failed` says.
inline std::size_t read_clear(Socket& socket, TlsSession* tls, Shared& shared, std::string& answer,
                              boost::system::error_code& failed) {
  if (tls != nullptr) return read_sealed(socket, *tls, shared, answer, failed);
  return socket.read_some(boost::asio::buffer(shared.input), failed);
}

/// Tells the peer that nothing follows, if the socket takes it at once. Only when nothing waits to be sent.
void say_end(Socket& socket, TlsSession& tls);

}  // namespace truewait::edge
