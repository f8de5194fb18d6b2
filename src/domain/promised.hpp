// One caller, one deadline: what was promised to a caller who waits, what may be said beside it, and what new words
// make of it. Pure functions of what was spoken before, an estimate and an instant.
#pragma once

#include <optional>
#include <string>

#include "truewait/domain/announcement.hpp"
#include "truewait/domain/event.hpp"
#include "truewait/domain/fact.hpp"

namespace truewait::domain {

/// What one caller was told about the wait so far: the quotes that were reported as spoken.
struct Promised {
  bool quoted = false;                   ///< anything at all
  std::optional<Instant> deadline;       ///< the earliest that was promised; later only by the one correction
  std::optional<Duration> lower, upper;  ///< the last ones that were spoken of this promise
  std::string first;                     ///< id of the first quote that named one; empty: none did
  bool corrected = false;                ///< the one correction was spoken

  void heard(const QuoteGiven& quote);

  template <class A>
  void fields(A& a) {
    a(quoted, deadline, lower, upper, first, corrected);
  }
};

/// What a waiting caller is told now: as announce(), held against what was promised.
///
/// No upper bound above the last one spoken, nor a lower one: what is said counts down. While the quantile at `level`
/// lies beyond the deadline the promise is at risk and only the place in line is said. Once the deadline has come, or
/// the wait goes on beyond it at least as likely as not, it runs late: then, until the correction was spoken, a new
/// bound is said with an apology. It names the upper bound alone, so the width does not matter; `lower_min` stands
/// beside it where the table would say a range. After that the same rules hold for the new deadline, without a second
/// correction. Without figures nothing is said, late or not.
Announcement announce_again(const Estimate& estimate, double level, Instant now, const Promised& before);

/// What becomes of the deadline with these words.
struct Consequence {
  std::optional<Instant> deadline;
  bool corrects = false;  ///< the words are the correction: they supersede the first promise
};

/// `spoken`: when, not after `estimate` was made. The deadline falls to what the words promise and never rises, but for
/// one correction: the first words with a later bound, or "more than", that were spoken while the call ran late; or as
/// the correction's own sentence, which was given out only then, while the promise is still at risk. A correction
/// without a bound leaves no deadline.
Consequence consequence(const Promised& before, const Quote& quote, Instant spoken, const Estimate& estimate,
                        double level);

}  // namespace truewait::domain
