// Calls through a line of agents, from one seed: what there is to learn from.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "domain/world.hpp"

namespace truewait::domain::testing {

/// `calls` through `agents` with exponential services of 120 s, one arrival each `gap_s` on average; ends in a lull.
/// Returns the second after the last.
inline double play(World& w, int calls, int agents, double gap_s, bool named = true, double from_s = 0) {
  std::mt19937 random(7);
  std::exponential_distribution<double> unit(1);
  struct Served {
    double until;
    std::string call, agent;
  };
  std::vector<Served> busy;
  std::vector<std::string> line;
  double now = from_s, next = from_s;
  int arrived = 0;
  const auto take = [&] {
    while (!line.empty() && static_cast<int>(busy.size()) < agents) {
      std::string name;
      for (int a = 0; named && name.empty(); ++a) {
        const auto candidate = "agent" + std::to_string(a);
        if (std::none_of(busy.begin(), busy.end(), [&](const Served& s) { return s.agent == candidate; }))
          name = candidate;
      }
      w.answered(now, line.front(), name);
      busy.push_back({now + 120 * unit(random), line.front(), name});
      line.erase(line.begin());
    }
  };
  while (arrived < calls || !busy.empty()) {
    const auto first =
        std::min_element(busy.begin(), busy.end(), [](const Served& a, const Served& b) { return a.until < b.until; });
    if (arrived < calls && (first == busy.end() || next <= first->until)) {
      now = next;
      const auto id = "p" + std::to_string(from_s) + "-" + std::to_string(arrived++);
      w.queued(now, id);
      line.push_back(id);
      next = now + gap_s * unit(random);
    } else {
      now = first->until;
      w.ended(now, first->call);
      busy.erase(first);
    }
    take();
  }
  return now + 1;
}

/// Two thousand calls from `from_s` on, then all five agents busy and nobody waiting; the second after the last call.
inline double five_busy_after(World& w, double from_s) {
  const double end = play(w, 2000, 5, 27, true, from_s);
  for (int i = 0; i < 5; ++i) {
    w.queued(end + i, "b" + std::to_string(i));
    w.answered(end + i, "b" + std::to_string(i), "agent" + std::to_string(i));
  }
  return end + 10;
}

}  // namespace truewait::domain::testing
