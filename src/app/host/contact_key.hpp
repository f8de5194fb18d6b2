// Keyed customer ids: a caller's number becomes HMAC-SHA256 under the store's secret, so that facts name customers
// without holding numbers. Never logs or keeps a number.
#pragma once

#include <string>
#include <string_view>

namespace truewait::app {

class ContactKey {
 public:
  /// `secret`: the 32 bytes of Store::contact_secret.
  explicit ContactKey(std::string secret) : secret_(std::move(secret)) {}

  /// The customer id of an E.164 number: HMAC-SHA256(secret, "tel:" + number) in base64url, 43 characters.
  std::string customer_of(std::string_view number) const;

  /// 32 fresh bytes from the system's generator, for a store that has no secret yet. Throws when there are none.
  static std::string fresh_secret();

 private:
  std::string secret_;
};

}  // namespace truewait::app
