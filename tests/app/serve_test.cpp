// What serve refuses before it touches anything.
#include "app/commands/serve.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "app/config.hpp"

namespace truewait::app {
namespace {

TEST(Serve, ACertificateThatCannotBeUsedIsToldBeforeTheStoreIsOpened) {
  const auto store = std::filesystem::temp_directory_path() / "truewait-serve-test.db";
  std::filesystem::remove(store);
  ServiceConfig config;
  config.store = store.string();
  config.log_level = "error";
  config.tls = {"no/such.pem", "no/key.pem"};
  std::ostringstream out, err;
  EXPECT_EQ(serve(config, out, err), 1);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(), "truewait: the certificate no/such.pem cannot be used: No such file or directory.\n");
  EXPECT_FALSE(std::filesystem::exists(store));
}

}  // namespace
}  // namespace truewait::app
