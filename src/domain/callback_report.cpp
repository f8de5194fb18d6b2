#include "truewait/domain/callback_report.hpp"

#include <algorithm>

#include "domain/first_ring.hpp"
#include "domain/group.hpp"

namespace truewait::domain {
namespace {

/// Longer than anybody waits who is offered a callback.
constexpr Duration offer_lasts = std::chrono::hours(3);

Duration not_below_zero(Duration d) {
  return std::max(Duration{0}, d);
}

bool inside_window(const Window& window, const std::optional<Instant>& at) {
  return at && *at >= window.from && *at <= window.to;
}

/// Nobody's phone rings by an order that found no line, or that was taken back.
bool never_rang(DialOutcome o) {
  return o == DialOutcome::congestion || o == DialOutcome::failed || o == DialOutcome::cancelled;
}

template <class Story>
void count_punctuality(const Story& story, Punctuality& to) {
  if (!story.window) return;
  const auto& window = *story.window;
  if (story.rung) {
    if (*story.rung < window.from) {
      ++to.early;
    } else if (*story.rung <= window.to) {
      ++to.inside;
    } else {
      ++to.late;
      to.late_s.push_back(to_seconds(*story.rung - window.to));
    }
  } else if (!story.end && !story.connected) {
    ++to.open;
    return;
  } else {
    const bool not_ours = story.end == CallbackState::cancelled || story.end == CallbackState::superseded;
    if (not_ours && *story.ended <= window.to) {
      ++to.untested;
      return;
    }
    ++to.never;
  }
  to.reached_inside += inside_window(window, story.reached) ? 1 : 0;
  to.connected_inside += inside_window(window, story.connected) ? 1 : 0;
}

}  // namespace

std::size_t LocalTimes::hour(const std::string& queue, Instant at) const {
  const auto found = by_queue.find(queue);
  const auto& offsets = found == by_queue.end() ? otherwise : found->second;
  const auto after = std::upper_bound(offsets.begin(), offsets.end(), at,
                                      [](Instant t, const auto& entry) { return t < entry.first; });
  const auto local = after == offsets.begin() ? at : at + std::prev(after)->second;
  const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
  return static_cast<std::size_t>(std::chrono::floor<std::chrono::hours>(of_day).count());
}

void Punctuality::merge(const Punctuality& other) {
  inside += other.inside;
  early += other.early;
  late += other.late;
  never += other.never;
  untested += other.untested;
  open += other.open;
  reached_inside += other.reached_inside;
  connected_inside += other.connected_inside;
  late_s.insert(late_s.end(), other.late_s.begin(), other.late_s.end());
}

double CallbackFigures::saved_s() const {
  const auto sum = [](const statistics::Mean& m) { return m.value().value_or(0) * static_cast<double>(m.n()); };
  return sum(offline_s) - sum(held_s);
}

void CallbackFigures::merge(const CallbackFigures& other) {
  offered += other.offered;
  taken += other.taken;
  accepted += other.accepted;
  dialled += other.dialled;
  reached += other.reached;
  connected += other.connected;
  completed += other.completed;
  open += other.open;
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i] += other.ends[i];
  windows.merge(other.windows);
  for (std::size_t i = 0; i < by_dials.size(); ++i) by_dials[i] += other.by_dials[i];
  dials.merge(other.dials);
  offline_s.merge(other.offline_s);
  held_s.merge(other.held_s);
  holds_s.insert(holds_s.end(), other.holds_s.begin(), other.holds_s.end());
  for (std::size_t i = 0; i < by_hour.size(); ++i) {
    by_hour[i].dialled += other.by_hour[i].dialled;
    by_hour[i].reached += other.by_hour[i].reached;
  }
}

void CallbackReport::add(const Fact& fact) {
  shard_ = fact.shard;
  now_ = fact.now;
  std::visit([this](const auto& f) { on(f); }, fact.body);
}

std::string CallbackReport::key(const std::string& id) const {
  return std::to_string(shard_) + '/' + id;
}

CallbackReport::Story* CallbackReport::find(const std::string& callback_id) {
  const auto found = open_.find(key(callback_id));
  return found == open_.end() ? nullptr : &found->second;
}

void CallbackReport::forget_offers() {
  // The next shard begins with the oldest facts again: nothing is forgotten early.
  while (!offers_.empty() && offers_.front().first + offer_lasts < now_) {
    offered_.erase(offers_.front().second);
    offers_.pop_front();
  }
}

void CallbackReport::on(const OfferMade& f) {
  forget_offers();
  if (!query_.covers(f.queue, now_)) return;
  ++rows_[f.queue].offered;
  const auto call = key(call_key(f.source, f.call_id));
  offered_[call] = {now_, f.queue};
  offers_.emplace_back(now_, call);
}

void CallbackReport::on(const CallbackAccepted& f) {
  if (!f.call_id.empty()) {
    const auto offer = offered_.extract(key(call_key(f.source, f.call_id)));
    if (!offer.empty() && f.accepted - offer.mapped().at <= offer_lasts) ++rows_[offer.mapped().queue].taken;
  }
  if (!query_.covers(f.queue, f.accepted)) return;
  Story story;
  story.queue = f.queue;
  story.accepted = f.accepted;
  story.began = f.joined.value_or(f.accepted);
  story.window = f.window;
  open_[key(f.callback_id)] = std::move(story);
}

void CallbackReport::on(const DialIntended& f) {
  auto* story = find(f.callback_id);
  if (story == nullptr) return;
  story->dials.push_back({now_});
  story->answered.reset();
}

void CallbackReport::on(const DialProgressed& f) {
  auto* story = find(f.callback_id);
  if (story == nullptr) return;
  auto* dial = story->dials.empty() ? nullptr : &story->dials.back();
  const auto proof = ring_proof(f.outcome);
  if (proof != RingProof::none && !story->rung) {
    story->rung = proof == RingProof::since && dial != nullptr ? dial->ordered : f.at;
  }
  if (dial != nullptr) {
    dial->rang = dial->rang || proof != RingProof::none;
    if (never_rang(f.outcome) && !dial->rang) dial->counts = false;
  }
  const bool accepted = f.outcome == DialOutcome::accepted;
  if ((accepted || f.outcome == DialOutcome::answered) && !story->answered) story->answered = f.at;
  if (!accepted) return;
  if (!story->reached) story->reached = f.at;
  if (dial != nullptr) dial->reached = true;
}

void CallbackReport::on(const CallQueued& f) {
  auto* story = f.callback_id.empty() ? nullptr : find(f.callback_id);
  if (story == nullptr) return;
  // In line again: the customer was rung and took the call, whatever of it was reported.
  auto* dial = story->dials.empty() ? nullptr : &story->dials.back();
  if (!story->rung) story->rung = dial == nullptr ? f.joined : dial->ordered;
  if (!story->reached) story->reached = f.joined;
  if (!story->answered) story->answered = f.joined;
  if (dial != nullptr) dial->reached = dial->counts = true;
}

void CallbackReport::on(const CallbackConnected& f) {
  if (auto* story = find(f.callback_id)) story->connected = story->began + f.wait;
}

void CallbackReport::on(const CallbackChanged& f) {
  if (!is_end(f.state)) return;
  auto ended = open_.extract(key(f.callback_id));
  if (ended.empty()) return;
  ended.mapped().end = f.state;
  ended.mapped().ended = now_;
  count(ended.mapped(), rows_);
}

void CallbackReport::count(const Story& story, Rows& rows) const {
  auto& to = rows[story.queue];
  std::size_t dials = 0;
  for (const auto& dial : story.dials) {
    if (!dial.counts) continue;
    ++dials;
    auto& hour = to.by_hour[times_.hour(story.queue, dial.ordered)];
    ++hour.dialled;
    hour.reached += dial.reached ? 1 : 0;
  }
  const bool reached = story.reached || story.connected;
  ++to.accepted;
  to.dialled += dials > 0 || reached ? 1 : 0;
  to.reached += reached ? 1 : 0;
  to.connected += story.connected ? 1 : 0;
  to.completed += story.connected && story.end == CallbackState::completed ? 1 : 0;
  ++(story.end ? to.ends[static_cast<std::size_t>(*story.end)] : to.open);
  count_punctuality(story, to.windows);
  if (story.end || story.connected) {
    ++to.by_dials[std::min(dials, CallbackFigures::most_dials_told_apart)];
    to.dials.add(static_cast<double>(dials));
  }
  if (!story.connected || !story.rung) return;
  const auto held = not_below_zero(*story.connected - story.answered.value_or(*story.connected));
  to.offline_s.add(to_seconds(not_below_zero(*story.rung - story.accepted)));
  to.held_s.add(to_seconds(held));
  to.holds_s.push_back(to_seconds(held));
}

CallbackSummary CallbackReport::result() const {
  auto rows = rows_;
  for (const auto& [id, story] : open_) count(story, rows);
  CallbackSummary out;
  for (auto& [queue, figures] : rows) {
    out.all.merge(figures);
    out.rows.push_back({queue, std::move(figures)});
  }
  return out;
}

}  // namespace truewait::domain
