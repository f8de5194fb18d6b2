// How good the learned estimate is on real calls: February of the "Anonymous Bank", replayed after January, which is
// warm-up. No prediction sees anything later than itself (bench/replay.cpp holds that). Scored are calls that waited
// and were answered. Prints `name value`; shares as fractions, times in seconds; the whole table on standard error.
// Usage: bench_prediction DIRECTORY with january.txt and february.txt.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "app/replay/output.hpp"
#include "app/replay/score.hpp"
#include "bench/bank_replay.hpp"
#include "bench/timing.hpp"

namespace {

using namespace truewait;
using domain::Estimator;

void say(const char* name, double value) {
  std::cout << name << " " << value << "\n";
}

/// How far the coverage of the 80 % interval leaves .75 to .85 in the worst three-hour band that has calls enough.
double farthest_outside(const app::ReplayScore& score) {
  constexpr std::uint64_t enough = 300;
  constexpr double least = 0.75, most = 0.85;
  double worst = 0;
  for (std::size_t b = 0; b < score.bands.size(); ++b) {
    const auto& band = score.bands[b];
    if (band.n() == 0) continue;
    std::cerr << "joined from " << 3 * b << " to " << 3 * b + 3 << " o'clock: " << band.n() << " calls, covered "
              << band.share() << ", width " << band.mean_width_s() << " s\n";
    if (band.n() >= enough) worst = std::max({worst, least - band.share(), band.share() - most});
  }
  return worst;
}

void say_score(const app::ReplayScore& score) {
  say("mean_rmse", score.served_mean.rmse_s());
  say("mean_bias", score.served_mean.bias_s());
  say("median_mae", score.served_median.mae_s());
  say("median_30s", score.served_median.within_30_s());
  say("mean_30pct", score.served_mean.within_30_percent());
  say("coverage_80", score.served_p10_p90.share());
  say("coverage_bands", farthest_outside(score));
  say("width_80", score.served_p10_p90.mean_width_s());
  say("interval_score", score.interval_score_s);
  const auto after_120_s = static_cast<std::size_t>(
      std::find(app::asked_again_after.begin(), app::asked_again_after.end(), std::chrono::seconds(120)) -
      app::asked_again_after.begin());
  const auto& remaining = score.remaining.at(after_120_s);
  say("waiting_120", remaining.told.mae_s() / remaining.first_less_elapsed.mae_s());
  say("waiting_120_bias", remaining.told.bias_s());
  say("brier_180", score.brier_180 / score.brier_180_base);
}

double mean_rmse(telephony::History history) {
  const auto r = bench::replay_bank(std::move(history));
  return app::score(r.history, r.predictions).served_mean.rmse_s();
}

/// As if every row of the files said NO_SERVER.
telephony::History without_agents(telephony::History history) {
  for (auto& call : history.calls) call.agent.clear();
  return history;
}

}  // namespace

int main(int argc, char** argv) {
  const auto [january, february] = bench::bank_months(argc, argv);

  bench::BankReplay all;
  std::vector<double> rounds;
  const double yardstick = bench::yardstick_s();
  for (int round = 0; round < 3; ++round) {
    rounds.push_back(bench::cpu_s(
        [&] { all = bench::replay_bank(bench::bank_history(january, february), Estimator::learned, true); }));
  }
  const auto score = app::score(all.history, all.predictions, all.later);
  app::print_table(score, std::cerr);
  say_score(score);
  say("cold", mean_rmse(bench::bank_history("", february)));
  say("no_agents", mean_rmse(without_agents(bench::bank_history(january, february))));
  say("replay_all_s", bench::on_reference_machine_s(bench::median(rounds), yardstick));
}
