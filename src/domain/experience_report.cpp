#include "truewait/domain/experience_report.hpp"

namespace truewait::domain {
namespace {

/// Agrees that the answer came fast enough: 4 or 5 of 5.
constexpr double agrees_from = 4;
constexpr double seconds_per_minute = 60;

void merge(Share& into, const Share& other) {
  into.k += other.k;
  into.n += other.n;
}

void count(Share& into, bool yes) {
  into.k += yes ? 1 : 0;
  ++into.n;
}

void count(statistics::PairedCounts& into, bool first, bool second) {
  ++(first ? (second ? into.both : into.first_only) : (second ? into.second_only : into.neither));
}

statistics::ThreeWay gaps(const std::optional<Share>& belief, const ExperienceFigures& all) {
  const auto believed = belief ? belief->proportion() : statistics::Proportion{};
  const auto n = all.asked.n();
  const auto measured =
      n == 0 ? all.measured_fast.proportion() : statistics::proportion(all.asked.both + all.asked.first_only, n);
  auto out = statistics::three_way(believed, measured, all.fast.proportion());
  // The same customers on both sides: taken as independent, the interval would be too wide.
  out.measured_minus_perceived = statistics::newcombe_paired(all.asked);
  return out;
}

}  // namespace

Duration AnswerTargets::of(const std::string& queue) const {
  const auto found = by_queue.find(queue);
  return found == by_queue.end() ? otherwise : found->second;
}

void ExperienceFigures::merge(const ExperienceFigures& other) {
  contacts += other.contacts;
  answered += other.answered;
  predicted.merge(other.predicted);
  measured.merge(other.measured);
  perceived.merge(other.perceived);
  same.predicted.merge(other.same.predicted);
  same.measured.merge(other.same.measured);
  same.perceived.merge(other.same.perceived);
  perception.merge(other.perception);
  domain::merge(fast, other.fast);
  domain::merge(measured_fast, other.measured_fast);
  asked.both += other.asked.both;
  asked.first_only += other.asked.first_only;
  asked.second_only += other.asked.second_only;
  asked.neither += other.asked.neither;
}

void ExperienceReport::add(const Fact& fact) {
  if (const auto* f = std::get_if<BeliefStated>(&fact.body)) return hear(*f, fact.now);
  book_.add(fact, [this](const Contact& contact) { count(contact, rows_); });
}

void ExperienceReport::count(const Contact& contact, Rows& rows) const {
  auto& to = rows[{contact.queue, std::chrono::floor<std::chrono::hours>(contact.joined)}];
  ++to.contacts;
  const bool in_time = contact.wait && *contact.wait <= targets_.of(contact.queue);
  if (contact.wait) {
    ++to.answered;
    domain::count(to.measured_fast, in_time);
  }
  if (contact.wait && contact.predicted_s) {
    to.predicted.add(*contact.predicted_s);
    to.measured.add(to_seconds(*contact.wait));
  }
  if (contact.perceived_min) to.perceived.add(*contact.perceived_min * seconds_per_minute);
  if (contact.wait && contact.perceived_min) to.perception.add(to_seconds(*contact.wait), *contact.perceived_min);
  if (contact.wait && contact.predicted_s && contact.perceived_min) {
    to.same.predicted.add(*contact.predicted_s);
    to.same.measured.add(to_seconds(*contact.wait));
    to.same.perceived.add(*contact.perceived_min * seconds_per_minute);
  }
  if (contact.fast) {
    domain::count(to.fast, *contact.fast >= agrees_from);
    domain::count(to.asked, in_time, *contact.fast >= agrees_from);
  }
}

void ExperienceReport::hear(const BeliefStated& f, Instant at) {
  if (f.item != "fast" || f.from >= query_.to || f.to <= query_.from || f.n < 1 || f.agree < 0 || f.agree > f.n) return;
  auto& last = stated_[{f.queue, f.role}];
  if (last.share.n > 0 && at < last.at) return;
  last = {at, {static_cast<std::uint64_t>(f.agree), static_cast<std::uint64_t>(f.n)}};
}

std::optional<Share> ExperienceReport::belief() const {
  // What was said of exactly what is asked for; else of all queues, for one; else of single queues, for all.
  Share exact, whole, single;
  for (const auto& [about, stated] : stated_) {
    const auto& queue = about.first;
    if (queue == query_.queue) merge(exact, stated.share);
    merge(queue.empty() ? whole : single, stated.share);
  }
  if (exact.n > 0) return exact;
  const Share& other = query_.queue.empty() ? single : whole;
  return other.n > 0 ? std::optional(other) : std::nullopt;
}

Experience ExperienceReport::result() const {
  auto rows = rows_;
  book_.each_held([&](const Contact& contact) { count(contact, rows); });
  Experience out;
  for (auto& [place, figures] : rows) {
    out.all.merge(figures);
    out.rows.push_back({place.first, place.second, std::move(figures)});
  }
  out.belief = belief();
  out.gaps = gaps(out.belief, out.all);
  return out;
}

}  // namespace truewait::domain
