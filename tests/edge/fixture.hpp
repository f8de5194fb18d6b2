// A server on loopback with its loop in a thread of its own, and clocks that move only when a test moves them.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include "edge/client.hpp"
#include "edge/engine_backend.hpp"
#include "truewait/edge/server.hpp"

namespace truewait::edge {

class ServerTest : public testing::Test {
 protected:
  void SetUp() override { start({}); }
  void TearDown() override { stop_loop(); }

  /// Again with other limits; sweeps come fast, since they are all that real time is used for.
  void start(ServerLimits limits) {
    stop_loop();
    limits.sweep = std::chrono::milliseconds(2);
    loop_ = std::make_unique<boost::asio::io_context>(1);
    backend_ = std::make_unique<EngineBackend>();
    ServerOptions options;
    options.limits = limits;
    options.steady_ns = [this] { return steady_ns_.load(); };
    options.instance = "test";
    configure(options);
    options.assets = assets_;
    server_ = std::make_unique<Server>(*loop_, *backend_, options);
    port_ = server_->listen("127.0.0.1", 0).value();
    operations_port_ = server_->listen_operations("localhost", 0).value();
    busy_.emplace(loop_->get_executor());
    thread_ = std::thread([this] { loop_->run(); });
  }

  /// What a kind of test wants beside the defaults.
  virtual void configure(ServerOptions&) {}

  /// Runs `work` on the loop thread and waits for it.
  template <class Work>
  auto on_loop(Work work) -> decltype(work()) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto result = task.get_future();
    boost::asio::post(*loop_, [&task] { task(); });
    return result.get();
  }
  /// Asks the loop again and again until `condition` holds there; false after a generous while.
  template <class Condition>
  bool eventually(Condition condition) {
    for (int i = 0; i < 300'000; ++i) {
      if (on_loop(condition)) return true;
      std::this_thread::yield();
    }
    return false;
  }
  void advance_steady(std::chrono::nanoseconds by) { steady_ns_ += by.count(); }

  static std::string get(std::string_view target, std::string_view key = "tw_all_secret", std::string_view more = "") {
    std::string text = "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!key.empty()) text.append("Authorization: Bearer ").append(key).append("\r\n");
    return text.append(more).append("\r\n");
  }
  static std::string post(std::string_view body, std::string_view key = "tw_all_secret",
                          std::string_view content_type = "application/json") {
    std::string text = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n";
    text.append("Authorization: Bearer ").append(key).append("\r\nContent-Type: ").append(content_type);
    text.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return text;
  }

  /// One request on a connection of its own; status 0 when no response came.
  Response ask(std::string_view bytes) {
    Client client(port_);
    client.send(bytes);
    return client.receive().value_or(Response{});
  }
  static boost::json::value json_of(const Response& response) {
    boost::json::error_code failed;
    auto value = boost::json::parse(response.body, failed);
    EXPECT_FALSE(failed) << response.body;
    return value;
  }
  /// The response is a problem of this kind in the one shape of all problems.
  static void expect_problem(const Response& response, int status, const std::string& name) {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.field("content-type"), "application/problem+json");
    EXPECT_EQ(response.field("x-content-type-options"), "nosniff");
    EXPECT_EQ(response.fields.count("server"), 0U);
    const auto value = json_of(response);
    if (!value.is_object()) return;
    EXPECT_EQ(value.at("type").as_string(), "/problems/" + name);
    EXPECT_EQ(value.at("status"), status);
    EXPECT_FALSE(value.at("title").as_string().empty());
    EXPECT_FALSE(value.at("detail").as_string().empty());
    EXPECT_TRUE(value.at("request_id").as_string().starts_with("test-"));
  }

  /// Forty calls answered by two agents and four that wait: the queue's estimate has figures.
  void feed_support() {
    std::string batch;
    int id = 0;
    const auto add = [&](const std::string& type, int call, int second, const std::string& more) {
      char at[32];
      std::snprintf(at, sizeof at, "2026-03-05T08:%02d:%02dZ", second / 60, second % 60);
      batch += (batch.empty() ? "[" : ",") + std::string("{\"event_id\":\"e") + std::to_string(id++) +
               "\",\"type\":\"" + type + "\",\"call_id\":\"c" + std::to_string(call) + "\",\"at\":\"" + at + "\"" +
               more + "}";
    };
    for (int call = 0; call < 40; ++call) {
      add("call.queued", call, call * 60, ",\"queue\":\"support\"");
      add("call.answered", call, call * 60 + 20 + call % 11, ",\"agent\":\"a" + std::to_string(call % 2) + "\"");
      if (call < 38) add("call.ended", call, call * 60 + 55, "");
    }
    for (int call = 40; call < 44; ++call) add("call.queued", call, 2500 + call, ",\"queue\":\"support\"");
    const Response response = ask(post(batch + "]"));
    ASSERT_EQ(response.status, 202) << response.body;
    ASSERT_EQ(json_of(response).at("accepted"), id) << response.body;
  }

  void stop_loop() {
    if (!thread_.joinable()) return;
    on_loop([this] {
      if (server_) server_->stop();
    });
    on_loop([this] { server_.reset(); });
    busy_.reset();
    thread_.join();  // nothing is left to do: the loop ends by itself
    loop_.reset();
  }

  std::span<const Asset> assets_;  ///< set before start()
  std::atomic<std::int64_t> steady_ns_{1'000'000'000'000};
  std::unique_ptr<boost::asio::io_context> loop_;
  /// Until the server is gone the loop must not run out of work, or nobody would take what on_loop posts.
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> busy_;
  std::unique_ptr<EngineBackend> backend_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0, operations_port_ = 0;
  std::thread thread_;
};

}  // namespace truewait::edge
