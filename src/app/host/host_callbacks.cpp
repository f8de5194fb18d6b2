// Callbacks, quotes and surveys behind the edge: an id, a step, a commit, then the answer and what follows from it.
#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <set>

#include "app/host/crash_point.hpp"
#include "app/host/fresh_id.hpp"
#include "app/host/host.hpp"
#include "app/host/records.hpp"
#include "app/host/verdict.hpp"

namespace truewait::app {

namespace {

/// The first three and the last two characters; what lies between is nobody's business on a screen.
std::string masked(const std::string& number) {
  if (number.size() < 8) return {};
  std::string out = number.substr(0, 3);
  for (std::size_t i = 5; i < number.size(); ++i) out += "\u2022";
  return out + number.substr(number.size() - 2);
}

std::string session_name(const std::string& source, const std::string& name) {
  return source + '#' + name;
}

}  // namespace

void Host::perform(const domain::Input& input, std::vector<storage::Contact> contacts, Performed done) {
  if (recorder_.refusing()) {
    if (done) boost::asio::post(loop_, [done = std::move(done)] { done(false, {}); });
    return;
  }
  domain::Decision decision = engine_.step(clock_.now(), input);
  auto after = [this, effects = std::move(decision.effects), done = std::move(done)](bool stored) {
    if (done) done(stored, effects);
    if (stored) carry_out(effects);
  };
  // Also without facts: what the answer rests on may still be on its way to the disk.
  commit(decision.facts, std::move(contacts), std::move(after));
}

void Host::carry_out(const std::vector<domain::Effect>& effects) {
  bool look = false;
  for (const domain::Effect& effect : effects) {
    if (std::holds_alternative<domain::CallbackTouched>(effect)) look = true;
    if (const auto* dial = std::get_if<domain::Dial>(&effect)) {
      crash_point("dial.before_order");
      if (!dispatcher_.send(dial->order)) {
        spdlog::warn("callback {}: its number was erased, it cannot be dialled", dial->order.callback_id);
        perform(domain::DialReport{dial->order.site,
                                   dial->order.front_end,
                                   dial->order.dial_id,
                                   domain::DialOutcome::invalid_number,
                                   {},
                                   {},
                                   {}},
                {}, {});
      }
      crash_point("dial.after_order");
    }
  }
  if (look) dispatcher_.look();
  if (watcher_ == nullptr) return;
  for (const domain::Effect& effect : effects) {
    if (const auto* changed = std::get_if<domain::StateChanged>(&effect)) {
      const auto found = queues_of_.find(changed->shard);
      if (found != queues_of_.end()) watcher_->queues_changed(found->second.site, found->second.queues);
    }
    if (const auto* touched = std::get_if<domain::CallbackTouched>(&effect)) {
      watcher_->callback_changed(touched->site, touched->callback_id, feed_seq(touched->site));
    }
  }
}

std::optional<std::string> Host::number_of(const std::string& site, const std::string& customer) {
  const auto number = store_->number_of(site, customer);
  return number ? *number : std::nullopt;
}

edge::ShownCallback Host::shown(domain::CallbackView view) {
  const auto number = number_of(view.site, view.customer);
  return {std::move(view), number ? masked(*number) : ""};
}

std::optional<std::uint64_t> Host::epoch_for(const std::string& site, const std::string& callback_id) const {
  const auto view = engine_.callback(site, callback_id);
  if (!view) return std::nullopt;
  const auto found = epochs_.find(view->shard);
  return found == epochs_.end() ? std::nullopt : std::optional(found->second);
}

void Host::assign(domain::Assignment wish) {
  if (recorder_.refusing()) return;  // the sweep looks again
  wish.epoch = epoch_for(wish.site, wish.callback_id);
  crash_point("intent.before_commit");
  perform(wish, {}, [](bool stored, const auto&) {
    if (stored) crash_point("intent.committed");
  });
}

domain::Offer Host::offer(std::string_view site, std::string_view queue, const domain::Estimate& estimate,
                          const domain::Prospect& who) {
  return engine_.offer(clock_.now(), site, queue, estimate, who);
}

void Host::quote(const edge::Access& who, domain::Quote quote, edge::Judged<domain::QuoteTaken> done) {
  quote.site = who.site;
  quote.source = who.source;
  quote.quote_id = fresh_id("q_");
  perform(quote, {}, [done = std::move(done)](bool stored, const auto& effects) {
    auto out = verdict<domain::QuoteTaken>(stored, effects);
    if (const auto* taken = find<domain::QuoteTaken>(effects)) out.value = *taken;
    done(std::move(out));
  });
}

void Host::request_callback(const edge::Access& who, domain::Acceptance wish, std::string number,
                            edge::Judged<edge::CallbackTicket> done) {
  wish.site = who.site;
  wish.source = who.source;
  wish.callback_id = fresh_id("cb_");
  wish.customer = contact_key_.customer_of(number);
  std::vector<storage::Contact> contacts{{who.site, wish.customer, std::move(number), to_ms(clock_.now())}};
  crash_point("acceptance.before_commit");
  auto after = [this, site = who.site, done = std::move(done)](bool stored, const auto& effects) {
    crash_point("acceptance.committed");
    auto out = verdict<edge::CallbackTicket>(stored, effects);
    if (const auto* taken = find<domain::CallbackTaken>(effects)) {
      out.value.callback = shown(*engine_.callback(site, taken->callback_id));
      out.value.existing = taken->existing;
    }
    done(std::move(out));
    crash_point("acceptance.answered");
  };
  perform(wish, std::move(contacts), std::move(after));
}

void Host::cancel_callback(const edge::Access& who, const std::string& callback_id,
                           edge::Judged<edge::ShownCallback> done) {
  auto after = [this, site = who.site, callback_id, done = std::move(done)](bool stored, const auto& effects) {
    auto out = verdict<edge::ShownCallback>(stored, effects);
    if (const auto view = engine_.callback(site, callback_id)) out.value = shown(*view);
    done(std::move(out));
  };
  perform(domain::Cancellation{who.site, callback_id, who.source}, {}, std::move(after));
}

std::optional<edge::ShownCallback> Host::callback(std::string_view site, const std::string& callback_id) {
  auto view = engine_.callback(site, callback_id);
  if (!view) return std::nullopt;
  return shown(std::move(*view));
}

std::optional<std::vector<edge::ShownCallback>> Host::callbacks(std::string_view site,
                                                                const domain::CallbackQuery& query) {
  auto views = engine_.callbacks(site, query);
  if (!views) return std::nullopt;
  std::vector<edge::ShownCallback> out;
  for (domain::CallbackView& view : *views) out.push_back(shown(std::move(view)));
  return out;
}

int Host::open_callbacks(std::string_view site, std::string_view queue) {
  return engine_.open_callbacks(site, queue);
}

void Host::respond(const edge::Access& who, domain::SurveyReport report, edge::Judged<std::string> done) {
  report.site = who.site;
  report.source = who.source;
  report.response_id = fresh_id("r_");
  perform(report, {}, [id = report.response_id, done = std::move(done)](bool stored, const auto& effects) {
    auto out = verdict<std::string>(stored, effects);
    out.value = id;
    done(std::move(out));
  });
}

void Host::believe(const edge::Access& who, domain::BeliefReport report, edge::Judged<std::string> done) {
  report.site = who.site;
  report.source = who.source;
  report.belief_id = fresh_id("b_");
  perform(report, {}, [id = report.belief_id, done = std::move(done)](bool stored, const auto& effects) {
    auto out = verdict<std::string>(stored, effects);
    out.value = id;
    done(std::move(out));
  });
}

void Host::dial_orders(const edge::Access& who, std::chrono::milliseconds wait,
                       std::function<void(std::vector<edge::ShownOrder>)> done) {
  dispatcher_.poll(who.site, who.source, wait, std::move(done));
}

void Host::claim(const edge::Access& who, const std::string& dial_id, edge::Judged<edge::ShownOrder> done) {
  const auto shown_order = dispatcher_.shown(who.site, who.source, dial_id);
  if (!shown_order) {
    edge::Verdict<edge::ShownOrder> out;
    const bool taken = engine_.order(who.site, dial_id) || dispatcher_.shown_to_another(who.source, dial_id);
    out.refused = taken ? edge::Rejection{0, "dial_over", "this order was claimed already, or is shown to another key"}
                        : edge::Rejection{0, "unknown_dial", "no order with this dial_id is open"};
    boost::asio::post(loop_, [done = std::move(done), out = std::move(out)] { done(out); });
    return;
  }
  domain::Assignment wish{who.site, shown_order->callback_id, dial_id, who.source, shown_order->expires};
  wish.epoch = epoch_for(who.site, wish.callback_id);
  crash_point("intent.before_commit");
  auto after = [this, site = who.site, dial_id, done = std::move(done)](bool stored, const auto& effects) {
    if (stored) crash_point("intent.committed");
    auto out = verdict<edge::ShownOrder>(stored, effects);
    if (const auto* dial = find<domain::Dial>(effects)) {
      out.value = {dial->order, number_of(site, dial->order.customer).value_or("")};
    }
    done(std::move(out));
  };
  perform(wish, {}, std::move(after));
}

void Host::dial_outcome(const edge::Access& who, domain::DialReport report, edge::Judged<domain::OutcomeTaken> done) {
  report.site = who.site;
  report.front_end = who.source;
  crash_point("outcome.before_commit");
  perform(report, {}, [done = std::move(done)](bool stored, const auto& effects) {
    if (stored) crash_point("outcome.committed");
    auto out = verdict<domain::OutcomeTaken>(stored, effects);
    if (const auto* taken = find<domain::OutcomeTaken>(effects)) out.value = *taken;
    done(std::move(out));
  });
}

void Host::join(const edge::Access& who, edge::FrontEnd& front_end, domain::FrontEndHello hello) {
  hello.site = who.site;
  hello.front_end = session_name(who.source, hello.front_end);
  dispatcher_.join(who.site, hello.front_end, front_end);
  perform(hello, {}, [this](bool, const auto&) { dispatcher_.look(); });
}

std::uint64_t Host::feed_seq(std::string_view site) {
  std::uint64_t sum = 0;
  std::set<std::uint32_t> counted;
  for (const auto& [place, shard] : shard_of_) {
    if (place.first == site && counted.insert(shard).second) sum += engine_.seq(shard);
  }
  return sum;
}

}  // namespace truewait::app
