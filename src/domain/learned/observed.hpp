// What the learner keeps of a group beside the calls themselves: how long services, idle times and patience last, who
// works how, who passes whom, how fast the line moves. Changed by the group's fold only; reads no configuration.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/formulas/ring.hpp"
#include "domain/learned/crew.hpp"
#include "domain/learned/decayed.hpp"
#include "domain/learned/hazard.hpp"

namespace truewait::domain::learned {

class Observed {
 public:
  /// The number of a queue; queues are numbered as they appear.
  std::uint32_t line(const std::string& queue);
  /// Null when it never appeared.
  const std::uint32_t* find(const std::string& queue) const;
  std::size_t lines() const { return lines_.size(); }

  /// One more or one less stands in the line. Derived from the group's calls.
  void stands(std::uint32_t line, int by);
  /// Nothing happened between the two instants; called before whatever happens at `now`.
  void passed(Instant before, Instant now);

  void joined(Instant now, Duration head_start);
  /// `wait_s` below a second: the caller never stood in line.
  void took(Instant now, std::uint32_t line, const std::string& agent, double wait_s,
            const std::vector<std::uint32_t>& passed_over);
  void left(Instant now, std::uint32_t line, double wait_s, bool gave_up);
  void ended(Instant now, std::uint32_t line, const std::string& agent, Duration service, bool current);
  /// A caller who was answered after `wait_s`, against what the forward model had said at joining.
  void compared(Instant now, std::uint32_t line, double wait_s, double forward_s, double weighted_ahead);
  Crew& crew() { return crew_; }

  const Crew& crew() const { return crew_; }
  ServiceHazard::Rates service_rates(double usual_s) const;
  ServiceHazard::Rates service_rates(std::uint32_t line, const ServiceHazard::Rates& group) const;
  PatienceHazard::Rates patience_rates() const;
  PatienceHazard::Rates patience_rates(std::uint32_t line, const PatienceHazard::Rates& group) const;
  IdleHazard::Rates idle_rates() const;
  double unknown_per_s(Instant now) const;
  double usual_wait_s() const { return usual_wait_s_; }
  std::uint64_t waits() const { return waits_; }  ///< behind the usual wait
  double last_ten_s() const { return last_ten_.empty() ? usual_wait_s_ : last_ten_.mean(); }
  double answers_per_s(Instant now) const;
  double takes_per_s(Instant now) const;  ///< while somebody waits
  double surprise(Instant now, std::uint32_t line) const;

  struct Privilege {
    Duration head_start{0};
    Decayed often, seldom;
    double per_s(Instant now) const;
    template <class A>
    void fields(A& a) {
      a(head_start, often, seldom);
    }
  };
  /// Arrivals by head start.
  const std::vector<Privilege>& privileges() const { return privileges_; }

  template <class A>
  void fields(A& a) {
    a(names_, lines_, service_, idle_, patience_, crew_, privileges_, answers_, takes_, open_s_, unknown_takes_,
      unknown_open_s_, last_ten_, usual_wait_s_, waits_, by_ahead_);
    if constexpr (A::reading) waiting_.assign(lines_.size(), 0);
  }

 private:
  struct Line {
    ServiceHazard service;
    PatienceHazard patience;
    Decayed surprise, surprises;
    template <class A>
    void fields(A& a) {
      a(service, patience, surprise, surprises);
    }
  };
  static constexpr std::size_t most_privileges = 12;

  std::map<std::string, std::uint32_t> names_;
  std::vector<Line> lines_;
  ServiceHazard service_;
  IdleHazard idle_;
  PatienceHazard patience_;
  Crew crew_;
  std::vector<Privilege> privileges_;
  Decayed answers_, takes_, open_s_;        // five minutes
  Decayed unknown_takes_, unknown_open_s_;  // a month
  RecentValues<10> last_ten_;
  double usual_wait_s_ = 60;
  std::uint64_t waits_ = 0;
  std::array<double, 8> by_ahead_{1, 1, 1, 1, 1, 1, 1, 1};  ///< measured over forward mean, by callers ahead

  std::vector<int> waiting_;  ///< derived: by line
  int all_waiting_ = 0;
};

}  // namespace truewait::domain::learned
