// An estimate as the wire shows it. Text only: it neither estimates nor looks anything up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "truewait/domain/announcement.hpp"
#include "truewait/domain/estimate.hpp"
#include "truewait/domain/offer.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::edge {

/// What stands around the figures.
struct EstimateFrame {
  std::string_view queue;
  std::string_view call_id;  ///< empty: a caller who would join
  domain::Instant as_of;
  std::uint64_t seq = 0;
  domain::Offer offer = {};                      ///< of a callback
  std::optional<domain::Instant> deadline = {};  ///< of a waiting caller who was promised one
  domain::Announcement announce = {};
};

struct EstimateBody {
  std::string json;
  std::string text;        ///< announce.upper_min alone, or "unknown" when no upper bound is to be spoken
  std::size_t age_at = 0;  ///< where in `json` the age stands, "0.000"
};

/// Without data (status insufficient_data or closed) every figure is null and `reason` says why; age_s is "0.000".
EstimateBody estimate_body(const domain::Estimate& estimate, const EstimateFrame& frame);

/// `"queue":` up to `"position":`, without braces: what an estimate and its explanation begin with.
void append_estimate_head(std::string& out, const domain::Estimate& estimate, const EstimateFrame& frame);

/// How the figure came about: "learned", "agent_free", "prior", or the formula's name; null when nothing is told.
void append_method(std::string& out, const domain::Estimate& estimate);

/// Writes an age below one second over the five characters at `age_at`.
void patch_age(EstimateBody& body, domain::Duration age);

}  // namespace truewait::edge
