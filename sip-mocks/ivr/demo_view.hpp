// What the demo's table shows, gathered from the feed, from what has happened here and from the report `experience`.
// It makes one request every two seconds and nothing else.
#pragma once

#include <string>
#include <vector>

#include "ivr/happening.hpp"
#include "ivr/session.hpp"
#include "live/board.hpp"

namespace truewait::ivr {

class DemoView {
 public:
  DemoView(std::vector<std::string> queues, double speed);
  /// `phase`: of the day, in a few words.
  const live::BoardView& refresh(Session& session, const Tally& tally, std::string_view phase, double steady_s);

 private:
  void read_report(Session& session, double steady_s);

  live::BoardView view_;
  double next_report_s_ = 0;
};

}  // namespace truewait::ivr
