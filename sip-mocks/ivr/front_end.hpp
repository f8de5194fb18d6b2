// A front-end and its switch: callers arrive, hear an estimate, take a callback or wait; agents answer; dial orders are
// carried out; the survey follows. All of it decided here, from a list of planned calls, the time that is handed in and
// what the service answers. It opens no connection and reads no clock: what is to be said lies in outbox() and posts().
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "ivr/agent_pool.hpp"
#include "ivr/dial_desk.hpp"
#include "ivr/dial_ledger.hpp"
#include "ivr/duty.hpp"
#include "ivr/feeling.hpp"
#include "ivr/happening.hpp"
#include "ivr/messages.hpp"
#include "ivr/outbox.hpp"
#include "ivr/planned_call.hpp"

namespace truewait::ivr {

/// A request to be made over HTTP, repeated under its key until the service has answered it.
struct Post {
  enum class Kind { quote, callback, response, belief };
  Kind kind = Kind::quote;
  std::string key, target, body;
  std::string call_id;      ///< quote, callback
  Happening done;           ///< what has happened once it is taken
  std::uint64_t after = 0;  ///< not before the outbox has settled so far
};

struct Script {
  std::string run;  ///< begins every id that is not the call list's
  AgentPool pool;
  Duty duty;
  std::function<std::optional<PlannedCall>()> next_call;  ///< in order of at_s
  std::uint64_t seed = 1;
  std::optional<Survey> stranger_survey;  ///< of callbacks that this run did not request
};

class FrontEnd {
 public:
  FrontEnd(Script script, DialLedger& ledger);

  /// Does what is due; `start` is the instant of second 0.
  void advance(double now_s, domain::Instant start);
  void receive(const Incoming& message);
  /// The answer to the first of posts(), which is thereby done with.
  void posted(int status, const std::string& body);
  /// Staff's belief about the last `window_s` seconds: four of five think they are fast.
  void post_belief(double window_s);

  /// What happens when that number is dialled.
  void script_phone(const std::string& number, std::vector<DialScript> dials) {
    desk_.script(number, std::move(dials));
  }

  /// The service could not take something now: say what is unacknowledged again in a while.
  bool take_say_again() { return std::exchange(say_again_, false); }
  Outbox& outbox() { return outbox_; }
  const std::deque<Post>& posts() const { return posts_; }
  std::vector<Happening> take_happenings() { return std::exchange(happenings_, {}); }
  /// Callbacks of this run whose end the service has not been seen to tell.
  std::vector<std::string> callbacks() const;
  /// No call, dial or message is left; callbacks may be open.
  bool idle() const;
  /// Not empty: it cannot go on, for this reason.
  const std::string& fatal() const { return fatal_; }

 private:
  enum class Stage : std::uint8_t { waiting, in_menu, talking };
  struct Call {
    PlannedCall plan;
    Stage stage = Stage::waiting;
    double since_s = 0;  ///< joined; a called back customer: when he first joined
    double answered_s = 0;
    std::string callback_id;  ///< of a reached leg
    bool offered = false;
  };
  struct Customer {
    PlannedCall plan;
    double since_s = 0;
  };
  struct Appointment {
    double at_s = 0;
    std::string call_id;
    std::optional<Post> post;  ///< none: the caller decides
    bool operator<(const Appointment& o) const { return at_s > o.at_s; }
  };

  void step(double at_s);
  void arrive(const PlannedCall& planned);
  void reach(const DialStep& dial);
  void join(const Call& call);
  void apply(const PoolStep& step);
  void survey(const Call& call);
  void decide(const std::string& call_id);
  void dial_step(const DialStep& dial);
  void say_outcome(const std::string& dial_id, const std::string& word);
  void take_order(const DialOrder& order);
  void take_estimate(const Answer& answer);
  void take_refusal(const Refused& refused);
  void take_acceptance(const Accepted& accepted);
  void callback_answered(const Post& post, int status, const std::string& body);
  std::string event(const char* type, const Call& call, EventFields fields = {});
  Happening& happen(std::string what, const Call& call);
  Happening& happen(std::string what);
  domain::Instant at(double run_s) const { return start_ + domain::from_seconds(run_s); }

  Script script_;
  DialLedger& ledger_;
  Feeling feeling_;
  DialDesk desk_;
  Outbox outbox_;
  std::deque<Post> posts_;
  std::vector<Happening> happenings_;
  std::optional<PlannedCall> upcoming_;
  std::map<std::string, Call> calls_;           ///< by call_id
  std::map<std::string, Customer> customers_;   ///< by callback_id
  std::map<std::string, std::string> ask_for_;  ///< call_id by event_id: asked once it is committed
  std::priority_queue<Appointment> appointments_;
  double now_s_ = 0;
  domain::Instant start_{};
  std::uint64_t events_ = 0;
  bool say_again_ = false;
  std::string fatal_;
};

}  // namespace truewait::ivr
