// The command line of `serve`: a whole service in a few words, and what goes before a file.
#include "app/service_options.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <string>

#include "app/endpoint.hpp"
#include "app/spelling.hpp"

namespace truewait::app {
namespace {

const std::string sample = TRUEWAIT_SOURCE_DIR "/config/truewait.toml";

std::variant<ServiceConfig, std::vector<std::string>> given(const std::string& arguments) {
  CLI::App app;
  ServiceOptions options;
  add_service_options(app, options);
  app.parse(arguments);
  return resolve(options);
}

ServiceConfig good(const std::string& arguments) {
  auto config = given(arguments);
  if (auto* errors = std::get_if<1>(&config)) {
    for (const auto& error : *errors) ADD_FAILURE() << error;
    return {};
  }
  return std::get<0>(config);
}

std::string bad(const std::string& arguments) {
  const auto config = given(arguments);
  if (config.index() == 0) return "(accepted)";
  std::string all;
  for (const auto& error : std::get<1>(config)) all += error + "\n";
  return all;
}

TEST(ServiceOptions, QueuesAloneAreAWholeConfiguration) {
  const auto config = good("--listen [::1]:9000 --store calls.db --queue support --queue sales");
  EXPECT_EQ(config.listen.host, "::1");
  EXPECT_EQ(config.listen.port, 9000);
  EXPECT_EQ(config.store, "calls.db");
  ASSERT_EQ(config.engine.queues.size(), 2u);
  EXPECT_EQ(config.engine.queues[1].name, "sales");
  EXPECT_EQ(config.clock_speed, 1.0);
}

TEST(ServiceOptions, TheCommandLineGoesBeforeTheFile) {
  const auto config = good("--config " + sample + " --listen 127.0.0.1:7000 --operations 127.0.0.1:7007 --store x.db" +
                           " --clock-speed 10 --log-level warn");
  EXPECT_EQ(config.listen.port, 7000);
  EXPECT_EQ(config.operations.port, 7007);
  EXPECT_EQ(config.store, "x.db");
  EXPECT_EQ(config.clock_speed, 10.0);
  EXPECT_EQ(config.log_level, "warn");
  EXPECT_EQ(config.engine.queues.size(), 3u);
}

TEST(ServiceOptions, ACertificateComesWithItsKey) {
  const auto config = good("--queue a --tls-certificate c.pem --tls-key k.pem");
  EXPECT_EQ(config.tls.certificate, "c.pem");
  EXPECT_EQ(config.tls.key, "k.pem");
  EXPECT_EQ(bad("--queue a --tls-key k.pem"), "--tls-key needs --tls-certificate, the PEM file it belongs to.\n");
  EXPECT_EQ(bad("--queue a --tls-certificate c.pem"),
            "--tls-certificate needs --tls-key, the PEM file with its key.\n");
  EXPECT_EQ(good("--queue a").tls.certificate, "");
}

TEST(ServiceOptions, AllErrorsAtOnce) {
  const auto text = bad("--listen nowhere --queue a --queue a --clock-speed 0 --log-level loud");
  EXPECT_NE(text.find("--listen: \"nowhere\" is no place to listen: the port is missing"), std::string::npos) << text;
  EXPECT_NE(text.find("--queue a stands more than once"), std::string::npos) << text;
  EXPECT_NE(text.find("--clock-speed must lie between"), std::string::npos) << text;
  EXPECT_NE(text.find("--log-level must be"), std::string::npos) << text;
}

TEST(ServiceOptions, Refusals) {
  EXPECT_NE(bad("").find("no queue to serve"), std::string::npos);
  EXPECT_NE(bad("--config " + sample + " --queue a").find("the queues are those of the file"), std::string::npos);
  EXPECT_NE(bad("--config no/such.toml").find("no/such.toml: cannot be read"), std::string::npos);
  EXPECT_NE(bad("--queue a --listen 127.0.0.1:1 --operations 127.0.0.1:1").find("are both 127.0.0.1:1"),
            std::string::npos);
  EXPECT_NE(bad("--queue a --listen 127.0.0.1:65535").find("above port 65535"), std::string::npos);
}

TEST(Endpoint, AddressesAndPorts) {
  const auto parsed = [](const char* text) { return std::get<Endpoint>(parse_endpoint(text)); };
  EXPECT_EQ(to_string(parsed("127.0.0.1:8080")), "127.0.0.1:8080");
  EXPECT_EQ(to_string(parsed("localhost:1")), "127.0.0.1:1");
  EXPECT_EQ(to_string(parsed("[::1]:8080")), "[::1]:8080");
  EXPECT_EQ(parsed("[2001:db8::7]:65535").host, "2001:db8::7");
  EXPECT_EQ(parsed("0.0.0.0:0").port, 0);
}

TEST(Endpoint, WhatIsWrongIsSaid) {
  const auto wrong = [](const char* text) { return std::get<std::string>(parse_endpoint(text)); };
  EXPECT_NE(wrong("8080").find("the port is missing"), std::string::npos);
  EXPECT_NE(wrong("127.0.0.1:").find("a port is a number"), std::string::npos);
  EXPECT_NE(wrong("127.0.0.1:65536").find("a port is a number"), std::string::npos);
  EXPECT_NE(wrong("127.0.0.1:+80").find("a port is a number"), std::string::npos);
  EXPECT_NE(wrong(":8080").find("write 0.0.0.0 or [::]"), std::string::npos);
  EXPECT_NE(wrong("::1:8080").find("stands in brackets"), std::string::npos);
  EXPECT_NE(wrong("[127.0.0.1]:8080").find("not an IP address"), std::string::npos);
  EXPECT_NE(wrong("calls.example:8080").find("not an IP address"), std::string::npos);
}

TEST(Spelling, NearWordsAreFoundAndFarOnesAreNot) {
  EXPECT_EQ(edit_distance("store", "stoer"), 1u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(nearest("priorty_rule", {"name", "priority_rule"}), "priority_rule");
  EXPECT_EQ(nearest("colour", {"level", "json"}), std::nullopt);
  EXPECT_EQ(did_you_mean("zzz", {}), "");
}

}  // namespace
}  // namespace truewait::app
