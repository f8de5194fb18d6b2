// One callback and its customer, who calls again at some moment while it is open: the switch, the front-end that dials
// and the telephone, around the engine alone. Reports come late, in another order, twice, or the second time they are
// said; outcomes and orders are lost; connections break. A function of its seed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "simulation/callbacks/agenda.hpp"
#include "truewait/domain/engine.hpp"

namespace truewait::simulation {

/// The id of the call that takes over.
inline const std::string again_call = "again";

/// What became of one of them.
struct RedialOutcome {
  bool called_again = false;  ///< while the callback was open, as the service heard of it
  std::string met;            ///< the callback's state when the service heard of the call
  int served_by_call = 0, served_by_leg = 0;
  int dialled_after = 0;   ///< orders given, or given again, after the service heard of the call
  int ends = 0;            ///< of the callback; anything but one is wrong
  bool told_over = false;  ///< took the dial, and heard that the call goes on elsewhere
  std::string end;
  std::uint64_t digest = 0;  ///< of all facts
};

class RedialLife {
 public:
  explicit RedialLife(std::uint64_t seed);
  RedialOutcome play();

 private:
  /// Of a call at the switch.
  enum class Line : std::uint8_t { none, waits, talks, over };
  /// What the front-end has written down of a dial.
  struct Entry {
    domain::DialOrder order;
    std::optional<domain::DialOutcome> outcome;
    bool confirmed = false, joined = false;
  };
  using Done = std::function<void(const domain::Decision&)>;

  // The service and the way to it.
  void perform(const domain::Input& input, const Done& done = {});
  void judge(const domain::Decision& decision);
  void look();
  void arm();
  void report(domain::EventBody body);
  // The customer and the switch.
  void ask();
  void request(const std::string& call_id);
  void call_again(int tries);
  void serve();
  void come_free();
  void other_work();  ///< the agent may have something else to do just now
  void answer(Line& line, const std::string& call_id);
  void hang_up(Line& line, const std::string& call_id);
  bool on_the_phone() const { return asking_ || again_ == Line::waits || again_ == Line::talks; }
  // The front-end.
  void connect();
  void break_off();
  void send(const domain::DialOrder& order);
  void dial(const domain::DialOrder& order);
  void pick_up(const std::string& dial_id);
  void take(const std::string& dial_id);
  void join(const std::string& dial_id);
  void say(double after_s, const std::string& dial_id, domain::DialOutcome outcome);
  void tell(const std::string& dial_id, domain::DialOutcome outcome, int tries);

  Agenda agenda_;
  Dice dice_;
  domain::Engine engine_;
  RedialOutcome out_;
  std::optional<Instant> armed_;
  int events_ = 0, dials_ = 0, steps_ = 0;
  int again_after_steps_;  ///< 0: at a moment of its own
  bool asking_ = false, reached_ = false, agent_free_ = false, connected_ = false, begun_ = false;
  bool second_line_;  ///< a call that comes in during another one rings
  Line again_ = Line::none, leg_ = Line::none;
  std::string leg_id_;
  int connection_ = 0;
  std::map<std::string, Entry> ledger_;
};

}  // namespace truewait::simulation
