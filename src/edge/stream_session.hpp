// One conversation on GET /v1/stream: hello first, then events, questions, subscriptions and outcomes, each checked as
// over HTTP. Answers come in the order of their commits, not of the questions.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "edge/problem.hpp"
#include "edge/stream_feed.hpp"
#include "truewait/edge/backend.hpp"
#include "truewait/edge/stream.hpp"
#include "truewait/edge/websocket.hpp"

namespace truewait::edge {

class StreamSession final : public WebSocketSink, public FrontEnd {
 public:
  struct Shared {
    Backend& backend;
    const StreamOptions& options;
    std::function<StreamFeed&(const std::string& site)> feed;
    std::uint64_t sessions = 0;
  };
  StreamSession(Shared& shared, Access who, WebSocketPeer& peer);
  ~StreamSession() override;

  void on_open() override {}
  void on_message(std::string_view text) override;
  void on_sweep(std::int64_t now_ns) override;
  void on_closed() override;
  void dial(const ShownOrder& order) override;

 private:
  using Message = boost::json::object;
  /// What a message is about, so that its answer or refusal can say so.
  struct About {
    std::string_view name;  ///< "id", "event_id", "dial_id", or empty
    std::string value;
  };

  void handle(const Message& message);
  void hello(const Message& message);
  void event(const Message& message);
  void ask(const Message& message);
  void subscribe(const Message& message);
  void outcome(const Message& message);
  bool may(Scope scope, const About& about);
  void answer_estimate(const About& about, const domain::Estimate& estimate, std::string_view queue,
                       std::string_view call_id, std::string_view caller_class);
  void say(std::string_view text);
  void refuse(ProblemId problem, std::string_view detail, const About& about,
              const std::vector<PartError>& errors = {});
  void refuse_kind(const ProblemKind& kind, std::string_view detail, const About& about,
                   const std::vector<PartError>& errors);
  void after(bool stored, const std::optional<Rejection>& refused, const About& about, std::string_view accepted);

  Shared& shared_;
  const Access who_;
  WebSocketPeer& peer_;
  /// Answers that come after the conversation has ended find it empty.
  std::shared_ptr<StreamSession*> self_;
  std::string session_;
  bool greeted_ = false, dials_ = false;
  std::int64_t opened_ns_, heartbeat_ns_;
};

}  // namespace truewait::edge
