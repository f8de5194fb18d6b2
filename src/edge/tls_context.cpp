#include "edge/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstring>
#include <utility>

namespace truewait::edge {
namespace {

/// OpenSSL's reason for what just failed: the first of its errors, the others follow from it.
std::string reason() {
  const unsigned long first = ERR_get_error();
  ERR_clear_error();
  const char* words = ERR_SYSTEM_ERROR(first) ? std::strerror(ERR_GET_REASON(first)) : ERR_reason_error_string(first);
  return words != nullptr ? words : "unknown reason";
}

/// Without this, OpenSSL would ask on the terminal. `asked` is a bool.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

/// What every context agrees to; false when this OpenSSL cannot.
bool restrict_to_the_sound(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // an idle session holds no record
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

std::variant<std::shared_ptr<const TlsContext>, std::string> load_tls(const TlsFiles& files) {
  ERR_clear_error();
  TlsContext::Handle handle(SSL_CTX_new(TLS_server_method()));
  if (!handle || !restrict_to_the_sound(handle.get())) return "TLS cannot be set up: " + reason() + ".";
  bool asked = false;
  SSL_CTX_set_default_passwd_cb(handle.get(), no_passphrase);
  SSL_CTX_set_default_passwd_cb_userdata(handle.get(), &asked);
  if (SSL_CTX_use_certificate_chain_file(handle.get(), files.certificate.c_str()) != 1) {
    return "the certificate " + files.certificate + " cannot be used: " + reason() + ".";
  }
  if (SSL_CTX_use_PrivateKey_file(handle.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(handle.get()) != 1) {
    return "the key " + files.key + " cannot be used with the certificate " + files.certificate + ": " +
           (asked ? "it is locked with a passphrase" : reason()) + ".";
  }
  SSL_CTX_set_default_passwd_cb(handle.get(), nullptr);
  SSL_CTX_set_default_passwd_cb_userdata(handle.get(), nullptr);
  return std::make_shared<const TlsContext>(std::move(handle));
}

}  // namespace truewait::edge
