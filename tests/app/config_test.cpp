// Configuration files: what they mean, and that every mistake is named at its place, all at once.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands/check_config.hpp"
#include "app/config_reading.hpp"

namespace truewait::app {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

std::string sample() {
  std::ifstream file(std::filesystem::path(TRUEWAIT_SOURCE_DIR) / "config/truewait.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Config, OneQueueIsEnoughAndTheRestHasDefaults) {
  const auto config = good("[[queues]]\nname = \"support\"");
  EXPECT_EQ(config.listen.host, "127.0.0.1");
  EXPECT_EQ(config.listen.port, 8080);
  EXPECT_EQ(config.operations.port, 0);
  EXPECT_EQ(config.store, "truewait.db");
  ASSERT_EQ(config.engine.queues.size(), 1u);
  EXPECT_EQ(config.engine.queues[0].site, "default");
  EXPECT_EQ(config.engine.queues[0].group_name(), "support");
  EXPECT_FALSE(config.engine.queues[0].handle_time.has_value());
  EXPECT_FALSE(config.engine.queues[0].agents.has_value());
}

TEST(Config, EveryKeyIsRead) {
  const auto config = good(R"(
    listen = "[::1]:9000"
    operations = "0.0.0.0:9100"
    store = "calls.db"
    snapshot_every = 5
    keep_contacts_days = 7
    allowed_origins = ["https://board.example", "http://localhost:5173"]
    [tls]
    certificate = "chain.pem"
    key = "key.pem"
    [log]
    level = "debug"
    json = true
    [limits]
    waiting_per_queue = 11
    agents_per_group = 12
    remembered_events = 13
    remember_events_for = "1h"
    waiting_call_lost_after = "30min"
    service_lost_after = "3h"
    future_tolerance = "0s"
    [[queues]]
    site = "north"
    name = "support"
    group = "front"
    priority_rule = "head_start"
    estimator = "formula"
    announce_percent = 90
    head_start_per_priority = "90s"
    class_head_start = { vip = "60s", gold = "2min" }
    handle_time = "300s"
    agents = 12
    time_zone = "Europe/Berlin"
  )");
  EXPECT_EQ(config.listen.host, "::1");
  EXPECT_EQ(config.listen.port, 9000);
  EXPECT_EQ(config.operations.host, "0.0.0.0");
  EXPECT_EQ(config.operations.port, 9100);
  EXPECT_EQ(config.store, "calls.db");
  EXPECT_EQ(config.snapshot_every, 5u);
  EXPECT_EQ(config.keep_contacts_days, 7);
  EXPECT_EQ(config.allowed_origins, (std::vector<std::string>{"https://board.example", "http://localhost:5173"}));
  EXPECT_EQ(config.tls.certificate, "chain.pem");
  EXPECT_EQ(config.tls.key, "key.pem");
  EXPECT_EQ(config.log_level, "debug");
  EXPECT_TRUE(config.log_json);
  const auto& limits = config.engine.limits;
  EXPECT_EQ(limits.waiting_per_queue, 11u);
  EXPECT_EQ(limits.agents_per_group, 12u);
  EXPECT_EQ(limits.remembered_events, 13u);
  EXPECT_EQ(limits.remember_events_for, hours(1));
  EXPECT_EQ(limits.waiting_call_lost_after, seconds(1800));
  EXPECT_EQ(limits.service_lost_after, hours(3));
  EXPECT_EQ(limits.future_tolerance, seconds(0));
  ASSERT_EQ(config.engine.queues.size(), 1u);
  const auto& queue = config.engine.queues[0];
  EXPECT_EQ(queue.site, "north");
  EXPECT_EQ(queue.group_name(), "front");
  EXPECT_EQ(queue.priority_rule, domain::PriorityRule::head_start);
  EXPECT_EQ(queue.estimator, domain::Estimator::formula);
  EXPECT_EQ(queue.announce_level, 0.90);
  EXPECT_EQ(queue.head_start_per_priority, seconds(90));
  EXPECT_EQ(queue.class_head_start.at("vip"), seconds(60));
  EXPECT_EQ(queue.class_head_start.at("gold"), seconds(120));
  EXPECT_EQ(queue.handle_time, seconds(300));
  EXPECT_EQ(queue.agents, 12);
  EXPECT_EQ(queue.time_zone, "Europe/Berlin");
}

TEST(Config, TheSampleIsSoundAndItsCommentsTellTheDefaults) {
  const auto plain = good(sample());
  EXPECT_EQ(plain.engine.queues.size(), 3u);
  // "#key" is a default written out; "# text" is prose.
  std::string spoken, line;
  std::istringstream lines(sample());
  while (std::getline(lines, line))
    spoken += (line.size() > 1 && line[0] == '#' && line[1] != ' ' ? line.substr(1) : line) + "\n";
  ASSERT_NE(spoken, sample());
  const auto said = good(spoken);
  EXPECT_EQ(said.listen.port, plain.listen.port);
  EXPECT_EQ(said.store, plain.store);
  EXPECT_EQ(said.log_level, plain.log_level);
  EXPECT_EQ(said.log_json, plain.log_json);
  EXPECT_EQ(said.snapshot_every, plain.snapshot_every);
  EXPECT_EQ(said.keep_contacts_days, plain.keep_contacts_days);
  EXPECT_EQ(said.allowed_origins, plain.allowed_origins);
  EXPECT_EQ(said.tls.certificate, plain.tls.certificate);
  const auto &a = said.engine.limits, &b = plain.engine.limits;
  EXPECT_EQ(a.waiting_per_queue, b.waiting_per_queue);
  EXPECT_EQ(a.agents_per_group, b.agents_per_group);
  EXPECT_EQ(a.remembered_events, b.remembered_events);
  EXPECT_EQ(a.remember_events_for, b.remember_events_for);
  EXPECT_EQ(a.waiting_call_lost_after, b.waiting_call_lost_after);
  EXPECT_EQ(a.service_lost_after, b.service_lost_after);
  EXPECT_EQ(a.future_tolerance, b.future_tolerance);
}

TEST(Config, AllErrorsAtOnceEachAtItsPlaceInTheOrderOfTheFile) {
  EXPECT_EQ(bad("listen = 8080\n"
                "stoer = \"x.db\"\n"
                "[[queues]]\n"
                "name = \"support\"\n"
                "time_zone = \"Europe/Berln\"\n"),
            "t.toml:1:10: \"listen\" must be a text in quotes, not a whole number.\n"
            "t.toml:2:1: unknown key \"stoer\" in the file's top level. Did you mean \"store\"?\n"
            "t.toml:5:13: there is no time zone \"Europe/Berln\": write a name like \"Europe/Berlin\"."
            " Did you mean \"Europe/Berlin\"?\n");
}

TEST(Config, TlsIsACertificateAndItsKey) {
  EXPECT_EQ(bad_beside_a_queue("[tls]\nkey = \"k.pem\""),
            "t.toml:1:1: [tls] needs \"certificate\" and \"key\", two PEM files: \"certificate\" is missing.\n");
  EXPECT_EQ(bad_beside_a_queue("[tls]\ncertificate = \"c.pem\""),
            "t.toml:1:1: [tls] needs \"certificate\" and \"key\", two PEM files: \"key\" is missing.\n");
  EXPECT_EQ(bad_beside_a_queue("[tls]\ncertificate = \"\"\nkey = 1"),
            "t.toml:2:15: \"certificate\" is empty: name a PEM file.\n"
            "t.toml:3:7: \"key\" must be a text in quotes, not a whole number.\n");
  EXPECT_NE(bad_beside_a_queue("tls = true").find("t.toml:1:7: "), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("[tls]\ncertificate = \"c\"\nkey = \"k\"\nciphers = \"x\"").find("t.toml:4:1: unknown"),
            std::string::npos);
}

TEST(Config, OriginsAreThoseThatBrowsersSend) {
  const auto wrong = [](const std::string& list) { return bad_beside_a_queue("allowed_origins = " + list); };
  EXPECT_NE(wrong("[\"board.example\"]").find("t.toml:1:20: \"board.example\" is no origin: write scheme"),
            std::string::npos);
  for (const auto* text : {"https://board.example/", "https://a@b", "https://a b"}) {
    EXPECT_NE(wrong("[\"" + std::string(text) + "\"]").find("nothing follows the host"), std::string::npos) << text;
  }
  EXPECT_NE(wrong("[\"https://\"]").find("write scheme and host"), std::string::npos);
  EXPECT_NE(wrong("[\"https://Board.example\"]").find("small ASCII letters"), std::string::npos);
  EXPECT_NE(wrong("[1]").find("must be a text in quotes"), std::string::npos);
  EXPECT_NE(wrong("\"https://a\"").find("t.toml:1:19: "), std::string::npos);
}

TEST(CheckConfig, TheCertificateIsTried) {
  const auto path = std::filesystem::temp_directory_path() / "truewait-tls-check.toml";
  std::ofstream(path) << "[tls]\ncertificate = \"no/such.pem\"\nkey = \"no/key.pem\"\n[[queues]]\nname = \"a\"\n";
  std::ostringstream out, err;
  EXPECT_EQ(check_config(path.string(), out, err), 2);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(), path.string() +
                           ": [tls]: the certificate no/such.pem cannot be used: No such file or directory." +
                           "\n1 error: the configuration cannot be used.\n");
  std::filesystem::remove(path);
}

TEST(Config, ASyntaxErrorHasItsPlace) {
  const auto text = bad("listen = \"127.0.0.1:8080\"\n[[queues]\nname = \"a\"\n");
  EXPECT_EQ(text.find("t.toml:2:"), 0u) << text;
  EXPECT_NE(text.find("this is not TOML"), std::string::npos) << text;
}

TEST(Config, UnknownKeysNameTheKnownOnesWhenNothingIsNear) {
  const auto text = bad_beside_a_queue("[log]\ncolour = true");
  EXPECT_EQ(text, "t.toml:2:1: unknown key \"colour\" in [log]. It knows \"level\" or \"json\".\n");
}

TEST(Config, NoQueueAtAll) {
  for (const auto* text : {"", "listen = \"127.0.0.1:1\"", "queues = []"}) {
    EXPECT_EQ(bad(text), "t.toml: no queue is configured: add [[queues]] and below it name = \"support\".\n");
  }
}

TEST(Config, AQueueIsATableWithAName) {
  EXPECT_NE(bad("queues = 3").find("must be a list of tables"), std::string::npos);
  EXPECT_NE(bad("queues = [\"support\"]").find("a queue is a table"), std::string::npos);
  EXPECT_NE(bad("[[queues]]\nagents = 3").find("t.toml:1:1: this queue has no name"), std::string::npos);
  EXPECT_NE(bad("[[queues]]\nname = \"\"").find("1 to 128 printable"), std::string::npos);
  EXPECT_NE(bad("[[queues]]\nname = \" a\"").find("1 to 128 printable"), std::string::npos);
  EXPECT_NE(bad("[[queues]]\nname = \"" + std::string(129, 'q') + "\"").find("1 to 128"), std::string::npos);
}

TEST(Config, ASiteIsNamedAsKeysNameIt) {
  for (const auto* site : {"", "north east", "a/b"}) {
    EXPECT_NE(bad_in_queue("site = \"" + std::string(site) + "\"").find("\"site\" must be 1 to 64"), std::string::npos);
  }
}

TEST(Config, NamesAreUniqueWithinASite) {
  const auto text = bad("[[queues]]\nname = \"a\"\n[[queues]]\nname = \"a\"\n");
  EXPECT_EQ(text.find("t.toml:3:"), 0u) << text;
  EXPECT_NE(text.find("a second time (first in line 1)"), std::string::npos) << text;
  EXPECT_EQ(good("[[queues]]\nname = \"a\"\n[[queues]]\nname = \"a\"\nsite = \"north\"").engine.queues.size(), 2u);
}

TEST(Config, OneGroupHasOnePriorityRule) {
  const std::string two =
      "[[queues]]\nname = \"a\"\ngroup = \"g\"\n[[queues]]\nname = \"b\"\ngroup = \"g\"\npriority_rule = "
      "\"head_start\"\n";
  EXPECT_NE(bad(two).find("t.toml:4:"), std::string::npos);
  EXPECT_NE(bad(two).find("but not the priority rule"), std::string::npos);
  EXPECT_EQ(good(two + "site = \"north\"").engine.queues.size(), 2u) << "groups of two sites are two groups";
}

TEST(Config, PriorityRules) {
  EXPECT_NE(bad_in_queue("priority_rule = \"headstart\"").find("Did you mean \"head_start\"?"), std::string::npos);
  EXPECT_NE(bad_in_queue("head_start_per_priority = \"90s\"").find("no meaning under the strict rule"),
            std::string::npos);
  EXPECT_NE(bad_in_queue("class_head_start = { vip = 60 }").find("the head start of class \"vip\" must be a duration"),
            std::string::npos);
}

TEST(Config, DurationsHaveUnitsAndRanges) {
  EXPECT_NE(bad_in_queue("handle_time = 300").find("must be a duration in quotes"), std::string::npos);
  EXPECT_NE(bad_in_queue("handle_time = \"soon\"").find("which is no duration"), std::string::npos);
  EXPECT_NE(bad_in_queue("handle_time = \"0s\"").find("must lie between 1s and 24h"), std::string::npos);
  EXPECT_NE(bad_in_queue("handle_time = \"25h\"").find("must lie between 1s and 24h"), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("[limits]\nservice_lost_after = \"10s\"").find("between 1min and 168h"),
            std::string::npos);
}

TEST(Config, NumbersHaveRanges) {
  EXPECT_NE(bad_in_queue("agents = 0").find("\"agents\" is 0; it must lie between 1 and 10000"), std::string::npos);
  EXPECT_NE(bad_in_queue("agents = -3").find("\"agents\" is -3"), std::string::npos);
  EXPECT_NE(bad_in_queue("agents = 2.5").find("must be a whole number, not a number"), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("snapshot_every = 0").find("between 1 and"), std::string::npos);
  EXPECT_NE(bad("[limits]\nagents_per_group = 5\n[[queues]]\nname = \"a\"\nagents = 6\n").find("between 1 and 5"),
            std::string::npos);
}

TEST(Config, TablesAndDatesAreNamedForWhatTheyAre) {
  EXPECT_NE(bad_beside_a_queue("log = \"debug\"").find("\"log\" must be a table, not a text"), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("store = 2024-01-01").find("not a date or time"), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("store = \"\"").find("\"store\" is empty"), std::string::npos);
  EXPECT_NE(bad_beside_a_queue("[log]\njson = \"yes\"").find("must be true or false"), std::string::npos);
}

TEST(Config, ListenersMustNotCollide) {
  EXPECT_NE(bad_beside_a_queue("operations = \"127.0.0.1:8080\"").find("t.toml:1:14: \"operations\" is the place"),
            std::string::npos);
  EXPECT_NE(bad_beside_a_queue("listen = \"127.0.0.1:65535\"").find("one above port 65535"), std::string::npos);
  good("listen = \"127.0.0.1:65535\"\noperations = \"127.0.0.1:1\"\n[[queues]]\nname = \"a\"");
}

TEST(Config, AFileThatCannotBeReadSaysWhy) {
  const auto missing = load_config("no/such/file.toml", read_at);
  ASSERT_EQ(missing.index(), 1u);
  EXPECT_EQ(to_string(std::get<1>(missing)[0]), "no/such/file.toml: cannot be read: No such file or directory.");
  const auto directory = load_config(TRUEWAIT_SOURCE_DIR, read_at);
  ASSERT_EQ(directory.index(), 1u);
  EXPECT_NE(to_string(std::get<1>(directory)[0]).find("this is a directory"), std::string::npos);
}

TEST(CheckConfig, SaysWhatASoundFileMeans) {
  std::ostringstream out, err;
  const std::string path = TRUEWAIT_SOURCE_DIR "/config/truewait.toml";
  EXPECT_EQ(check_config(path, out, err), 0);
  EXPECT_EQ(out.str(), path +
                           ": ok: 3 queues in 2 groups; listens on 127.0.0.1:8080, operations on 127.0.0.1:8081; "
                           "store truewait.db\n");
  EXPECT_EQ(err.str(), "");
}

TEST(CheckConfig, AFaultyFileEndsWithTwo) {
  std::ostringstream out, err;
  EXPECT_EQ(check_config("no/such/file.toml", out, err), 2);
  EXPECT_EQ(out.str(), "");
  EXPECT_NE(err.str().find("1 error: the configuration cannot be used."), std::string::npos);
}

}  // namespace
}  // namespace truewait::app
