// Plays a simulated centre against a running service: posts its events when they are due on the service's time line,
// and gathers what the table shows. It reads no clock; the program hands in steady seconds. When the service is away
// the centre stands still, and goes on when the service is back.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "centre/centre.hpp"
#include "centre/events.hpp"
#include "live/board.hpp"
#include "live/service.hpp"

namespace truewait::live {

class Driver {
 public:
  /// `speed`: seconds of the service's time line in a steady second. `run`: prefix of this run's ids.
  Driver(centre::Scenario scenario, std::uint64_t seed, std::string run, Service service, double speed);

  /// Does what is due. False: it cannot go on, see fatal().
  bool tick(double steady_s);

  const BoardView& view() const { return view_; }
  const std::string& fatal() const { return fatal_; }
  bool connected() const { return connected_; }

 private:
  double simulated_s(double steady_s) const { return anchor_s_ + (steady_s - anchor_steady_s_) * speed_; }
  bool connect(double steady_s);
  bool knows_queues(const Overview& overview);
  void keep_time(const Overview& overview, double steady_s);
  void gather(double until_s);
  bool deliver(double steady_s);
  bool take_answer(const Taken& taken, std::size_t count, double steady_s);
  void count(const centre::Step& step);
  void refresh(double steady_s);
  void lost(double steady_s);

  centre::Centre centre_;
  centre::EventWriter writer_;
  Service service_;
  double speed_;
  bool connected_ = false, ever_connected_ = false;
  domain::Instant start_{};  ///< the instant of the service's time line at which the simulation began
  double anchor_s_ = 0, anchor_steady_s_ = 0;
  std::optional<domain::Instant> paced_from_;  ///< for the pace of the service's time line
  double paced_from_steady_s_ = 0;
  std::optional<centre::Step> upcoming_;
  std::deque<centre::Step> backlog_;
  double next_try_s_ = 0, next_refresh_s_ = 0, next_report_s_ = 0;
  BoardView view_;
  std::string fatal_, pace_warning_, rejection_;
};

}  // namespace truewait::live
