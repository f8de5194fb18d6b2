// The certificate a server shows. Loaded once at start-up, shared by all its connections; TLS 1.2 and 1.3 only, with
// forward secrecy and authenticated encryption only. It never asks for a passphrase: a key that is locked is refused.
#pragma once

#include <memory>
#include <string>
#include <variant>

namespace truewait::edge {

struct TlsFiles {
  std::string certificate;  ///< PEM: the server's own first, then those it was signed with
  std::string key;          ///< PEM, not encrypted
};

class TlsContext;

/// The context, or what is wrong with which file, in words fit to be printed.
std::variant<std::shared_ptr<const TlsContext>, std::string> load_tls(const TlsFiles& files);

}  // namespace truewait::edge
