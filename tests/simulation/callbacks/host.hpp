// The service around the engine, as the real host does it: step, commit, then answers and orders. It crashes and comes
// back from its journal. The planted faults live here.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulation/callbacks/agenda.hpp"
#include "simulation/callbacks/day.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

struct World;

class Host {
 public:
  using Done = std::function<void(const std::vector<domain::Effect>&)>;
  using Send = std::function<void(const domain::DialOrder&)>;

  Host(World& world, const DayPlan& plan);

  bool up() const { return up_; }
  /// Null while the service is down.
  const domain::Engine* engine() const { return engine_.get(); }
  /// Nothing happens while the service is down, and `done` is called only when the facts were committed.
  void perform(const domain::Input& input, Done done = {});
  /// A front-end is there under this name; `connection` tells its connections apart.
  void join(const std::string& name, int connection, Send send, std::vector<domain::FrontEndHello::Dial> known);
  void leave(const std::string& name, int connection);
  /// Called at each crash.
  void on_crash(std::function<void()> told) { told_.push_back(std::move(told)); }
  /// Crashes within some milliseconds of the n-th input that promises something.
  void strike_at(int n) { strikes_.insert(n); }
  /// Does nothing while the service is down.
  void crash();
  /// Digest of the journal and of the state it rebuilds.
  std::uint64_t close();

 private:
  struct Batch {
    domain::Input input;
    domain::Decision decision;
    Done done;
  };
  struct Written {
    std::uint32_t shard;
    std::uint64_t seq;
    Instant now;
    std::string body;
  };
  struct Session {
    int connection;
    Send send;
  };
  /// True when the service died here.
  bool dies_at(std::string_view point);
  bool dies_before_commit(const domain::Input& input);
  bool dies_when_committed(const domain::Input& input);
  void claim();
  void release_early(Batch& batch);
  void commit_next();
  void carry_out(const std::vector<domain::Effect>& effects);
  void send(const domain::DialOrder& order);
  void look();
  void arm();
  void wake();
  void restart();
  domain::Engine rebuilt(bool from_snapshot);

  World& world_;
  const Planted planted_;
  const std::string crash_at_;
  domain::EngineConfig config_;
  std::unique_ptr<domain::Engine> engine_;
  bool up_ = true;
  int life_ = 0, promising_ = 0, dials_ = 0;
  int passes_ = 0;  ///< of the named point, until the service dies there
  std::uint64_t epoch_ = 0;
  std::size_t turn_ = 0;
  std::set<int> strikes_;
  std::deque<Batch> pending_;
  Instant committed_until_{};
  std::optional<Instant> armed_;
  std::vector<Written> journal_;
  std::string snapshot_;
  std::size_t snapshot_at_ = 0;
  std::map<std::string, Session> sessions_;
  std::vector<std::function<void()>> told_;
};

}  // namespace truewait::simulation
