// Keyed customer ids against a value computed apart, by Python's hmac and base64.
#include <gtest/gtest.h>

#include "app/host/contact_key.hpp"

namespace truewait::app {
namespace {

TEST(ContactKey, IsHmacSha256OfTheNumberInBase64Url) {
  const ContactKey key(std::string(32, 'k'));
  EXPECT_EQ(key.customer_of("+15550100001"), "p4Z7ZQCOkIGhc4k3oQAgfSbwJYcwS8qQ3B29TMEOo14");
}

TEST(ContactKey, NumbersDifferAndSoDoSecrets) {
  const ContactKey key(std::string(32, 'k')), other(std::string(32, 'l'));
  EXPECT_EQ(key.customer_of("+441632960001"), key.customer_of("+441632960001"));
  EXPECT_NE(key.customer_of("+441632960001"), key.customer_of("+441632960002"));
  EXPECT_NE(key.customer_of("+441632960001"), other.customer_of("+441632960001"));
  EXPECT_EQ(key.customer_of("+441632960001").size(), 43u);
  EXPECT_EQ(key.customer_of("+441632960001").find("1632"), std::string::npos);
}

TEST(ContactKey, FreshSecretsAreThirtyTwoBytesAndNotRepeated) {
  const std::string a = ContactKey::fresh_secret(), b = ContactKey::fresh_secret();
  EXPECT_EQ(a.size(), 32u);
  EXPECT_NE(a, b);
}

}  // namespace
}  // namespace truewait::app
