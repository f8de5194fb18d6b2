// Who dials what: callbacks whose turn has come go to a front-end that is connected, one order each; to those that
// poll, an order is shown for some seconds and given when it is claimed. It decides nothing about callbacks, and
// remembers nothing that a crash may not lose. Loop thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "truewait/domain/engine.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::app {

class Dispatcher {
 public:
  /// What it asks of the host.
  struct Host {
    std::function<void(domain::Assignment)> assign;  ///< journals the intent; the order leaves after the commit
    std::function<std::optional<std::string>(const std::string& site, const std::string& customer)> number_of;
    std::function<domain::Instant()> now;
  };
  using Orders = std::function<void(std::vector<edge::ShownOrder>)>;

  Dispatcher(boost::asio::io_context& loop, const domain::Engine& engine, Host host)
      : loop_(loop), engine_(engine), host_(std::move(host)) {}

  /// `name` is its source, '#', and what it calls itself; a later session of that name takes the place of an earlier.
  void join(const std::string& site, const std::string& name, edge::FrontEnd& front_end);
  void leave(const edge::FrontEnd& front_end);

  /// Gives out what is due. To be called whenever something may have become due, or somebody may take it.
  void look();
  /// A committed order to its front-end, if that is still here; if not, it asks for it when it comes back.
  bool send(const domain::DialOrder& order);

  void poll(const std::string& site, const std::string& source, std::chrono::milliseconds wait, Orders done);
  /// The callback that an order was shown for, and when that order ends; nothing unless this source was shown it.
  struct Shown {
    std::string callback_id;
    domain::Instant expires;
  };
  std::optional<Shown> shown(const std::string& site, const std::string& source, const std::string& dial_id) const;
  /// True when another source was shown it.
  bool shown_to_another(const std::string& source, const std::string& dial_id) const;

  static constexpr std::chrono::seconds shown_for{5};
  static constexpr std::size_t most_polls = 1000;

 private:
  struct Session {
    std::string site, name;
    edge::FrontEnd* front_end;
  };
  struct Reservation {
    std::string site, source, dial_id;
    domain::Instant expires;
    std::chrono::steady_clock::time_point until;
  };
  struct Poll {
    std::string site, source;
    Orders done;
    std::unique_ptr<boost::asio::steady_timer> timer;
  };

  Session* next_session(const std::string& site);
  void give(const domain::DueCallback& due);
  std::vector<edge::ShownOrder> show_all(const std::string& site, const std::string& source);
  bool reserved(const std::string& callback_id, const std::string& source) const;
  void answer_polls();

  boost::asio::io_context& loop_;
  const domain::Engine& engine_;
  Host host_;
  std::vector<Session> sessions_;
  std::size_t turn_ = 0;
  std::map<std::string, Reservation> reservations_;  ///< by callback
  std::map<std::uint64_t, Poll> polls_;
  std::uint64_t poll_ids_ = 0;
};

}  // namespace truewait::app
