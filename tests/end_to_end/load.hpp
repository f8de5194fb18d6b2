// Event load from several connections at once, and a record of what was acknowledged. Seeded: the same seed posts the
// same events, whatever the answers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace truewait::test {

class Load {
 public:
  /// `name` distinguishes the events of one load from those of another. Starts posting at once.
  Load(std::uint16_t port, const std::string& key, const std::string& name, std::uint64_t seed, int connections);
  /// Ends when every connection failed or stop() was called.
  ~Load();

  /// Waits until so many events were acknowledged, or every connection failed.
  void wait_for(std::size_t acknowledged);
  /// Lets each connection finish its request and ends; joins the threads.
  void stop();

  struct Posted {
    std::string id, json;
  };
  /// After stop(): what the service said it has, and what it never answered.
  const std::vector<Posted>& acknowledged() const { return acknowledged_; }
  const std::vector<Posted>& unanswered() const { return unanswered_; }
  /// Answers other than 202 and 503, in words; empty in a good run.
  const std::vector<std::string>& surprises() const { return surprises_; }

 private:
  void post(std::uint16_t port, const std::string& key, std::string prefix, std::uint64_t seed);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::size_t count_ = 0;
  int running_ = 0;
  std::atomic<bool> stopping_{false};
  std::vector<Posted> acknowledged_, unanswered_;
  std::vector<std::string> surprises_;
  std::vector<std::thread> threads_;
};

}  // namespace truewait::test
