// TLS as values: two sessions that talk, and all that must not be believed or accepted.
#include "edge/tls_session.hpp"

#include <gtest/gtest.h>

#include <random>

#include "edge/tls_context.hpp"
#include "edge/tls_peer.hpp"

namespace truewait::edge {
namespace {

using State = TlsSession::State;

class Tls : public testing::Test {
 protected:
  Tls() {
    auto loaded = load_tls(certificate_.files());
    if (const auto* wrong = std::get_if<std::string>(&loaded)) ADD_FAILURE() << *wrong;
    context_ = std::get<0>(loaded);
    server_ = std::make_unique<TlsSession>(*context_);
  }
  /// Hands ciphertext to the server in pieces; its plaintext, and its answer in `answer_`.
  std::string feed(std::string_view bytes, std::size_t piece = 32 * 1024) {
    std::string plain;
    std::vector<char> into(TlsSession::most_plaintext);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      const std::size_t size = server_->feed(bytes.substr(0, piece), into, answer_);
      plain.append(into.data(), size);
    }
    return plain;
  }
  /// Back and forth until nobody has anything to say.
  void shake_hands(const MemoryClient& client, std::size_t piece = 32 * 1024) {
    for (std::string flight = client.sent(); !flight.empty(); flight = client.sent()) {
      feed(flight, piece);
      client.receive(std::exchange(answer_, {}));
    }
  }
  ClientContext client(int lowest = TLS1_2_VERSION, int highest = 0) const {
    return client_context(certificate_.files().certificate, lowest, highest);
  }
  static std::string wrong(const TlsFiles& files) {
    const auto loaded = load_tls(files);
    return loaded.index() == 0 ? "(accepted)" : std::get<1>(loaded);
  }

  MadeCertificate certificate_;
  std::shared_ptr<const TlsContext> context_;
  std::unique_ptr<TlsSession> server_;
  std::string answer_;
};

TEST_F(Tls, TwoSessionsTalkHoweverTheBytesAreCut) {
  std::mt19937 random(1);
  std::string long_text(300'000, ' ');
  for (char& c : long_text) c = static_cast<char>(random());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{97}, std::size_t{32 * 1024}}) {
      const auto context = client(version, version);
      server_ = std::make_unique<TlsSession>(*context_);
      EXPECT_EQ(server_->state(), State::handshaking);
      const MemoryClient peer(context.get());
      shake_hands(peer, piece);
      ASSERT_EQ(server_->state(), State::open) << server_->failure();
      EXPECT_EQ(SSL_version(peer.session()), version);
      peer.send(long_text);
      EXPECT_EQ(feed(peer.sent(), piece), long_text);
      server_->encrypt("", answer_);
      EXPECT_EQ(answer_, "");
      server_->encrypt("short", answer_);
      server_->encrypt(long_text, answer_);
      EXPECT_EQ(answer_.find("short"), std::string::npos);
      EXPECT_EQ(peer.receive(std::exchange(answer_, {})), "short" + long_text);
    }
  }
}

TEST_F(Tls, OnlyForwardSecrecyAndAuthenticatedEncryption) {
  for (const char* ciphers : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"}) {
    const auto context = client(TLS1_2_VERSION, TLS1_2_VERSION);
    ASSERT_EQ(SSL_CTX_set_cipher_list(context.get(), ciphers), 1);
    server_ = std::make_unique<TlsSession>(*context_);
    const MemoryClient peer(context.get());
    feed(peer.sent());
    EXPECT_EQ(server_->state(), State::failed) << ciphers;
    EXPECT_EQ(server_->failure(), "no shared cipher");
  }
}

TEST_F(Tls, AnOldProtocolIsRefusedWithAnAlert) {
  const auto context = client(TLS1_VERSION, TLS1_1_VERSION);
  const MemoryClient peer(context.get());
  const std::string hello = peer.sent();
  ASSERT_FALSE(hello.empty());
  feed(hello);
  EXPECT_EQ(server_->state(), State::failed);
  EXPECT_EQ(server_->failure(), "unsupported protocol");
  ASSERT_EQ(answer_.size(), 7U);
  EXPECT_EQ(answer_[0], 21) << "an alert";
  EXPECT_EQ(answer_[6], 70) << "protocol_version";
  EXPECT_FALSE(server_->may_send());
}

TEST_F(Tls, GarbageEndsTheSession) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    server_ = std::make_unique<TlsSession>(*context_);
    answer_.clear();
    std::string bytes(1 + random() % 3000, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    if (round % 3 == 0) bytes.replace(0, std::min<std::size_t>(3, bytes.size()), "\x16\x03\x01");
    EXPECT_EQ(feed(bytes, 1 + random() % 500), "");
    EXPECT_NE(server_->state(), State::open);
    EXPECT_LT(answer_.size(), 100U);
  }
}

TEST_F(Tls, ARecordThatWasChangedEndsTheSession) {
  const auto context = client();
  const MemoryClient peer(context.get());
  shake_hands(peer);
  peer.send("pay 10");
  std::string record = peer.sent();
  record.back() = static_cast<char>(record.back() ^ 1);
  EXPECT_EQ(feed(record), "");
  EXPECT_EQ(server_->state(), State::failed);
  EXPECT_FALSE(answer_.empty()) << "an alert";
  peer.send("again");
  EXPECT_EQ(feed(peer.sent()), "");
  EXPECT_FALSE(server_->may_send());
}

TEST_F(Tls, WhatIsCutShortIsWaitedFor) {
  const auto context = client();
  const MemoryClient peer(context.get());
  const std::string hello = peer.sent();
  feed(std::string_view(hello).substr(0, hello.size() - 1));
  EXPECT_EQ(server_->state(), State::handshaking);
  EXPECT_EQ(answer_, "");
  feed(std::string_view(hello).substr(hello.size() - 1));
  EXPECT_FALSE(answer_.empty());
  peer.receive(std::exchange(answer_, {}));
  shake_hands(peer);
  ASSERT_EQ(server_->state(), State::open);
  peer.send("whole");
  const std::string record = peer.sent();
  EXPECT_EQ(feed(std::string_view(record).substr(0, record.size() - 1)), "");
  EXPECT_EQ(server_->state(), State::open) << "that it never comes is for a deadline to notice";
  EXPECT_EQ(feed(std::string_view(record).substr(record.size() - 1)), "whole");
}

TEST_F(Tls, EitherSideSaysWhenNothingFollows) {
  const auto context = client();
  const MemoryClient peer(context.get());
  server_->close(answer_);
  EXPECT_EQ(answer_, "") << "not before the handshake";
  shake_hands(peer);
  peer.send("last words");
  SSL_shutdown(peer.session());
  EXPECT_EQ(feed(peer.sent()), "last words");
  EXPECT_EQ(server_->state(), State::ended);
  ASSERT_TRUE(server_->may_send());
  server_->encrypt("answer", answer_);
  server_->close(answer_);
  server_->close(answer_);
  EXPECT_FALSE(server_->may_send());
  EXPECT_EQ(peer.receive(answer_), "answer");
  EXPECT_NE(SSL_get_shutdown(peer.session()) & SSL_RECEIVED_SHUTDOWN, 0);
}

TEST_F(Tls, HttpInTheClearIsRecognised) {
  EXPECT_EQ(feed("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), "");
  EXPECT_EQ(server_->state(), State::failed);
  EXPECT_TRUE(server_->met_plain_http());
  EXPECT_EQ(answer_, "");
}

TEST_F(Tls, WhatIsWrongWithTheFilesIsTold) {
  const TlsFiles good = certificate_.files();
  const MadeCertificate other;
  const std::string empty = certificate_.file("empty.pem", "no certificate\n");
  EXPECT_EQ(wrong(good), "(accepted)");
  EXPECT_EQ(wrong({good.certificate + "x", good.key}),
            "the certificate " + good.certificate + "x cannot be used: No such file or directory.");
  EXPECT_EQ(wrong({empty, good.key}), "the certificate " + empty + " cannot be used: no start line.");
  const auto key_fault = [&](const std::string& key, const std::string& why) {
    EXPECT_EQ(wrong({good.certificate, key}),
              "the key " + key + " cannot be used with the certificate " + good.certificate + ": " + why + ".");
  };
  key_fault(good.key + "x", "No such file or directory");
  key_fault(other.files().key, "key values mismatch");
  key_fault(certificate_.locked_key(), "it is locked with a passphrase");
}

}  // namespace
}  // namespace truewait::edge
