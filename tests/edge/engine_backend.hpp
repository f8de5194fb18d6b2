// A backend around the real engine, without a journal: events are committed as soon as they are decided. The test says
// when a commit may be answered, and whether the journal takes anything at all. Used on the loop thread only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "edge/engine_queues.hpp"
#include "edge/folded_reports.hpp"
#include "truewait/domain/engine.hpp"
#include "truewait/edge/backend.hpp"

namespace truewait::edge {

class EngineBackend : public FoldedReports {
 public:
  EngineBackend() : engine(engine_queues()) {
    for (std::size_t i = 0; i < engine.shard_names().size(); ++i)
      engine.bind_shard(i, static_cast<std::uint32_t>(i + 1));
    keys["tw_all_secret"] = {"default", "pbx", static_cast<std::uint8_t>(Scope::admin)};
    keys["tw_read_secret"] = {"default", "board", static_cast<std::uint8_t>(Scope::estimate_read)};
    keys["tw_write_secret"] = {"default", "pbx", static_cast<std::uint8_t>(Scope::events_write)};
    keys["tw_report_secret"] = {"default", "report", static_cast<std::uint8_t>(Scope::reports_read)};
    keys["tw_other_secret"] = {"other", "other", static_cast<std::uint8_t>(Scope::admin)};
  }

  std::optional<Access> authenticate(std::string_view token) override {
    ++authentications;
    const auto at = keys.find(token);
    return at == keys.end() ? std::nullopt : std::optional(at->second);
  }

  void ingest(const Access& who, std::vector<IncomingEvent> events, std::function<void(IngestResult)> done) override {
    ++ingests;
    IngestResult result;
    result.stored = stored;
    for (const IncomingEvent& incoming : stored ? events : std::vector<IncomingEvent>{}) take(incoming, result);
    last_source = who.source;
    if (held) {
      waiting.push_back([done = std::move(done), result] { done(result); });
    } else {
      done(std::move(result));
    }
  }

  domain::Instant now() override { return clock; }
  std::optional<std::uint64_t> version(std::string_view site, std::string_view name) override {
    const auto view = engine.queue(clock, site, name);
    return view ? std::optional(view->seq) : std::nullopt;
  }
  std::optional<domain::Estimate> estimate(std::string_view site, std::string_view queue,
                                           const domain::WouldJoin& caller) override {
    ++estimates;
    last_caller = caller;
    last_class = caller.caller_class;
    return engine.estimate(clock, site, queue, caller);
  }
  std::optional<domain::Estimate> estimate_call(const Access& who, std::string_view call_id) override {
    return engine.estimate_call(clock, who.site, who.source, call_id);
  }
  std::optional<domain::Explanation> explain(std::string_view site, std::string_view queue,
                                             const domain::WouldJoin& caller) override {
    return engine.explain(clock, site, queue, caller);
  }
  std::optional<domain::Explanation> explain_call(const Access& who, std::string_view call_id) override {
    return engine.explain_call(clock, who.site, who.source, call_id);
  }
  std::optional<domain::CallView> call(const Access& who, std::string_view call_id) override {
    return engine.call(clock, who.site, who.source, call_id);
  }
  std::vector<domain::QueueView> queues(std::string_view site) override { return engine.queues(clock, site); }
  std::optional<domain::QueueView> queue(std::string_view site, std::string_view name) override {
    return engine.queue(clock, site, name);
  }
  domain::Announcement announce(std::string_view site, std::string_view queue,
                                const domain::Estimate& estimate) override {
    return engine.announce(site, queue, estimate);
  }
  std::optional<domain::Announcement> announce_call(const Access& who, std::string_view call_id,
                                                    const domain::Estimate& estimate) override {
    return engine.announce_call(clock, who.site, who.source, call_id, estimate);
  }
  domain::Offer offer(std::string_view site, std::string_view queue, const domain::Estimate& estimate,
                      const domain::Prospect& who) override {
    return engine.offer(clock, site, queue, estimate, who);
  }
  void quote(const Access& who, domain::Quote quote, Judged<domain::QuoteTaken> done) override {
    quote.site = who.site;
    quote.source = who.source;
    quote.quote_id = fresh("q");
    answer<domain::QuoteTaken>(
        quote, [](const auto& taken) { return taken; }, std::move(done));
  }
  void request_callback(const Access& who, domain::Acceptance wish, std::string number,
                        Judged<CallbackTicket> done) override {
    wish.site = who.site;
    wish.source = who.source;
    wish.callback_id = fresh("cb");
    wish.customer = "customer of " + number;
    numbers_of[wish.customer] = number;
    answer<domain::CallbackTaken>(
        wish,
        [this, who](const auto& taken) {
          return CallbackTicket{*callback(who.site, taken.callback_id), taken.existing};
        },
        std::move(done));
  }
  void cancel_callback(const Access& who, const std::string& callback_id, Judged<ShownCallback> done) override {
    answer<domain::Taken>(
        domain::Cancellation{who.site, callback_id, who.source},
        [this, who, callback_id](const auto&) { return *callback(who.site, callback_id); }, std::move(done));
  }
  std::optional<ShownCallback> callback(std::string_view site, const std::string& callback_id) override {
    const auto view = engine.callback(site, callback_id);
    return view ? std::optional(ShownCallback{*view, "+15\u2022\u2022\u2022\u202200"}) : std::nullopt;
  }
  std::optional<std::vector<ShownCallback>> callbacks(std::string_view site,
                                                      const domain::CallbackQuery& query) override {
    const auto views = engine.callbacks(site, query);
    if (!views) return std::nullopt;
    std::vector<ShownCallback> out;
    for (const auto& view : *views) out.push_back(*callback(site, view.callback_id));
    return out;
  }
  int open_callbacks(std::string_view site, std::string_view queue) override {
    return engine.open_callbacks(site, queue);
  }
  void respond(const Access& who, domain::SurveyReport report, Judged<std::string> done) override {
    report.site = who.site;
    report.source = who.source;
    report.response_id = fresh("r");
    answer<domain::Taken>(
        report, [id = report.response_id](const auto&) { return id; }, std::move(done));
  }
  void believe(const Access& who, domain::BeliefReport report, Judged<std::string> done) override {
    report.site = who.site;
    report.source = who.source;
    report.belief_id = fresh("b");
    answer<domain::Taken>(
        report, [id = report.belief_id](const auto&) { return id; }, std::move(done));
  }
  /// Shows everything due to whoever asks; `held` keeps a poll waiting until release().
  void dial_orders(const Access& who, std::chrono::milliseconds wait,
                   std::function<void(std::vector<ShownOrder>)> done) override {
    last_wait = wait;
    auto give = [this, who, done = std::move(done)] {
      std::vector<ShownOrder> orders;
      for (const auto& due : engine.due()) {
        if (due.site != who.site) continue;
        auto order = *engine.order_if_due(clock, who.site, due.callback_id);
        order.dial_id = "dial of " + due.callback_id;
        orders.push_back({order, numbers_of[order.customer]});
      }
      done(std::move(orders));
    };
    if (held) {
      waiting.push_back(std::move(give));
    } else {
      give();
    }
  }
  void claim(const Access& who, const std::string& dial_id, Judged<ShownOrder> done) override {
    const std::string callback_id = dial_id.starts_with("dial of ") ? dial_id.substr(8) : dial_id;
    answer<domain::Dial>(
        domain::Assignment{who.site, callback_id, dial_id, who.source, {}},
        [this](const auto& dial) {
          return ShownOrder{dial.order, numbers_of[dial.order.customer]};
        },
        std::move(done));
  }
  void dial_outcome(const Access& who, domain::DialReport report, Judged<domain::OutcomeTaken> done) override {
    report.site = who.site;
    report.front_end = who.source;
    answer<domain::OutcomeTaken>(
        report, [](const auto& taken) { return taken; }, std::move(done));
  }
  void join(const Access& who, FrontEnd& front_end, domain::FrontEndHello hello) override {
    hello.site = who.site;
    hello.front_end = who.source + "#" + hello.front_end;
    last_hello = hello;
    front_ends.push_back({hello.front_end, &front_end});
    perform(hello);
  }
  void leave(FrontEnd& front_end) override {
    std::erase_if(front_ends, [&](const auto& each) { return each.second == &front_end; });
  }
  void act(const Access& who, domain::SupervisorAct act, Judged<ActDone> done) override {
    act.site = who.site;
    act.source = who.source;
    if (act.who.empty()) act.who = who.source;
    if (act.act_id.empty()) act.act_id = fresh("act");
    last_act = act;
    answer<domain::Taken>(
        act, [this, act](const auto&) { return after_act(*this, act); }, std::move(done));
  }
  void audit(const Access&, const domain::AuditQuery& query,
             std::function<void(std::optional<domain::AuditPage>)> done) override {
    if (!report_readable) return done(std::nullopt);
    domain::AuditReport report(query);
    for (const domain::Fact& fact : facts) report.add(fact);
    done(report.result());
  }
  void watch(Watcher* watcher) override { watching = watcher; }
  std::uint64_t feed_seq(std::string_view site) override {
    std::uint64_t sum = 0;
    const auto names = engine.shard_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].site == site) sum += engine.seq(static_cast<std::uint32_t>(i + 1));
    }
    return sum;
  }

  Readiness readiness() override { return not_ready.empty() ? Readiness{true, {}} : Readiness{false, not_ready}; }
  std::string metrics() override {
    return "# HELP truewait_test A figure.\n# TYPE truewait_test gauge\ntruewait_test 1\n";
  }

  /// Answers the commits that were held back.
  void release() {
    for (auto& answer : std::exchange(waiting, {})) answer();
  }

  domain::Engine engine;
  std::map<std::string, Access, std::less<>> keys;
  domain::Instant clock{std::chrono::sys_days{std::chrono::year{2026} / 3 / 5} + std::chrono::hours(9)};
  bool stored = true, held = false;
  std::vector<std::function<void()>> waiting;
  std::vector<std::string> not_ready, numbers;
  std::string last_source, last_class, last_event_source;
  domain::WouldJoin last_caller;
  int authentications = 0, ingests = 0, estimates = 0;
  std::map<std::string, std::string> numbers_of;
  std::vector<std::pair<std::string, FrontEnd*>> front_ends;
  domain::FrontEndHello last_hello;
  domain::SupervisorAct last_act;
  std::chrono::milliseconds last_wait{0};
  Watcher* watching = nullptr;

 private:
  std::string fresh(const std::string& prefix) { return prefix + std::to_string(++ids_); }

  /// Steps, and carries out what follows as the host does after a commit.
  domain::Decision perform(const domain::Input& input) {
    domain::Decision decision = engine.step(clock, input);
    facts.insert(facts.end(), decision.facts.begin(), decision.facts.end());
    for (const auto& effect : decision.effects) carry_out(effect);
    const auto due = engine.due();
    for (const auto& each : due) {
      if (front_ends.empty() || each.site != "default") continue;
      perform(domain::Assignment{each.site, each.callback_id, fresh("dial"), front_ends.front().first, {}});
    }
    return decision;
  }
  void carry_out(const domain::Effect& effect) {
    if (const auto* dial = std::get_if<domain::Dial>(&effect)) {
      for (auto& [name, front_end] : front_ends) {
        if (name == dial->order.front_end) front_end->dial({dial->order, numbers_of[dial->order.customer]});
      }
    }
    if (watching == nullptr) return;
    if (const auto* changed = std::get_if<domain::StateChanged>(&effect)) {
      for (const auto& view : engine.queues(clock, "default")) {
        if (view.shard == changed->shard) watching->queues_changed("default", {view.queue});
      }
    }
    if (const auto* touched = std::get_if<domain::CallbackTouched>(&effect)) {
      watching->callback_changed(touched->site, touched->callback_id, feed_seq(touched->site));
    }
  }
  template <class E, class Show, class T>
  void answer(const domain::Input& input, Show show, std::function<void(Verdict<T>)> done) {
    Verdict<T> verdict;
    verdict.stored = stored;
    if (!stored) return done(std::move(verdict));
    const auto decision = perform(input);
    for (const auto& effect : decision.effects) {
      if (const auto* refused = std::get_if<domain::Refused>(&effect)) verdict.refused = rejection_of(*refused);
      if (const auto* taken = std::get_if<E>(&effect)) verdict.value = show(*taken);
    }
    if (held) {
      waiting.push_back([done = std::move(done), verdict] { done(verdict); });
    } else {
      done(std::move(verdict));
    }
  }

  int ids_ = 0;

  void take(const IncomingEvent& incoming, IngestResult& result) {
    numbers.push_back(incoming.caller_number);
    last_event_source = incoming.event.source;
    const domain::Decision decision = perform(incoming.event);
    if (!decision.facts.empty()) result.seq = decision.facts.back().seq;
    for (const domain::Effect& effect : decision.effects) {
      if (const auto* taken = std::get_if<domain::Taken>(&effect))
        ++(taken->duplicate ? result.duplicates : result.accepted);
      if (const auto* refused = std::get_if<domain::Refused>(&effect)) {
        const bool queue = refused->why == domain::Refusal::unknown_queue;
        result.rejected.push_back({incoming.index, queue ? "unknown_queue" : "of_another_kind", refused->detail});
      }
    }
  }
};

}  // namespace truewait::edge
