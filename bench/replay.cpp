// The replay of real calls held against what is known: the formulas against published figures for the same month, no
// prediction that could have seen the future, and the cost. Prints `name value`.
// Usage: bench_replay DIRECTORY with january.txt and february.txt of the "Anonymous Bank" data.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "app/replay/output.hpp"
#include "app/replay/score.hpp"
#include "bench/bank_replay.hpp"
#include "bench/timing.hpp"

namespace {

using namespace truewait;

/// February, January as warm-up, MAE and RMSE in seconds, as measured by another program under the same definitions.
constexpr std::array<std::array<double, 2>, domain::formula_count> february{{{56.2, 82.6},
                                                                             {47.9, 75.3},
                                                                             {57.3, 84.4},
                                                                             {62.9, 92.0},
                                                                             {59.9, 87.7},
                                                                             {67.4, 97.7},
                                                                             {57.0, 79.8},
                                                                             {46.5, 66.9},
                                                                             {52.6, 76.1},
                                                                             {304.9, 453.7}}};

bench::BankReplay run(const std::string& warmup, const std::string& scored,
                      domain::Estimator estimator = domain::Estimator::learned) {
  return bench::replay_bank(bench::bank_history(warmup, scored), estimator);
}

double largest_deviation(const app::ReplayScore& score) {
  double worst = 0;
  for (std::size_t f = 0; f < domain::formula_count; ++f) {
    worst = std::max(worst, std::abs(score.formulas[f].mae_s() / february[f][0] - 1));
    worst = std::max(worst, std::abs(score.formulas[f].rmse_s() / february[f][1] - 1));
  }
  return worst;
}

/// The file without the rows that entered the system at `date` `time` or later; times as h:mm:ss.
std::string before(const std::string& text, const std::string& date, int time_s) {
  std::istringstream in(text);
  std::string kept, line;
  for (bool header = true; std::getline(in, line); header = false) {
    std::istringstream columns(line);
    std::string cell, day;
    for (int c = 0; c < 7; ++c) {
      std::getline(columns, cell, '\t');
      if (c == 5) day = cell;
    }
    int h = 0, m = 0, s = 0;
    const bool timed = !header && std::sscanf(cell.c_str(), "%d:%d:%d", &h, &m, &s) == 3;
    if (timed && (day > date || (day == date && h * 3600 + m * 60 + s >= time_s))) continue;
    kept += line + "\n";
  }
  return kept;
}

/// Rows of --calls by call_id: asked_at and the whole row.
std::map<std::string, std::pair<std::string, std::string>> rows_of(const bench::BankReplay& r) {
  std::ostringstream out;
  app::print_calls(r.history, r.predictions, out);
  std::istringstream in(out.str());
  std::map<std::string, std::pair<std::string, std::string>> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream columns(line);
    std::string id, skip, asked_at;
    std::getline(columns, id, ',');
    for (int c = 0; c < 3; ++c) std::getline(columns, skip, ',');
    std::getline(columns, asked_at, ',');
    rows[id] = {asked_at, line};
  }
  return rows;
}

std::size_t rows_that_change(const bench::BankReplay& whole, const std::string& january,
                             const std::string& february_text) {
  struct Cut {
    const char* date;
    const char* iso;
    int time_s;
  };
  std::size_t changed = 0;
  const auto all = rows_of(whole);
  for (const Cut& cut : {Cut{"990203", "1999-02-03T10:30:00", 37800}, Cut{"990214", "1999-02-14T14:05:17", 50717},
                         Cut{"990225", "1999-02-25T19:59:59", 71999}}) {
    const auto kept = rows_of(run(january, before(february_text, cut.date, cut.time_s)));
    for (const auto& [id, row] : all) {
      if (row.first >= cut.iso) continue;
      const auto found = kept.find(id);
      if (found == kept.end() || found->second.second != row.second) ++changed;
    }
  }
  return changed;
}

}  // namespace

int main(int argc, char** argv) {
  const auto months = bench::bank_months(argc, argv);
  const std::string &january = months.january, &february_text = months.february;
  bench::BankReplay result;
  std::vector<double> rounds;
  const double yardstick = bench::yardstick_s();
  for (int round = 0; round < 3; ++round) {
    rounds.push_back(bench::cpu_s([&] { result = run(january, february_text, domain::Estimator::formula); }));
  }
  std::cout << "replay_s " << bench::median(rounds) * bench::reference_yardstick_s / yardstick << "\n";
  std::cout << "baseline_agreement " << largest_deviation(app::score(result.history, result.predictions)) << "\n";
  result = run(january, february_text);
  std::cout << "lookahead_rows " << rows_that_change(result, january, february_text) << "\n";
}
