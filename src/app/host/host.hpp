// The program behind the edge: one engine, one journal, one time line, all on one loop thread. It decides nothing about
// calls (the engine does) and speaks no HTTP (the edge does); it journals facts before it answers.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "app/config.hpp"
#include "app/host/clock.hpp"
#include "app/host/dispatcher.hpp"
#include "app/host/event_lag.hpp"
#include "app/host/keyring.hpp"
#include "app/host/opening.hpp"
#include "app/host/prediction_meter.hpp"
#include "app/host/recorder.hpp"
#include "app/host/report_reader.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::app {

class Host : public edge::Backend {
 public:
  /// Opens the store and replays it; throws std::runtime_error in words when it must not serve. `loop` must outlive it
  /// and must not run after it.
  Host(boost::asio::io_context& loop, const ServiceConfig& config);
  ~Host() override;

  std::optional<edge::Access> authenticate(std::string_view token) override;
  void ingest(const edge::Access& who, std::vector<edge::IncomingEvent> events,
              std::function<void(edge::IngestResult)> done) override;
  domain::Instant now() override { return clock_.now(); }
  std::optional<std::uint64_t> version(std::string_view site, std::string_view queue) override;
  std::optional<domain::Estimate> estimate(std::string_view site, std::string_view queue,
                                           const domain::WouldJoin& caller) override;
  std::optional<domain::Estimate> estimate_call(const edge::Access& who, std::string_view call_id) override;
  std::optional<domain::Explanation> explain(std::string_view site, std::string_view queue,
                                             const domain::WouldJoin& caller) override;
  std::optional<domain::Explanation> explain_call(const edge::Access& who, std::string_view call_id) override;
  std::optional<domain::CallView> call(const edge::Access& who, std::string_view call_id) override;
  std::vector<domain::QueueView> queues(std::string_view site) override;
  std::optional<domain::QueueView> queue(std::string_view site, std::string_view name) override;
  domain::Announcement announce(std::string_view site, std::string_view queue,
                                const domain::Estimate& estimate) override;
  std::optional<domain::Announcement> announce_call(const edge::Access& who, std::string_view call_id,
                                                    const domain::Estimate& estimate) override;
  domain::Offer offer(std::string_view site, std::string_view queue, const domain::Estimate& estimate,
                      const domain::Prospect& who) override;

  void quote(const edge::Access& who, domain::Quote quote, edge::Judged<domain::QuoteTaken> done) override;
  void request_callback(const edge::Access& who, domain::Acceptance wish, std::string number,
                        edge::Judged<edge::CallbackTicket> done) override;
  void cancel_callback(const edge::Access& who, const std::string& callback_id,
                       edge::Judged<edge::ShownCallback> done) override;
  std::optional<edge::ShownCallback> callback(std::string_view site, const std::string& callback_id) override;
  std::optional<std::vector<edge::ShownCallback>> callbacks(std::string_view site,
                                                            const domain::CallbackQuery& query) override;
  int open_callbacks(std::string_view site, std::string_view queue) override;
  void respond(const edge::Access& who, domain::SurveyReport report, edge::Judged<std::string> done) override;
  void believe(const edge::Access& who, domain::BeliefReport report, edge::Judged<std::string> done) override;
  void dial_orders(const edge::Access& who, std::chrono::milliseconds wait,
                   std::function<void(std::vector<edge::ShownOrder>)> done) override;
  void claim(const edge::Access& who, const std::string& dial_id, edge::Judged<edge::ShownOrder> done) override;
  void dial_outcome(const edge::Access& who, domain::DialReport report,
                    edge::Judged<domain::OutcomeTaken> done) override;
  void join(const edge::Access& who, edge::FrontEnd& front_end, domain::FrontEndHello hello) override;
  void leave(edge::FrontEnd& front_end) override { dispatcher_.leave(front_end); }
  void act(const edge::Access& who, domain::SupervisorAct act, edge::Judged<edge::ActDone> done) override;
  void audit(const edge::Access& who, const domain::AuditQuery& query,
             std::function<void(std::optional<domain::AuditPage>)> done) override;
  void watch(edge::Watcher* watcher) override { watcher_ = watcher; }
  std::uint64_t feed_seq(std::string_view site) override;

  void accuracy(const edge::Access& who, const domain::ReportQuery& query,
                std::function<void(std::optional<std::vector<domain::AccuracyRow>>)> done) override;
  void experience(const edge::Access& who, const domain::ReportQuery& query,
                  std::function<void(std::optional<domain::Experience>)> done) override;
  void promise(const edge::Access& who, const domain::ReportQuery& query,
               std::function<void(std::optional<domain::Promises>)> done) override;
  void calibration(const edge::Access& who, const domain::ReportQuery& query,
                   std::function<void(std::optional<domain::Calibration>)> done) override;
  void callback_report(const edge::Access& who, const domain::ReportQuery& query,
                       std::function<void(std::optional<domain::CallbackSummary>)> done) override;
  void fairness(const edge::Access& who, const domain::ReportQuery& query,
                std::function<void(std::optional<domain::Fairness>)> done) override;
  void time_to_human(const edge::Access& who, const domain::ReportQuery& query,
                     std::function<void(std::optional<domain::TimeToHuman>)> done) override;
  edge::Readiness readiness() override;
  std::string metrics() override;

  /// Not ready from here on; what comes in is still answered.
  void drain() { draining_ = true; }
  /// True when every write has been answered.
  bool idle() const { return recorder_.in_flight() == 0; }
  /// Takes a snapshot of every shard that changed and waits for the journal. Blocks; the last thing before the end.
  void close();

  const domain::Engine& engine() const { return engine_; }

 private:
  /// Finds by views, so that a lookup makes no strings.
  struct SiteQueueOrder {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      const int sites = std::string_view(a.first).compare(b.first);
      return sites < 0 || (sites == 0 && std::string_view(a.second) < std::string_view(b.second));
    }
  };

  using Performed = std::function<void(bool stored, const std::vector<domain::Effect>& effects)>;
  /// Steps, journals, and after the commit carries out what follows; then tells `done`, which may be empty.
  void perform(const domain::Input& input, std::vector<storage::Contact> contacts, Performed done);
  void carry_out(const std::vector<domain::Effect>& effects);
  void assign(domain::Assignment wish);
  /// Of this host's claim on the callback's shard; nothing when the callback is unknown.
  std::optional<std::uint64_t> epoch_for(const std::string& site, const std::string& callback_id) const;
  edge::ShownCallback shown(domain::CallbackView view);
  edge::ActDone after_act(const domain::SupervisorAct& act);
  std::optional<std::string> number_of(const std::string& site, const std::string& customer);
  domain::PromiseLevels promise_levels(const std::string& site) const;

  void arm_wakeup();
  void wake();
  void sweep();
  void commit(const std::vector<domain::Fact>& facts, std::vector<storage::Contact> contacts, Recorder::Done done);

  boost::asio::io_context& loop_;
  ServiceConfig config_;
  storage::ServeLock lock_;
  std::unique_ptr<storage::Store> store_;
  domain::Engine engine_;
  ContactKey contact_key_;
  Clock clock_;
  Keyring keyring_;
  ReportReader reports_;
  PredictionMeter predictions_;
  EventLag lag_;
  std::map<std::pair<std::string, std::string>, std::uint32_t, SiteQueueOrder> shard_of_;  ///< by site and queue
  struct ShardQueues {
    std::string site;
    std::vector<std::string> queues;
  };
  std::map<std::uint32_t, ShardQueues> queues_of_;  ///< by shard
  std::set<std::string> sites_;
  std::map<std::uint32_t, std::uint64_t> epochs_;  ///< by shard, of the claim made at the start
  boost::asio::steady_timer wakeup_, sweep_;
  std::optional<domain::Instant> armed_for_;
  std::chrono::nanoseconds purged_{0};
  bool draining_ = false;
  Dispatcher dispatcher_;
  edge::Watcher* watcher_ = nullptr;
  Recorder recorder_;  ///< last: its writer ends before what it reads goes away

  Host(boost::asio::io_context& loop, const ServiceConfig& config, Opened opened);
};

}  // namespace truewait::app
