// Customers who call again at random moments of their callback's life: `takeover` counts those who were served twice or
// dialled after. Arguments: how many (1000), the first seed (1).
#include <cstdio>
#include <cstdlib>

#include "simulation/callbacks/redials.hpp"

int main(int argc, char** argv) {
  const int asked = argc > 1 ? std::atoi(argv[1]) : 1000;
  const auto first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const auto all = truewait::simulation::play_redials(first, asked);
  for (const auto& sentence : all.sentences) std::fprintf(stderr, "%s\n", sentence.c_str());
  std::fprintf(stderr, "%d called again: %d served by that call, %d by the dial, %d by nobody; %d told over\n",
               all.redials, all.by_call, all.by_dial, all.by_nobody, all.told_over);
  for (const auto& [state, n] : all.met) std::fprintf(stderr, "the callback was %s: %d\n", state.c_str(), n);
  for (const auto& [state, n] : all.ends) std::fprintf(stderr, "it ended %s: %d\n", state.c_str(), n);
  if (all.redials < asked) {
    std::fprintf(stderr, "only %d of %d called again\n", all.redials, asked);
    return 1;
  }
  std::printf("takeover %d\n", all.violations());
  return all.violations() == 0 ? 0 : 1;
}
