// What TLS tests need around the server: a certificate made for the occasion, and OpenSSL as the client.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "edge/client.hpp"
#include "truewait/edge/tls.hpp"

namespace truewait::edge {

template <auto free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

/// A key and a certificate signed with it, good for a day around now, as files that go with the object.
class MadeCertificate {
 public:
  MadeCertificate() : folder_(std::filesystem::temp_directory_path() / ("tls-" + unique())) {
    std::filesystem::create_directory(folder_);
    const Key key(EVP_EC_gen("P-256"));
    std::unique_ptr<X509, FreeWith<X509_free>> made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -43'200);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 43'200);
    X509_set_pubkey(made.get(), key.get());
    X509_NAME* name = X509_get_subject_name(made.get());
    const auto* text = reinterpret_cast<const unsigned char*>("truewait.test");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    X509_sign(made.get(), key.get(), EVP_sha256());
    write(files().certificate, [&](BIO* out) { PEM_write_bio_X509(out, made.get()); });
    write(files().key,
          [&](BIO* out) { PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    write(locked_key(), [&](BIO* out) {
      PEM_write_bio_PrivateKey(out, key.get(), EVP_aes_128_cbc(), nullptr, 0, nullptr, const_cast<char*>("secret"));
    });
  }
  ~MadeCertificate() { std::filesystem::remove_all(folder_); }
  MadeCertificate(const MadeCertificate&) = delete;
  MadeCertificate& operator=(const MadeCertificate&) = delete;

  TlsFiles files() const { return {(folder_ / "cert.pem").string(), (folder_ / "key.pem").string()}; }
  std::string locked_key() const { return (folder_ / "locked.pem").string(); }
  /// A further file beside them.
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

 private:
  static std::string unique() {
    static std::atomic<int> count = 0;
    return std::to_string(::getpid()) + "-" + std::to_string(++count);
  }
  static void write(const std::string& path, const std::function<void(BIO*)>& content) {
    const std::unique_ptr<BIO, FreeWith<BIO_free_all>> out(BIO_new_file(path.c_str(), "w"));
    content(out.get());
  }

  std::filesystem::path folder_;
};

using ClientContext = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using ClientSession = std::unique_ptr<SSL, FreeWith<SSL_free>>;

/// A client that trusts the certificate at `path` alone; `lowest` and `highest` are its protocol versions.
inline ClientContext client_context(const std::string& path, int lowest = TLS1_2_VERSION, int highest = 0) {
  ClientContext context(SSL_CTX_new(TLS_client_method()));
  if (lowest < TLS1_2_VERSION) SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), lowest);
  SSL_CTX_set_max_proto_version(context.get(), highest);
  SSL_CTX_load_verify_locations(context.get(), path.c_str(), nullptr);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

/// A client on OpenSSL's memory BIOs: what it sends is taken with sent(), what it gets is given with receive().
class MemoryClient {
 public:
  explicit MemoryClient(SSL_CTX* context) : session_(SSL_new(context)) {
    SSL_set_bio(session_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(session_.get());
    SSL_do_handshake(session_.get());
  }
  SSL* session() const { return session_.get(); }
  std::string sent() const {
    std::string out(BIO_ctrl_pending(SSL_get_wbio(session_.get())), '\0');
    if (!out.empty()) BIO_read(SSL_get_wbio(session_.get()), out.data(), static_cast<int>(out.size()));
    return out;
  }
  /// The plaintext in it.
  std::string receive(std::string_view ciphertext) const {
    if (!ciphertext.empty()) {
      BIO_write(SSL_get_rbio(session_.get()), ciphertext.data(), static_cast<int>(ciphertext.size()));
    }
    std::string plain;
    char piece[4096];
    ERR_clear_error();
    for (int got; (got = SSL_read(session_.get(), piece, sizeof piece)) > 0;) {
      plain.append(piece, static_cast<std::size_t>(got));
    }
    return plain;
  }
  void send(std::string_view plain) const {
    if (!plain.empty()) SSL_write(session_.get(), plain.data(), static_cast<int>(plain.size()));
  }

 private:
  ClientSession session_;
};

/// The blocking HTTP client over TLS; connected() is the socket's state, secure() the handshake's.
class TlsClient : public Client {
 public:
  TlsClient(std::uint16_t port, SSL_CTX* context) : Client(port), session_(SSL_new(context)) {
    std::signal(SIGPIPE, SIG_IGN);
    SSL_set_fd(session_.get(), socket());
    secure_ = SSL_connect(session_.get()) == 1;
  }
  bool secure() const { return secure_; }
  SSL* session() const { return session_.get(); }
  /// The server has said in TLS that nothing follows.
  bool was_told_of_the_end() const { return (SSL_get_shutdown(session_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
  void shut_down_sending() override { SSL_shutdown(session_.get()); }

 protected:
  ssize_t put(const char* bytes, std::size_t size) override {
    return SSL_write(session_.get(), bytes, static_cast<int>(size));
  }
  ssize_t get(char* into, std::size_t size) override {
    errno = 0;
    return SSL_read(session_.get(), into, static_cast<int>(size));
  }

 private:
  ClientSession session_;
  bool secure_ = false;
};

}  // namespace truewait::edge
