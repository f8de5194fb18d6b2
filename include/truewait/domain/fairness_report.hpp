// Who was served before whom: every time somebody was answered while another of the same group, with an earlier rank or
// an earlier arrival, still stood in line, with the reason as far as facts tell one. Live callers and callbacks' places
// alike. Folded from facts; knows no store and keeps the line, counts and the newest cases only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/fact.hpp"
#include "truewait/domain/report_query.hpp"
#include "truewait/statistics/proportion.hpp"

namespace truewait::domain {

enum class OvertakeReason : std::uint8_t {
  // Against the order of arrival, in the order of ranks: a rule of the centre.
  priority,
  caller_class,
  head_start,       ///< a step of priority counts as time waited
  inherited_place,  ///< took over a callback's place, or resumed that of an abandoned call
  moved,            ///< somebody in charge put a callback elsewhere
  // Against the order of ranks.
  other_skills,         ///< the agent does not serve the queue of the one overtaken
  being_rung,           ///< the overtaken's customer was being rung, or had answered and was not in line yet
  no_front_end,         ///< the overtaken's turn had come, and no front-end had its order yet
  retry_wait,           ///< the overtaken was not reached before, and stands aside until the next dial
  in_doubt,             ///< nobody could say what became of the overtaken's dial
  dials_off,            ///< dialling was turned off for the overtaken's queue
  switch_took_another,  ///< both stood at the switch, and it chose: skills that nobody told us of, or agents who rang
  unexplained,          ///< the overtaken was a callback that nobody had begun to dial
};
inline constexpr std::array<std::string_view, 13> overtake_reason_names{
    "priority",     "caller_class",        "head_start",   "inherited_place", "moved",
    "other_skills", "being_rung",          "no_front_end", "retry_wait",      "in_doubt",
    "dials_off",    "switch_took_another", "unexplained"};
constexpr std::string_view name_of(OvertakeReason r) {
  return overtake_reason_names[static_cast<std::size_t>(r)];
}
/// The one overtaken had the earlier rank, not only the earlier arrival.
constexpr bool against_rank(OvertakeReason r) {
  return r >= OvertakeReason::other_skills;
}

struct Overtake {
  struct Party {
    std::string id, queue;  ///< of the call, or of the callback
    bool callback = false;  ///< a place, or the reached customer
  };
  Instant at;
  Party answered, overtaken;
  OvertakeReason reason = OvertakeReason::unexplained;
  std::optional<CallbackState> state;  ///< of the overtaken, when it was a virtual place
  Duration ahead{0};                   ///< by how much its rank was the earlier one; its arrival, where a rule decided
  Duration waited{0};                  ///< by the overtaken, until then
};

struct FairnessFigures {
  struct Cases {
    std::uint64_t n = 0;
    Duration longest_ahead{0}, longest_waited{0};
  };
  std::uint64_t answered = 0;  ///< from the line, callbacks' customers among them
  std::array<Cases, overtake_reason_names.size()> reasons{};

  std::uint64_t overtakes() const;
  const Cases& of(OvertakeReason r) const { return reasons[static_cast<std::size_t>(r)]; }
  /// Of all overtakes.
  statistics::Proportion unexplained() const;
  void add(const Overtake& overtake);
  void merge(const FairnessFigures& other);
};

struct FairnessRow {
  std::string queue;  ///< of those overtaken; of the answered calls in `answered`
  FairnessFigures figures;
};

struct Fairness {
  std::vector<FairnessRow> rows;  ///< by queue
  FairnessFigures all;
  std::vector<Overtake> overtakes;  ///< the newest first, at most as many as were asked for
};

class FairnessReport {
 public:
  /// The query's time is that of the answer. Who joined before it is not known and can overtake nobody.
  explicit FairnessReport(ReportQuery query);
  ~FairnessReport();
  FairnessReport(FairnessReport&&) noexcept;
  FairnessReport& operator=(FairnessReport&&) noexcept;

  /// Facts of one shard in sequence; different shards in any order.
  void add(const Fact& fact);
  Fairness result() const;

  static constexpr Duration read_on{0};

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace truewait::domain
