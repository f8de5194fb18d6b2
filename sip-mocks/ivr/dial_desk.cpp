#include "ivr/dial_desk.hpp"

#include <algorithm>

namespace truewait::ivr {
namespace {

/// Seconds: until it rings, until somebody answers, until nobody has, from the answer to the key that accepts.
constexpr double rings_after = 1, answers_after = 8, unanswered_after = 25, accepts_after = 4;

struct Course {
  const char* outcome;
  bool rings, is_answered;
  double usual_s;
};

Course course(Ring ring) {
  switch (ring) {
    case Ring::answers:
      return {"accepted", true, true, answers_after};
    case Ring::busy:
      return {"busy", false, false, rings_after};
    case Ring::no_answer:
      return {"no_answer", true, false, unanswered_after};
    case Ring::rejected:
      return {"rejected", true, false, answers_after};
    case Ring::machine:
      return {"machine", true, true, answers_after};
    case Ring::invalid_number:
      return {"invalid_number", false, false, rings_after};
    case Ring::congestion:
      return {"congestion", false, false, rings_after};
    case Ring::failed:
      return {"failed", false, false, rings_after};
    case Ring::hangs_up:
      return {"failed", true, true, answers_after};
    case Ring::silent:
      break;
  }
  return {nullptr, false, false, 0};
}

}  // namespace

void DialDesk::script(const std::string& number, std::vector<DialScript> dials) {
  phones_[number] = Phone{std::move(dials), 0};
}

void DialDesk::dial(double now_s, const DialOrder& order) {
  Phone& phone = phones_[order.number];
  const DialScript script =
      phone.dials.empty() ? DialScript{} : phone.dials[std::min(phone.next, phone.dials.size() - 1)];
  ++phone.next;
  const Course goes = course(script.ring);
  if (goes.outcome == nullptr) return;
  const double decided_s = now_s + script.after_s.value_or(goes.usual_s);
  if (goes.rings) add(std::min(now_s + rings_after, decided_s), order, "ringing");
  if (goes.is_answered) add(decided_s, order, "answered");
  const bool reached = script.ring == Ring::answers;
  add(goes.is_answered ? decided_s + accepts_after : decided_s, order, goes.outcome, reached);
}

std::vector<DialStep> DialDesk::advance(double now_s) {
  std::vector<DialStep> out;
  for (; !steps_.empty() && steps_.top().step.at_s <= now_s; steps_.pop()) out.push_back(steps_.top().step);
  return out;
}

void DialDesk::add(double at_s, const DialOrder& order, std::string outcome, bool reached) {
  steps_.push({count_++, {at_s, order, std::move(outcome), reached}});
}

}  // namespace truewait::ivr
