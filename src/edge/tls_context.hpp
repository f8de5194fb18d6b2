// What all TLS sessions of a server share: certificate, key, and what is agreed to. Const once made.
#pragma once

#include <openssl/types.h>

#include <memory>

#include "truewait/edge/tls.hpp"

namespace truewait::edge {

class TlsContext {
 public:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  using Handle = std::unique_ptr<SSL_CTX, Free>;

  explicit TlsContext(Handle handle) : handle_(std::move(handle)) {}
  SSL_CTX* handle() const { return handle_.get(); }

 private:
  Handle handle_;
};

}  // namespace truewait::edge
