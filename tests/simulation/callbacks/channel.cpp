#include "simulation/callbacks/channel.hpp"

#include "simulation/callbacks/world.hpp"

namespace truewait::simulation {
namespace {

constexpr double lost = 0.03, repeated = 0.10, late_s = 3;
constexpr Duration said_again_after = std::chrono::seconds(6);
constexpr int most_tries = 8;

}  // namespace

void Channel::report(domain::EventBody body, Care care) {
  auto event = std::make_shared<domain::Event>();
  event->source = source;
  event->event_id = "e" + std::to_string(++events_);
  event->at = world_.agenda.now();
  event->body = std::move(body);
  const bool arrives = care == Care::sure || !world_.dice.chance(lost);
  const int copies = world_.dice.chance(repeated) ? 2 : 1;
  auto confirmed = std::make_shared<bool>(false);
  for (int copy = 0; arrives && copy < copies; ++copy) deliver(event, confirmed, most_tries);
}

void Channel::deliver(std::shared_ptr<const domain::Event> event, std::shared_ptr<bool> confirmed, int tries) {
  world_.agenda.in(world_.dice.seconds(0, late_s), [this, event, confirmed, tries] {
    world_.host.perform(*event, [confirmed](const auto&) { *confirmed = true; });
    world_.agenda.in(said_again_after, [this, event, confirmed, tries] {
      if (!*confirmed && tries > 1) deliver(event, confirmed, tries - 1);
    });
  });
}

}  // namespace truewait::simulation
