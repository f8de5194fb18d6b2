// The way of an event from the switch to the service: late by up to three seconds and so in another order, sometimes
// twice, sometimes never; said again while nobody confirms it.
#pragma once

#include <memory>

#include "truewait/domain/event.hpp"

namespace truewait::simulation {

struct World;

class Channel {
 public:
  explicit Channel(World& world) : world_(world) {}

  enum class Care { usual, sure };  ///< `sure`: never lost
  void report(domain::EventBody body, Care care = Care::usual);

 private:
  void deliver(std::shared_ptr<const domain::Event> event, std::shared_ptr<bool> confirmed, int tries);

  World& world_;
  int events_ = 0;
};

}  // namespace truewait::simulation
