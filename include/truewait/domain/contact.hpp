// One customer's contact as the facts tell it: from joining the line, or asking for a callback without a call, to an
// agent or to giving up, with what was predicted, said, promised and answered about it. A reached callback's leg is
// part of the contact that asked, never one of its own. Plain values; no customer's number or id stands in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "truewait/domain/callback.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::domain {

/// Words that named an upper bound. lower <= upper, both of the wait still to come when they were spoken.
struct SpokenPromise {
  Instant spoken;
  Duration lower{0}, upper{0};
};

/// How a call stands in line.
enum class LineEnd : std::uint8_t {
  waits,
  answered,
  left,    ///< hung up, timed out, took a key or a callback: without an agent
  voided,  ///< taken out by the centre: transferred, queue closed, dropped from a snapshot, its end never reported
};

/// The callback a contact asked for.
struct AskedCallback {
  Instant accepted;
  std::optional<Window> window;
  std::optional<Instant> rung;       ///< the first time it rang at the customer, or what proves that it did
  bool connected = false;            ///< spoke with an agent
  std::optional<CallbackState> end;  ///< how it ended, once it has
  Instant ended;
  bool taken_over = false;  ///< by a call of the customer's, which has its place and is the contact from then on
};

struct Contact {
  std::string queue;                     ///< where it joined
  Instant joined;                        ///< or asked for the callback, without a call
  std::optional<Instant> began;          ///< the wait for a human, when the call took over a callback asked for earlier
  bool call = true;                      ///< false: only a callback, asked for without a call in line
  std::optional<double> predicted_s;     ///< mean at joining, served with status ok
  bool quoted = false;                   ///< was told anything about the wait
  std::optional<SpokenPromise> promise;  ///< the caller's first quote, if its words promise
  LineEnd line = LineEnd::waits;
  Instant line_ended;
  std::optional<Duration> wait;  ///< to an agent, in line or through the callback
  std::optional<AskedCallback> callback;
  std::optional<double> perceived_min;  ///< as the customer answered
  std::optional<double> fast;           ///< 1 to 5, as the customer answered
  bool responded = false;

  /// Nothing more will happen to its wait.
  bool over() const {
    return (!call || line != LineEnd::waits) && (!callback || callback->connected || callback->end.has_value());
  }
};

}  // namespace truewait::domain
