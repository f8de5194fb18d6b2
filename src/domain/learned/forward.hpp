// The forward model: how many calls the agents will have taken by when, against how many callers go first until then.
// The distribution of one caller's wait follows, without any learning from waits. Works on plain values; seconds.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/learned/hazard.hpp"
#include "truewait/domain/estimate.hpp"

namespace truewait::domain::learned {

inline constexpr std::size_t grid_steps = 24;
using Curve = std::array<double, grid_steps>;  ///< values at the ends of the steps

/// The steps of time the model works in: fine at first, coarse later, stretched to fit short and long lines.
struct Grid {
  explicit Grid(double stretch);
  Curve end_s, width_s, middle_s;
  double last_s() const { return end_s.back(); }
};

/// Agents alike: how many, and what the model needs of them.
struct Hand {
  bool busy = false;
  double age_s = 0;
  double pace = 1, slowness = 1;
  double skill = 1;  ///< for the caller's queue
  double count = 1;
  const ServiceHazard::Rates* service = nullptr;  ///< of the call in service
};

/// Callers alike who go first.
struct Ahead {
  double waited_s = 0;
  double weight = 1;  ///< how many, each by how far the agents who serve them are those of the caller
  const PatienceHazard::Rates* patience = nullptr;  ///< null: never hangs up (a callback's place)
};

/// Callers still to come who will pass: those who join within `window_s` go first.
struct Passing {
  double rate_per_s = 0, window_s = 0;
};

struct Outlook {
  double elapsed_s = 0;
  std::vector<Hand> hands;
  std::vector<Ahead> ahead;
  std::vector<Passing> passing;
  IdleHazard::Rates idle{};
  const PatienceHazard::Rates* patience = nullptr;  ///< of the caller
  double unknown_per_s = 0;                         ///< calls taken by agents nobody has seen before
  double usual_service_s = 180;
};

struct Forecast {
  double mean_s = 0;        ///< given that the caller is served
  double patient_s = 0;     ///< if the caller never hangs up
  Quantiles quantiles_s{};  ///< given service
};

/// Calls taken for the caller's queue by the end of each step.
struct Taken {
  Curve mean{};  ///< expected number
  Curve none{};  ///< minus the logarithm of the chance that there are none; at least the mean
};
Taken calls_taken(const Outlook& at, const Grid& grid);
Forecast forecast(const Outlook& at, const Grid& grid);

}  // namespace truewait::domain::learned
