#include "truewait/domain/fairness_report.hpp"

#include <algorithm>

#include "domain/line_book.hpp"

namespace truewait::domain {
namespace {

/// More than any head start that is configured: the strict rule's step of priority.
constexpr Duration strict_from = std::chrono::hours(24 * 180);

/// Waits where its place says, or stands aside for a while and keeps it.
bool stands_in_line(const Stander& s) {
  if (!s.place) return true;
  if (s.with_leg) return false;  // the leg stands there
  return holds_place(s.state) || s.state == CallbackState::retry_wait || s.state == CallbackState::uncertain;
}

/// Why the later arrival had the earlier rank.
OvertakeReason by_rule(const Stander& answered, const Stander& other) {
  if (answered.moved || other.moved) return OvertakeReason::moved;
  if (answered.inherited) return OvertakeReason::inherited_place;
  if (answered.priority > other.priority) {
    const auto gained = (answered.arrived - answered.rank) - (other.arrived - other.rank);
    return gained >= strict_from ? OvertakeReason::priority : OvertakeReason::head_start;
  }
  return answered.caller_class != other.caller_class ? OvertakeReason::caller_class : OvertakeReason::head_start;
}

/// Why the earlier rank was passed by.
OvertakeReason by_circumstance(const LineBook& line, const std::string& agent, const Stander& answered,
                               const Stander& other) {
  if (line.serves(agent, answered.queue, other.queue) == false) return OvertakeReason::other_skills;
  if (!other.place) return OvertakeReason::switch_took_another;
  switch (other.state) {
    case CallbackState::dialling:
    case CallbackState::reached:
      return OvertakeReason::being_rung;
    case CallbackState::retry_wait:
      return OvertakeReason::retry_wait;
    case CallbackState::uncertain:
      return OvertakeReason::in_doubt;
    default:
      break;
  }
  if (line.dials_off(other.queue)) return OvertakeReason::dials_off;
  return other.state == CallbackState::due ? OvertakeReason::no_front_end : OvertakeReason::unexplained;
}

/// By how much `other` was earlier. A strict rule's ranks lie years apart, which nobody waited: there arrivals tell.
Duration ahead_by(const Stander& answered, const Stander& other) {
  const auto ranks = answered.rank - other.rank;
  if (ranks > Duration{0} && ranks < strict_from) return ranks;
  return std::max(Duration{0}, answered.arrived - other.arrived);
}

Overtake::Party party(const Stander& s) {
  return {s.callback.empty() ? s.id : s.callback, s.queue, !s.callback.empty()};
}

}  // namespace

std::uint64_t FairnessFigures::overtakes() const {
  std::uint64_t sum = 0;
  for (const auto& cases : reasons) sum += cases.n;
  return sum;
}

statistics::Proportion FairnessFigures::unexplained() const {
  return statistics::proportion(of(OvertakeReason::unexplained).n, overtakes());
}

void FairnessFigures::add(const Overtake& overtake) {
  auto& cases = reasons[static_cast<std::size_t>(overtake.reason)];
  ++cases.n;
  cases.longest_ahead = std::max(cases.longest_ahead, overtake.ahead);
  cases.longest_waited = std::max(cases.longest_waited, overtake.waited);
}

void FairnessFigures::merge(const FairnessFigures& other) {
  answered += other.answered;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    reasons[i].n += other.reasons[i].n;
    reasons[i].longest_ahead = std::max(reasons[i].longest_ahead, other.reasons[i].longest_ahead);
    reasons[i].longest_waited = std::max(reasons[i].longest_waited, other.reasons[i].longest_waited);
  }
}

struct FairnessReport::State {
  ReportQuery query;
  std::map<std::uint32_t, LineBook> lines;
  std::map<std::string, FairnessFigures> rows;
  std::multimap<Instant, Overtake> newest;

  void answer(const LineBook& line, const Stander& who, const std::string& agent, Instant now);
  void compare(const LineBook& line, const Stander& who, const Stander& other, const std::string& agent, Instant now);
};

FairnessReport::FairnessReport(ReportQuery query) : state_(std::make_unique<State>()) {
  state_->query = std::move(query);
}
FairnessReport::~FairnessReport() = default;
FairnessReport::FairnessReport(FairnessReport&&) noexcept = default;
FairnessReport& FairnessReport::operator=(FairnessReport&&) noexcept = default;

void FairnessReport::add(const Fact& fact) {
  auto& line = state_->lines[fact.shard];
  const auto who = line.add(fact);
  const bool asked = fact.now >= state_->query.from && fact.now < state_->query.to;
  if (who && asked) state_->answer(line, *who, std::get<CallAnswered>(fact.body).agent, fact.now);
}

void FairnessReport::State::answer(const LineBook& line, const Stander& who, const std::string& agent, Instant now) {
  if (query.queue.empty() || query.queue == who.queue) ++rows[who.queue].answered;
  for (const auto& [key, other] : line.calls()) compare(line, who, other, agent, now);
  for (const auto& [id, other] : line.places()) {
    if (id != who.callback) compare(line, who, other, agent, now);
  }
}

void FairnessReport::State::compare(const LineBook& line, const Stander& who, const Stander& other,
                                    const std::string& agent, Instant now) {
  if (!query.queue.empty() && query.queue != other.queue) return;
  const bool by_rank = other.rank < who.rank;
  if ((!by_rank && other.arrived >= who.arrived) || !stands_in_line(other)) return;
  Overtake found;
  found.at = now;
  found.answered = party(who);
  found.overtaken = party(other);
  found.reason = by_rank ? by_circumstance(line, agent, who, other) : by_rule(who, other);
  if (other.place) found.state = other.state;
  found.ahead = ahead_by(who, other);
  found.waited = std::max(Duration{0}, now - other.arrived);
  rows[other.queue].add(found);
  newest.emplace(now, std::move(found));
  if (newest.size() > query.limit) newest.erase(newest.begin());
}

Fairness FairnessReport::result() const {
  Fairness out;
  for (const auto& [queue, figures] : state_->rows) {
    out.all.merge(figures);
    out.rows.push_back({queue, figures});
  }
  for (auto each = state_->newest.rbegin(); each != state_->newest.rend(); ++each) {
    out.overtakes.push_back(each->second);
  }
  return out;
}

}  // namespace truewait::domain
