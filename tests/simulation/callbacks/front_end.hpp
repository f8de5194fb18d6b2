// A front-end that dials: it writes an order down before it dials, dials each order once, tells what becomes of it, and
// says at each new connection which dials it knows. Its connections break and what is under way on them is lost.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/callback.hpp"

namespace truewait::simulation {

struct World;

class FrontEnd {
 public:
  FrontEnd(World& world, std::string name);

 private:
  struct Entry {
    domain::DialOrder order;
    std::optional<domain::DialOutcome> outcome;
    bool confirmed = false;  ///< the service has the outcome
  };
  void connect();
  void break_off();
  void receive(const domain::DialOrder& order);
  void dial(const domain::DialOrder& order);
  void ring(const domain::DialOrder& order);
  void reached(const domain::DialOrder& order, double after_s);
  void later(double after_s, const domain::DialOrder& order, domain::DialOutcome outcome, bool over);
  void tell(const std::string& dial_id, int tries);

  World& world_;
  const std::string name_;
  bool connected_ = false;
  int connection_ = 0;
  std::map<std::string, Entry> ledger_;  ///< on disk: it outlives everything
};

}  // namespace truewait::simulation
