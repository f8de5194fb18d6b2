// Carries a front-end's words to a running service and the answers back: connects, says hello with the dials it knows,
// reconnects with growing pauses, repeats what was not acknowledged. It decides nothing of what is said and reads no
// clock; the program hands in steady seconds. Requests over HTTP are made one at a time and waited for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ivr/feed.hpp"
#include "ivr/front_end.hpp"
#include "ivr/stream_client.hpp"
#include "ivr/time_line.hpp"
#include "live/service.hpp"

namespace truewait::ivr {

struct SessionOptions {
  live::Url url;
  std::string key, name = "mock_ivr";
  double speed = 1;
  std::vector<std::string> queues;  ///< the service must know
};

class Session {
 public:
  Session(SessionOptions options, FrontEnd& front_end, DialLedger& ledger);

  /// Works for at most some milliseconds. False: it cannot go on, see fatal().
  bool tick(double steady_s);
  void close() { stream_.close(); }

  bool connected() const { return state_ == State::connected; }
  /// Nothing is left to be said, and every callback of this run has ended.
  bool finished() const;
  const Feed& feed() const { return feed_; }
  TimeLine& time() { return time_; }
  live::Service& service() { return service_; }
  const std::string& fatal() const { return fatal_; }
  const std::string& trouble() const { return trouble_; }  ///< empty while all is well

 private:
  enum class State { away, connecting, greeting, connected };

  void connect(double steady_s);
  bool queues_known(const live::Overview& overview);
  void take(const StreamEvent& event, double steady_s);
  void take_message(const std::string& text, double steady_s);
  void lost(std::string why, double steady_s);
  void work(double steady_s);
  void ask_about_the_unseen();
  void make_posts(double steady_s);

  SessionOptions options_;
  FrontEnd& front_end_;
  DialLedger& ledger_;
  live::Service service_;
  StreamClient stream_;
  TimeLine time_;
  Feed feed_;
  State state_ = State::away;
  double heartbeat_s_ = 15, pause_s_ = 0;
  double next_try_s_ = 0, next_heartbeat_s_ = 0, next_look_s_ = 0, next_post_s_ = 0, next_question_s_ = 0, greeted_s_ = 0;
  std::optional<double> say_again_s_;
  std::string fatal_, trouble_;
};

}  // namespace truewait::ivr
