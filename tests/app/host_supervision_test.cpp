// Supervisors' acts through the host: the audit is on disk, and the kill switch holds for orders on their way.
#include "app/host_fixture.hpp"

namespace truewait::app::test {
namespace {

using Acts = domain::SupervisorAct;

struct Phone : edge::FrontEnd {
  std::vector<edge::ShownOrder> orders;
  void dial(const edge::ShownOrder& order) override { orders.push_back(order); }
};

class HostSupervision : public HostTest {
 protected:
  static constexpr int crowd = 20;

  template <class What>
  edge::Verdict<edge::ActDone> act(What what, const std::string& id = "") {
    std::optional<edge::Verdict<edge::ActDone>> got;
    start_act(std::move(what), id, [&](edge::Verdict<edge::ActDone> v) { got = std::move(v); });
    run_until([&] { return got.has_value(); });
    return got.value_or(edge::Verdict<edge::ActDone>{});
  }
  template <class What>
  void start_act(What what, const std::string& id, edge::Judged<edge::ActDone> done) {
    Acts wish;
    wish.act_id = id;
    wish.who = "Ada";
    wish.why = "fire drill";
    wish.what = std::move(what);
    host->act(pbx, std::move(wish), std::move(done));
  }
  std::vector<domain::AuditRow> audit() {
    std::optional<std::optional<domain::AuditPage>> page;
    domain::AuditQuery query;
    query.from = host->now() - std::chrono::hours(1);
    query.to = host->now() + std::chrono::hours(1);
    host->audit(pbx, query, [&](auto p) { page = std::move(p); });
    run_until([&] { return page.has_value(); });
    return page && *page ? (*page)->rows : std::vector<domain::AuditRow>{};
  }
  void ask_for_callback(int n, edge::Judged<edge::CallbackTicket> done) {
    domain::Acceptance wish;
    wish.queue = "support";
    wish.idempotency_key = "k" + std::to_string(n);
    wish.request_hash = 1;
    wish.consent_text_id = "ok";
    wish.confirmed_by = domain::ConfirmedBy::key;
    host->request_callback(pbx, wish, "+155501000" + std::to_string(10 + n), std::move(done));
  }
  std::string callback(int n) {
    std::string id;
    ask_for_callback(n, [&](const auto& verdict) { id = verdict.value.callback.view.callback_id; });
    run_until([&] { return !id.empty(); });
    return id;
  }
  void free_agents(int n) {
    std::vector<edge::IncomingEvent> events;
    for (int i = 0; i < n; ++i) {
      const auto name = "agent" + std::to_string(i);
      events.push_back(event(name + "-in", domain::AgentChange{name, domain::AgentState::available, {"support"}}));
    }
    ASSERT_EQ(ingest(std::move(events)).accepted, static_cast<std::size_t>(n));
  }
  void connect(Phone& phone) {
    domain::FrontEndHello hello;
    hello.front_end = "ivr-1";
    host->join(pbx, phone, hello);
  }
  /// A crowd asks to be called; dials are switched off while that is on its way. How many orders had left by then.
  std::size_t orders_at_kill(const Phone& phone, int kill_at) {
    std::optional<std::size_t> orders;
    for (int i = 0; i < crowd; ++i) {
      ask_for_callback(i, [&, i](const auto&) {
        if (i != kill_at) return;
        start_act(Acts::Kill{false}, "", [&](const auto& verdict) {
          EXPECT_TRUE(verdict.stored);
          orders = phone.orders.size();
        });
      });
    }
    run_until([&] { return orders.has_value(); });
    return orders.value_or(0);
  }
  /// Everything that is on its way has arrived.
  void settle() {
    run_until([&] { return host->idle(); });
    for (int i = 0; i < 5; ++i) {
      loop.restart();
      loop.poll();
      run_until([&] { return host->idle(); });
    }
  }
};

TEST_F(HostSupervision, TheAuditAndTheSwitchesSurviveARestart) {
  open();
  const auto id = callback(1);
  const auto cancelled = act(Acts::Cancel{id}, "k1");
  ASSERT_TRUE(cancelled.value.callback);
  EXPECT_EQ(cancelled.value.callback->view.state, domain::CallbackState::cancelled);
  const auto turned = act(Acts::Turn{"sales", false, {}});
  ASSERT_EQ(turned.value.queues.size(), 1u);
  EXPECT_FALSE(turned.value.queues[0].switches.offers);
  EXPECT_EQ(act(Acts::Kill{false}).value.queues.size(), 2u);
  for (const bool orderly : {false, true}) {
    if (orderly) {
      close();
    } else {
      drop();
    }
    open();
    const auto rows = audit();
    ASSERT_EQ(rows.size(), 3u) << "the kill switch is one act, in however many groups";
    for (const auto& row : rows) {
      EXPECT_EQ(row.act.who, "Ada");
      EXPECT_EQ(row.act.source, "pbx");
      EXPECT_EQ(row.act.why, "fire drill");
      EXPECT_EQ(row.act.callback_id, row.act.act == domain::Act::cancel ? id : "");
      EXPECT_FALSE(row.act.act_id.empty()) << "given one when none was sent";
    }
    EXPECT_FALSE(host->queue("default", "sales")->switches.offers);
    EXPECT_FALSE(host->queue("default", "support")->switches.dials);
    const auto again = act(Acts::Cancel{id}, "k1");
    EXPECT_FALSE(again.refused) << "the same request, sent again after the crash";
    EXPECT_EQ(audit().size(), 3u);
  }
}

TEST_F(HostSupervision, AnotherSiteSeesAndTurnsNothingOfOurs) {
  open();
  act(Acts::Turn{"support", {}, false});
  pbx.site = "elsewhere";
  EXPECT_TRUE(audit().empty());
  const auto refused = act(Acts::Turn{"support", {}, true});
  ASSERT_TRUE(refused.refused);
  EXPECT_EQ(refused.refused->type, "unknown_queue");
  EXPECT_FALSE(host->queue("default", "support")->switches.dials);
}

TEST_F(HostSupervision, AfterTheKillSwitchHasAnsweredNoOrderLeaves) {
  // Turned when the first acceptance is answered no intent is under way yet; at the second all of them are.
  for (const int kill_at : {0, 1}) {
    open();
    Phone phone;
    connect(phone);
    free_agents(crowd + 1);
    const auto at_answer = orders_at_kill(phone, kill_at);
    EXPECT_TRUE(kill_at == 0 || at_answer > 0);
    settle();
    callback(crowd);
    settle();
    EXPECT_EQ(phone.orders.size(), at_answer);
    act(Acts::Kill{true});
    run_until([&] { return phone.orders.size() == std::size_t{crowd + 1}; });
    settle();
    host->leave(phone);
    drop();
    std::filesystem::remove_all(directory);
    std::filesystem::create_directory(directory);
  }
}

TEST_F(HostSupervision, WhatAPollWasShownIsNotGivenOnceDialsAreOff) {
  open();
  free_agents(1);
  callback(1);
  const auto poll = [&] {
    std::optional<std::vector<edge::ShownOrder>> orders;
    host->dial_orders(pbx, {}, [&](auto o) { orders = std::move(o); });
    run_until([&] { return orders.has_value(); });
    return orders.value_or(std::vector<edge::ShownOrder>{});
  };
  const auto shown = poll();
  ASSERT_EQ(shown.size(), 1u);
  act(Acts::Turn{"support", {}, false});
  std::optional<edge::Verdict<edge::ShownOrder>> claimed;
  const auto claim = [&] {
    claimed.reset();
    host->claim(pbx, shown[0].order.dial_id, [&](auto v) { claimed = std::move(v); });
    run_until([&] { return claimed.has_value(); });
  };
  claim();
  EXPECT_TRUE(claimed->refused);
  EXPECT_TRUE(poll().empty());
  act(Acts::Turn{"support", {}, true});
  EXPECT_EQ(poll().size(), 1u);
}

}  // namespace
}  // namespace truewait::app::test
