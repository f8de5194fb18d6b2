// The agents of a group as the learner sees them: who is at work, for how long in the present state, how fast, and
// which queues each serves, learnt from who takes whom and who passes over whom. Reported states stand; else a state
// is inferred from calls. Calls of unnamed agents are agents of their own, without a history.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/learned/hazard.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain::learned {

/// One agent at work, as the forward model takes it.
struct Worker {
  bool busy = false;
  double age_s = 0;               ///< since the call began, or since the last one ended
  std::uint32_t queue = 0;        ///< of the call in service
  double pace = 1;                ///< factor of the service hazard: above 1 is faster than usual
  double slowness = 1;            ///< service time over the usual one
  const double* skill = nullptr;  ///< by queue, 0 to 1; `skills` of them, beyond that the usual
  std::size_t skills = 0;
  const std::vector<std::uint32_t>* only = nullptr;  ///< the queues the agent was reported for; null: any
};

class Crew {
 public:
  /// No longer counted as idle after this, unless reported as available.
  static constexpr double idle_until_s = 1800;
  /// Whoever takes a call after longer idleness was not expected to: as good as unknown.
  static constexpr double expected_until_s = 1200;

  /// An agent takes a call of `queue`. `passed_over`: queues with a caller who should have gone first.
  void took(Instant now, const std::string& agent, std::uint32_t queue, bool waited,
            const std::vector<std::uint32_t>& passed_over, IdleHazard& idle);
  void ended(Instant now, const std::string& agent, std::uint32_t queue, Duration service, bool current);
  void changed(Instant now, const std::string& agent, AgentState state, const std::vector<std::uint32_t>& queues);
  /// Gone with a snapshot that does not list the agent, or with a call whose end never came.
  void gone(const std::string& agent);
  void everyone_gone();
  /// All who serve `queue` and are not among `listed`.
  void only(std::uint32_t queue, const std::vector<QueueSnapshot::Agent>& listed);

  /// `passed_s` seconds went by until `now` while callers waited: what idle agents who serve one of them were exposed
  /// to.
  void idled(Instant now, double passed_s, const std::vector<int>& waiting, IdleHazard& idle);

  /// Everyone at work at `now`; unnamed calls in service are the caller's to add.
  void at_work(Instant now, std::vector<Worker>& out) const;
  double skill_of(const Worker& w, std::uint32_t queue) const;
  double usual_skill(std::uint32_t queue) const { return queue < usual_.size() ? usual_[queue] : unknown_skill; }
  /// Whether an agent of that name was idle or busy when last heard of, lately.
  bool knows(Instant now, const std::string& agent) const;
  /// Mean service of the group, with `prior_s` (0: none) for as long as little was measured.
  double usual_service_s(double prior_s) const;

  template <class A>
  void fields(A& a) {
    a(members_, usual_, resting_, services_, mean_service_s_, by_queue_s_);
    if constexpr (A::reading) rebuild();
  }

 private:
  static constexpr double unknown_skill = 0.5;
  static constexpr std::size_t most_members = 10'000;  // who was not seen for longest makes room
  static constexpr std::size_t most_resting = 256;
  static constexpr std::size_t most_skills = 64;  // queues further on are served like the usual agent serves them

  enum class Presence : std::uint8_t { absent, idle, busy };
  friend constexpr int enumerators(Presence) { return 3; }
  struct Member {
    std::string name;
    Presence presence = Presence::absent;
    bool reported = false;
    Instant since;    ///< in this presence
    Instant took_at;  ///< last call taken: skills fade towards the habit from then
    std::uint32_t queue = 0;
    double slowness = 1, pace = 1;
    std::vector<double> skill, habit;   ///< now, and of this agent in the long run
    std::vector<std::uint32_t> queues;  ///< as reported; empty: all
    template <class A>
    void fields(A& a) {
      a(name, presence, reported, since, took_at, queue, slowness, pace, skill, habit, queues);
    }
  };
  Member& member(Instant now, const std::string& name);
  void enter(Member& m, Presence presence, Instant now);
  void learn_skills(Instant now, Member& m, std::uint32_t queue, const std::vector<std::uint32_t>& passed_over);
  void reach(std::vector<double>& v, std::size_t n) const;
  std::size_t index_of(const Member& m) const { return static_cast<std::size_t>(&m - members_.data()); }
  void rebuild();

  std::vector<Member> members_;
  std::vector<double> usual_;     ///< skill of an agent nothing is known of, by queue
  std::vector<Instant> resting_;  ///< when unnamed agents ended their calls
  double services_ = 0, mean_service_s_ = 0;
  std::vector<double> by_queue_s_;  ///< mean service by queue

  // Derived: names, and who is at work, by place in members_.
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<std::size_t> present_;
};

}  // namespace truewait::domain::learned
