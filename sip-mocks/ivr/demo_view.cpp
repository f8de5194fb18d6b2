#include "ivr/demo_view.hpp"

#include <algorithm>

#include "centre/events.hpp"

namespace truewait::ivr {
namespace {

constexpr double report_every_s = 2;

}  // namespace

DemoView::DemoView(std::vector<std::string> queues, double speed) {
  view_.speed = speed;
  for (std::string& queue : queues) view_.rows.emplace_back().queue = std::move(queue);
}

const live::BoardView& DemoView::refresh(Session& session, const Tally& tally, std::string_view phase,
                                         double steady_s) {
  view_.trouble = session.trouble();
  if (!session.time().begun()) return view_;
  view_.time = centre::rfc3339(session.time().instant(session.time().now_s(steady_s))).substr(0, 19);
  std::replace(view_.time.begin(), view_.time.end(), 'T', ' ');
  view_.phase = phase;
  view_.answered = tally.count("answered");
  view_.reached = tally.count("reached");
  view_.missed = 0;
  for (const char* word : {"busy", "no_answer", "machine", "rejected", "failed"}) {
    view_.missed += tally.count("outcome", "", word);
  }
  view_.surveyed = tally.count("surveyed");
  view_.refused = tally.count("refused") + tally.count("outcome_refused") + tally.count("post_refused");
  const auto callbacks = session.feed().callbacks();
  for (live::BoardRow& row : view_.rows) {
    row.hung_up = tally.count("abandoned", row.queue);
    if (const auto at = callbacks.find(row.queue); at != callbacks.end()) {
      row.callbacks_open = at->second.open;
      row.callbacks_done = at->second.done;
    }
    const auto& queues = session.feed().queues();
    const auto at = queues.find(row.queue);
    if (at == queues.end()) continue;
    row.waiting = at->second.waiting;
    row.longest_wait_s = at->second.longest_wait_s;
    const Estimate& now = at->second.estimate;
    row.estimate = {now.status, now.mean_s, now.p10_s, now.p90_s};
  }
  if (session.connected() && steady_s >= next_report_s_) read_report(session, steady_s);
  return view_;
}

void DemoView::read_report(Session& session, double steady_s) {
  next_report_s_ = steady_s + report_every_s;
  const auto report = session.service().experience(centre::rfc3339(session.time().start()));
  if (!report) {
    view_.trouble = "No report: " + session.service().trouble();
    return;
  }
  view_.believed_fast = report->believed;
  view_.perceived_fast = report->perceived;
  for (live::BoardRow& row : view_.rows) {
    for (const live::Experienced& queue : report->queues) {
      if (queue.queue == row.queue) row.experienced = queue;
    }
  }
}

}  // namespace truewait::ivr
