// Seeded noise against a running server: whatever comes, it answers or closes, and serves the next client.
#include <random>

#include "edge/fixture.hpp"

namespace truewait::edge {
namespace {

class Noise : public ServerTest {};

TEST_F(Noise, RandomBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(1 + random() % 3000, '\0');
    for (char& c : bytes) c = static_cast<char>(round % 2 ? random() : 32 + random() % 95);
    Client client(port_);
    client.send(bytes);
    client.shut_down_sending();
    const std::string answer = client.rest();
    EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 4")) << answer;
  }
  EXPECT_EQ(ask(get("/healthz", "")).status, 200);
}

TEST_F(Noise, MutatedRequests) {
  std::mt19937 random(11);
  const std::string seeds[] = {
      get("/v1/queues/two%20words/estimate?priority=3&elapsed_s=2.5&class=a"), get("/v1/calls/c1/estimate"),
      get("/v1/reports/accuracy?from=2026-03-05T08:00:00Z&queue=support", "tw_all_secret", "Accept: text/csv\r\n"),
      post(
          R"([{"event_id":"e","type":"queue.snapshot","queue":"support","calls":[{"call_id":"c","queued_at":"2026-03-05T08:00:00Z"}]}])"),
      post(
          R"({"event_id":"e","type":"call.queued","call_id":"c","queue":"support","caller":"+15550100123","priority":-7})")};
  for (int round = 0; round < 1000; ++round) {
    std::string text = seeds[random() % 5];
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 2) {
        text[at] = static_cast<char>(random());
      } else {
        text.erase(at, 1);
      }
    }
    Client client(port_);
    client.send(text);
    client.shut_down_sending();
    const std::string answer = client.rest();
    EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 2") || answer.starts_with("HTTP/1.1 4"))
        << text << answer;
  }
  ASSERT_TRUE(eventually([this] { return server_->connections() == 0; })) << "no connection is left behind";
  EXPECT_EQ(ask(get("/healthz", "")).status, 200);
}

}  // namespace
}  // namespace truewait::edge
