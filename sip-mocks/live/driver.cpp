#include "live/driver.hpp"

#include <algorithm>
#include <cmath>

#include "centre/demo_day.hpp"

namespace truewait::live {
namespace {

constexpr std::size_t batch_size = 500;
constexpr double retry_s = 1, refresh_s = 1, report_s = 2;
/// A greater gap than this between the two time lines is another day, not lost time to be caught up.
constexpr double another_day_s = 3600;

double seconds(domain::Duration d) {
  return domain::to_seconds(d);
}

}  // namespace

Driver::Driver(centre::Scenario scenario, std::uint64_t seed, std::string run, Service service, double speed)
    : centre_(std::move(scenario), seed),
      writer_(centre_, std::move(run)),
      service_(std::move(service)),
      speed_(speed),
      upcoming_(centre_.next()) {
  view_.speed = speed;
  for (const centre::QueuePlan& queue : centre_.scenario().queues) view_.rows.emplace_back().state.queue = queue.name;
}

bool Driver::tick(double steady_s) {
  if (!connected_) {
    if (steady_s < next_try_s_) return true;
    if (!connect(steady_s)) return fatal_.empty();
  }
  gather(simulated_s(steady_s));
  if (!deliver(steady_s)) return fatal_.empty();
  if (steady_s >= next_refresh_s_) refresh(steady_s);
  return true;
}

bool Driver::connect(double steady_s) {
  const auto overview = service_.overview();
  if (!overview) {
    const int status = service_.last_status();
    if (status >= 400 && status < 500) {
      fatal_ = "the service refuses: " + service_.trouble();
    } else {
      lost(steady_s);
    }
    return false;
  }
  if (!knows_queues(*overview)) return false;
  if (!ever_connected_) {
    start_ = overview->as_of;
    anchor_steady_s_ = steady_s;
  } else {
    paced_from_.reset();  // the time it was away says nothing about its pace
    keep_time(*overview, steady_s);
  }
  connected_ = ever_connected_ = true;
  view_.trouble.clear();
  return true;
}

bool Driver::knows_queues(const Overview& overview) {
  std::string missing;
  for (const BoardRow& row : view_.rows) {
    const bool known = std::any_of(overview.queues.begin(), overview.queues.end(),
                                   [&](const QueueState& queue) { return queue.queue == row.state.queue; });
    if (!known) missing += " --queue " + row.state.queue;
  }
  if (missing.empty()) return true;
  fatal_ = "the service lacks queues; start it with" + missing + " or configure them";
  return false;
}

/// Follows the service's time line: it is the one that counts, and after a restart it may lie behind.
void Driver::keep_time(const Overview& overview, double steady_s) {
  const double service_s = seconds(overview.as_of - start_);
  const double ahead_s = service_s - simulated_s(steady_s);
  if (std::abs(ahead_s) > another_day_s) {
    start_ += domain::from_seconds(ahead_s);
  } else if (std::abs(ahead_s) > std::max(0.5, speed_ * 0.2)) {
    anchor_s_ = service_s;
    anchor_steady_s_ = steady_s;
  }
  if (!paced_from_) {
    paced_from_ = overview.as_of;
    paced_from_steady_s_ = steady_s;
  } else if (steady_s - paced_from_steady_s_ > 5) {
    const double pace = seconds(overview.as_of - *paced_from_) / (steady_s - paced_from_steady_s_);
    const bool as_told = pace > speed_ * 0.9 && pace < speed_ * 1.1;
    pace_warning_ =
        as_told ? "" : "The service's time runs at another speed: its --clock-speed and our --speed differ.";
    paced_from_.reset();
  }
}

void Driver::gather(double until_s) {
  while (upcoming_ && upcoming_->at_s <= until_s) {
    backlog_.push_back(*upcoming_);
    upcoming_ = centre_.next();
  }
}

bool Driver::deliver(double steady_s) {
  while (!backlog_.empty()) {
    const std::size_t size = std::min(backlog_.size(), batch_size);
    std::string events;
    for (std::size_t i = 0; i < size; ++i) events += (i == 0 ? "[" : ",") + writer_.json(backlog_[i], start_);
    if (!take_answer(service_.post(events + "]"), size, steady_s)) return false;
  }
  return true;
}

/// A batch stays in the backlog until the service has answered for it; sent twice, it is counted once over there.
bool Driver::take_answer(const Taken& taken, std::size_t size, double steady_s) {
  if (taken.status == 401 || taken.status == 403) {
    fatal_ = "the service refuses the key: " + taken.detail;
    return false;
  }
  if (taken.status == 0 || taken.status == 429 || taken.status >= 500) {
    lost(steady_s);
    return false;
  }
  const bool accepted = taken.status == 202;
  view_.events += taken.accepted + taken.duplicates;
  view_.rejected += accepted ? taken.rejected : size;
  if (!accepted || taken.rejected > 0) rejection_ = "Rejected: " + taken.detail;
  for (std::size_t i = 0; i < size; ++i) count(backlog_[i]);
  backlog_.erase(backlog_.begin(), backlog_.begin() + static_cast<std::ptrdiff_t>(size));
  return true;
}

void Driver::count(const centre::Step& step) {
  if (step.kind == centre::StepKind::answered) ++view_.rows[step.queue].answered;
  if (step.kind == centre::StepKind::abandoned) ++view_.rows[step.queue].hung_up;
}

void Driver::refresh(double steady_s) {
  next_refresh_s_ = steady_s + refresh_s;
  const auto overview = service_.overview();
  if (!overview) return lost(steady_s);
  keep_time(*overview, steady_s);
  view_.time = centre::rfc3339(overview->as_of).substr(0, 19);
  std::replace(view_.time.begin(), view_.time.end(), 'T', ' ');
  view_.phase = centre::demo_phase(simulated_s(steady_s));
  view_.trouble = pace_warning_.empty() ? rejection_ : pace_warning_;
  for (BoardRow& row : view_.rows) {
    for (const QueueState& state : overview->queues) {
      if (state.queue == row.state.queue) row.state = state;
    }
    if (auto estimate = service_.estimate(row.state.queue)) row.estimate = *estimate;
  }
  if (steady_s < next_report_s_) return;
  next_report_s_ = steady_s + report_s;
  const auto report = service_.accuracy(centre::rfc3339(start_));
  if (!report) return;
  for (BoardRow& row : view_.rows) {
    for (const Measured& measured : *report) {
      if (measured.queue == row.state.queue) row.measured = measured;
    }
  }
}

void Driver::lost(double steady_s) {
  connected_ = false;
  next_try_s_ = steady_s + retry_s;
  view_.trouble =
      (ever_connected_ ? "The service is away, the centre stands still: " : "No service yet: ") + service_.trouble();
}

}  // namespace truewait::live
