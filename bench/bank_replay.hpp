// The calls of the "Anonymous Bank" through the engine, as `truewait replay` does it: one month as warm-up, the next
// scored. The data are free for use (Technion; Guedj and Mandelbaum 2000). Whatever cannot be read ends the program.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "app/replay/run.hpp"
#include "truewait/telephony/history.hpp"

namespace truewait::bench {

inline std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::cerr << "cannot read " << path << "\n";
    std::exit(1);
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void read_bank_month(const std::string& text, const std::string& name, bool scored,
                            telephony::History& history) {
  std::istringstream in(text);
  const auto wrong = telephony::read_history(telephony::LogFormat::anonymous_bank, in, name, scored, history);
  if (wrong) {
    std::cerr << *wrong << "\n";
    std::exit(1);
  }
}

/// Texts of two files; an empty `warmup` means none.
inline telephony::History bank_history(const std::string& warmup, const std::string& scored) {
  telephony::History history;
  if (!warmup.empty()) read_bank_month(warmup, "warmup", false, history);
  read_bank_month(scored, "scored", true, history);
  return history;
}

/// The files' texts.
struct BankMonths {
  std::string january, february;
};

/// Of the directory that is the program's one argument; ends the program when there is none.
inline BankMonths bank_months(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " DIRECTORY\n";
    std::exit(2);
  }
  const std::string directory = argv[1];
  return {text_of(directory + "/january.txt"), text_of(directory + "/february.txt")};
}

struct BankReplay {
  telephony::History history;
  app::Predictions predictions;
  app::LaterPredictions later;  ///< empty unless asked for
};

/// `ask_again`: also what those who still wait are told after 30, 60 and 120 s.
inline BankReplay replay_bank(telephony::History history, domain::Estimator estimator = domain::Estimator::learned,
                              bool ask_again = false) {
  BankReplay r;
  r.history = std::move(history);
  auto queues = telephony::queues_of(telephony::LogFormat::anonymous_bank, r.history);
  for (auto& queue : queues) queue.estimator = estimator;
  r.predictions = app::replay(
      r.history, queues, [](double) {}, ask_again ? &r.later : nullptr);
  return r;
}

}  // namespace truewait::bench
