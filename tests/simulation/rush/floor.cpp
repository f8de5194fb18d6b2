#include "simulation/rush/floor.hpp"

namespace truewait::simulation::rush {

Floor::Floor(Agenda& agenda, int agents, Told told) : agenda_(agenda), told_(std::move(told)) {
  for (int i = 0; i < agents; ++i) idle_.push_back(i);
}

void Floor::join(Standing who, Duration patience) {
  who.joined = agenda_.now();
  const auto id = who.call_id;
  const Place place{who.rank, ++joined_};
  places_[id] = place;
  const auto& standing = line_.emplace(place, std::move(who)).first->second;
  const Standing told = standing;  // the line may change while others are told
  told_(Happened::queued, told, -1);
  agenda_.in(patience, [this, id] { take_out(id, Happened::gave_up); });
  serve();
}

bool Floor::withdraw(const std::string& call_id) {
  return take_out(call_id, Happened::withdrew);
}

bool Floor::take_out(const std::string& call_id, Happened why) {
  const auto found = places_.find(call_id);
  if (found == places_.end()) return false;
  const Standing who = line_.extract(found->second).mapped();
  places_.erase(found);
  told_(why, who, -1);
  return true;
}

bool Floor::reserve(int agent) {
  if (std::erase(idle_, agent) == 0) return false;
  reserved_.insert(agent);
  return true;
}

void Floor::release(int agent) {
  if (reserved_.erase(agent) == 0) return;
  idle_.push_back(agent);
  serve();
}

void Floor::join_reserved(Standing who, int agent) {
  who.joined = agenda_.now();
  told_(Happened::queued, who, -1);
  reserved_.erase(agent);
  take(std::move(who), agent);
}

void Floor::serve() {
  while (!idle_.empty() && !line_.empty()) {
    const int agent = idle_.front();
    idle_.pop_front();
    Standing who = line_.extract(line_.begin()).mapped();
    places_.erase(who.call_id);
    take(std::move(who), agent);
  }
}

void Floor::take(Standing who, int agent) {
  told_(Happened::answered, who, agent);
  agenda_.in(who.talk, [this, who, agent] {
    idle_.push_back(agent);
    told_(Happened::ended, who, agent);
    serve();
  });
}

}  // namespace truewait::simulation::rush
