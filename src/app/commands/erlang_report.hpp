// The figures of `truewait erlang` as text for a person and as JSON for a program. Numbers in, text out.
#pragma once

#include <optional>
#include <string>

#include "truewait/queueing/demand.hpp"

namespace truewait::app {

/// Checked: within the ranges the formulas accept.
struct ErlangQuestion {
  queueing::Demand demand;
  int agents = 1;
  std::optional<double> mean_patience_s;  ///< empty: callers never hang up
  queueing::ServiceTarget target;
};

std::string erlang_text(const ErlangQuestion& question);

/// One object on one line; keys in docs/queueing.md. Shortest decimals that read back to the same double.
std::string erlang_json(const ErlangQuestion& question);

}  // namespace truewait::app
