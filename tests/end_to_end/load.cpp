#include "end_to_end/load.hpp"

#include <chrono>
#include <random>

#include "end_to_end/events.hpp"
#include "end_to_end/http_client.hpp"

namespace truewait::test {

namespace {

/// The next few events of a line of calls that arrive, are answered, give up and end.
class Calls {
 public:
  Calls(std::string prefix, std::uint64_t seed) : prefix_(std::move(prefix)), random_(seed) {}

  std::vector<Load::Posted> batch() {
    std::vector<Load::Posted> events;
    for (std::size_t n = 1 + random_() % 20; n > 0; --n) events.push_back(next());
    return events;
  }

 private:
  Load::Posted next() {
    const std::string id = prefix_ + "-" + std::to_string(events_++);
    if (!serving_.empty() && random_() % 3 == 0) return {id, ended_json(id, take(serving_))};
    if (waiting_.size() > 5 || (!waiting_.empty() && random_() % 2 == 0)) {
      const std::string call = take(waiting_);
      if (random_() % 5 == 0) return {id, event_json(id, "call.abandoned", ",\"call_id\":" + quoted(call))};
      serving_.push_back(call);
      return {id, answered_json(id, call, ",\"agent\":\"agent-" + std::to_string(random_() % 10) + "\"")};
    }
    const std::string call = prefix_ + "-call-" + std::to_string(calls_++);
    waiting_.push_back(call);
    return {id, queued_json(id, call, random_() % 4 ? "support" : "sales", ",\"caller\":\"+15550100042\"")};
  }
  std::string take(std::vector<std::string>& from) {
    std::swap(from[random_() % from.size()], from.back());
    std::string call = std::move(from.back());
    from.pop_back();
    return call;
  }

  std::string prefix_;
  std::mt19937_64 random_;
  std::vector<std::string> waiting_, serving_;
  std::size_t events_ = 0, calls_ = 0;
};

}  // namespace

Load::Load(std::uint16_t port, const std::string& key, const std::string& name, std::uint64_t seed, int connections)
    : running_(connections) {
  for (int i = 0; i < connections; ++i) {
    const std::string prefix = name + "-" + std::to_string(i);
    const std::uint64_t own = seed * 1'000'003 + static_cast<std::uint64_t>(i);
    threads_.emplace_back([this, port, key, prefix, own] { post(port, key, prefix, own); });
  }
}

Load::~Load() {
  stop();
}

void Load::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Load::wait_for(std::size_t acknowledged) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [&] { return count_ >= acknowledged || running_ == 0; });
}

void Load::post(std::uint16_t port, const std::string& key, std::string prefix, std::uint64_t seed) {
  HttpClient client(port, key);
  Calls calls(std::move(prefix), seed);
  while (!stopping_) {
    auto events = calls.batch();
    std::vector<std::string> bodies;
    for (const Posted& event : events) bodies.push_back(event.json);
    const auto response = client.post("/v1/events", batch_json(bodies));
    const std::lock_guard lock(mutex_);
    const bool taken = response && response->status == 202;
    if (taken && response->body.find("\"rejected\":[]") == std::string::npos) surprises_.push_back(response->body);
    if (response && !taken && response->status != 503) surprises_.push_back(response->body);
    auto& into = taken ? acknowledged_ : unanswered_;
    into.insert(into.end(), events.begin(), events.end());
    if (taken) count_ += events.size();
    if (!response) break;
    changed_.notify_all();
  }
  const std::lock_guard lock(mutex_);
  --running_;
  changed_.notify_all();
}

}  // namespace truewait::test
