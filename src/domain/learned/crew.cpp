#include "domain/learned/crew.hpp"

#include <algorithm>
#include <cmath>

namespace truewait::domain::learned {
namespace {

constexpr double most_service_s = 900;  // longer calls are forgotten ends more often than calls

constexpr double reported_skill = 0.9;

double age_s(Instant now, Instant since) {
  return std::max(0.0, to_seconds(now - since));
}

}  // namespace

void Crew::reach(std::vector<double>& v, std::size_t n) const {
  while (v.size() < std::min(n, most_skills)) v.push_back(usual_skill(static_cast<std::uint32_t>(v.size())));
}

Crew::Member& Crew::member(Instant now, const std::string& name) {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) return members_[found->second];
  std::size_t at = members_.size();
  if (at < most_members) {
    members_.emplace_back();
  } else {
    const auto oldest = std::min_element(members_.begin(), members_.end(), [](const Member& a, const Member& b) {
      return std::make_pair(a.presence != Presence::absent, a.since) <
             std::make_pair(b.presence != Presence::absent, b.since);
    });
    at = index_of(*oldest);
    by_name_.erase(oldest->name);
    enter(*oldest, Presence::absent, now);
    *oldest = Member{};
  }
  auto& m = members_[at];
  m.name = name;
  m.since = m.took_at = now;
  by_name_[name] = at;
  return m;
}

void Crew::enter(Member& m, Presence presence, Instant now) {
  const auto at = index_of(m);
  const auto place = std::lower_bound(present_.begin(), present_.end(), at);
  const bool listed = place != present_.end() && *place == at;
  if (presence == Presence::absent && listed) present_.erase(place);
  if (presence != Presence::absent && !listed) present_.insert(place, at);
  m.presence = presence;
  m.since = now;
}

void Crew::learn_skills(Instant now, Member& m, std::uint32_t queue, const std::vector<std::uint32_t>& passed_over) {
  // From one shift to the next about two fifths of what an agent does today give way to what he does in general.
  constexpr double fades_in_s = 47 * 3600.0;
  std::size_t queues = queue + 1;
  for (const auto o : passed_over) queues = std::max<std::size_t>(queues, o + 1);
  reach(usual_, queues);
  reach(m.skill, usual_.size());
  reach(m.habit, usual_.size());
  const double keep = std::exp(-age_s(now, m.took_at) / fades_in_s);
  m.took_at = now;
  for (std::size_t o = 0; o < m.skill.size(); ++o) m.skill[o] = keep * m.skill[o] + (1 - keep) * m.habit[o];
  for (const auto o : passed_over) {
    if (o >= m.skill.size()) continue;
    m.skill[o] *= 0.5;
    m.habit[o] *= 0.98;
    usual_[o] *= 0.995;
  }
  for (std::size_t o = 0; o < m.skill.size(); ++o) {
    if (o != queue) m.skill[o] += 0.02 * (m.habit[o] - m.skill[o]);
  }
  if (queue >= m.skill.size()) return;
  m.skill[queue] += 0.7 * (1 - m.skill[queue]);
  m.habit[queue] += 0.01 * (1 - m.habit[queue]);
  usual_[queue] += 0.0025 * (1 - usual_[queue]);
}

void Crew::took(Instant now, const std::string& agent, std::uint32_t queue, bool waited,
                const std::vector<std::uint32_t>& passed_over, IdleHazard& idle) {
  if (agent.empty()) {
    if (resting_.empty()) return;
    // Which of them it was nobody knows: the one who ended last takes the next call more often than any other.
    if (waited) idle.happened(age_s(now, resting_.back()));
    resting_.pop_back();
    return;
  }
  auto& m = member(now, agent);
  const double idle_s = age_s(now, m.since);
  if (m.presence == Presence::idle && waited && idle_s < idle_until_s) idle.happened(idle_s);
  learn_skills(now, m, queue, waited ? passed_over : std::vector<std::uint32_t>{});
  enter(m, Presence::busy, now);
  m.queue = queue;
}

void Crew::ended(Instant now, const std::string& agent, std::uint32_t queue, Duration service, bool current) {
  const double s = std::clamp(to_seconds(service), 1.0, most_service_s);
  ++services_;
  mean_service_s_ += std::max(0.002, 1 / services_) * (s - mean_service_s_);
  if (queue < most_skills) {
    while (by_queue_s_.size() <= queue) by_queue_s_.push_back(mean_service_s_);
    by_queue_s_[queue] += 0.005 * (s - by_queue_s_[queue]);
  }
  if (agent.empty()) {
    if (resting_.size() == most_resting) resting_.erase(resting_.begin());
    resting_.push_back(now);
    return;
  }
  const auto found = by_name_.find(agent);
  if (found == by_name_.end()) return;
  auto& m = members_[found->second];
  const double usual_s = queue < by_queue_s_.size() ? by_queue_s_[queue] : mean_service_s_;
  m.slowness += 0.015 * (s / std::max(1.0, usual_s) - m.slowness);
  m.pace = std::pow(std::clamp(m.slowness, 0.3, 3.0), -0.7);
  if (current && m.presence == Presence::busy) enter(m, Presence::idle, now);
}

void Crew::changed(Instant now, const std::string& agent, AgentState state, const std::vector<std::uint32_t>& queues) {
  auto& m = member(now, agent);
  m.reported = true;
  if (!queues.empty() && m.queues != queues) {
    m.queues = queues;
    for (const auto q : queues) {
      reach(m.skill, q + 1);
      reach(m.habit, q + 1);
      if (q < m.skill.size()) m.skill[q] = m.habit[q] = reported_skill;
    }
  }
  const bool works = state == AgentState::available || state == AgentState::wrap_up;
  if (state == AgentState::busy) {
    if (m.presence != Presence::busy) enter(m, Presence::busy, now);
  } else if (works) {
    if (m.presence != Presence::idle) enter(m, Presence::idle, now);
  } else {
    enter(m, Presence::absent, now);
  }
}

void Crew::gone(const std::string& agent) {
  const auto found = by_name_.find(agent);
  if (found == by_name_.end()) return;
  auto& m = members_[found->second];
  enter(m, Presence::absent, m.since);
}

void Crew::everyone_gone() {
  for (auto& m : members_) m.presence = Presence::absent;
  present_.clear();
  resting_.clear();
}

void Crew::only(std::uint32_t queue, const std::vector<QueueSnapshot::Agent>& listed) {
  for (auto& m : members_) {
    const bool serves = m.queues.empty() || std::find(m.queues.begin(), m.queues.end(), queue) != m.queues.end();
    const bool named = std::any_of(listed.begin(), listed.end(), [&](const auto& a) { return a.agent == m.name; });
    if (!serves || named) continue;
    if (m.queues.size() > 1) {
      std::erase(m.queues, queue);
    } else if (m.presence != Presence::absent) {
      enter(m, Presence::absent, m.since);
    }
  }
  if (listed.empty()) resting_.clear();
}

void Crew::idled(Instant now, double passed_s, const std::vector<int>& waiting, IdleHazard& idle) {
  constexpr double serves = 0.3;
  const auto middle_s = [&](Instant since) { return std::max(0.0, age_s(now, since) - passed_s / 2); };
  std::vector<std::size_t> late;
  for (const auto at : present_) {
    const auto& m = members_[at];
    if (m.presence != Presence::idle) continue;
    if (age_s(now, m.since) >= idle_until_s) {
      if (!m.reported) late.push_back(at);
      continue;
    }
    for (std::size_t q = 0; q < waiting.size(); ++q) {
      if (waiting[q] == 0 || (q < m.skill.size() ? m.skill[q] : usual_skill(static_cast<std::uint32_t>(q))) <= serves)
        continue;
      idle.exposed(middle_s(m.since), passed_s);
      break;
    }
  }
  for (const auto at : late) enter(members_[at], Presence::absent, members_[at].since);
  std::erase_if(resting_, [&](Instant t) { return age_s(now, t) >= idle_until_s; });
  for (const auto since : resting_) idle.exposed(middle_s(since), passed_s);
}

void Crew::at_work(Instant now, std::vector<Worker>& out) const {
  for (const auto at : present_) {
    const auto& m = members_[at];
    const double age = age_s(now, m.since);
    const bool busy = m.presence == Presence::busy;
    if (!busy && !m.reported && age >= idle_until_s) continue;
    out.push_back({busy, age, m.queue, m.pace, m.slowness, m.skill.data(), m.skill.size(),
                   m.queues.empty() ? nullptr : &m.queues});
  }
  for (const auto since : resting_) {
    const double age = age_s(now, since);
    if (age < idle_until_s) out.push_back({false, age, 0, 1, 1, nullptr, 0, nullptr});
  }
}

double Crew::skill_of(const Worker& w, std::uint32_t queue) const {
  if (w.only != nullptr && std::find(w.only->begin(), w.only->end(), queue) == w.only->end()) return 0;
  return queue < w.skills ? w.skill[queue] : usual_skill(queue);
}

bool Crew::knows(Instant now, const std::string& agent) const {
  const auto found = by_name_.find(agent);
  if (found == by_name_.end()) return false;
  const auto& m = members_[found->second];
  return m.presence == Presence::busy || (m.presence == Presence::idle && age_s(now, m.since) < expected_until_s);
}

double Crew::usual_service_s(double prior_s) const {
  constexpr double unknown_s = 180, prior_weight = 10;
  const double prior = prior_s > 0 ? prior_s : unknown_s;
  const double n = std::min(services_, 500.0);
  return (n * mean_service_s_ + prior_weight * prior) / (n + prior_weight);
}

void Crew::rebuild() {
  by_name_.clear();
  present_.clear();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    by_name_[members_[i].name] = i;
    if (members_[i].presence != Presence::absent) present_.push_back(i);
  }
}

}  // namespace truewait::domain::learned
