#include "truewait/edge/stream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>

#include "edge/stream_session.hpp"

namespace truewait::edge {

class Stream::Core {
 public:
  Core(boost::asio::io_context& loop, Backend& backend, StreamOptions options)
      : options_(std::move(options)),
        backend_(backend),
        timer_(loop),
        shared_{backend, options_, [this](const std::string& site) -> StreamFeed& { return feed(site); }} {}

  /// Null when nobody has watched the site yet.
  StreamFeed* known(std::string_view site) {
    const auto found = feeds_.find(site);
    return found == feeds_.end() ? nullptr : &found->second;
  }

  StreamFeed& feed(const std::string& site) {
    return feeds_.try_emplace(site, site, backend_, options_.remembered_changes).first->second;
  }

  /// Changes gather for a moment, so that a burst of events is one message per queue and not one per event.
  void gather() {
    if (armed_) return;
    armed_ = true;
    timer_.expires_after(options_.conflate);
    timer_.async_wait([this](const boost::system::error_code& ended) {
      if (ended) return;
      armed_ = false;
      for (auto& [site, each] : feeds_) each.turn();
    });
  }

  StreamSession::Shared& shared() { return shared_; }

 private:
  StreamOptions options_;
  Backend& backend_;
  boost::asio::steady_timer timer_;
  bool armed_ = false;
  std::map<std::string, StreamFeed, std::less<>> feeds_;
  StreamSession::Shared shared_;
};

Stream::Stream(boost::asio::io_context& loop, Backend& backend, StreamOptions options)
    : core_(std::make_shared<Core>(loop, backend, std::move(options))) {
  backend.watch(this);
}

Stream::~Stream() = default;

WebSocketFactory Stream::factory() {
  return [core = core_](const Access& who, WebSocketPeer& peer) -> std::unique_ptr<WebSocketSink> {
    return std::make_unique<StreamSession>(core->shared(), who, peer);
  };
}

void Stream::queues_changed(std::string_view site, const std::vector<std::string>& queues) {
  StreamFeed* const feed = core_->known(site);
  if (feed == nullptr || !feed->watched()) return;  // with every event of a busy site, so nothing is made for it
  feed->queues_changed(queues);
  core_->gather();
}

void Stream::callback_changed(std::string_view site, const std::string& callback_id, std::uint64_t seq) {
  StreamFeed* const feed = core_->known(site);
  if (feed == nullptr) return;
  feed->callback_changed(callback_id, seq);
  if (feed->watched()) core_->gather();
}

}  // namespace truewait::edge
