#include "truewait/domain/codec.hpp"

#include <utility>

#include "domain/fact_fields.hpp"

namespace truewait::domain {
namespace {

constexpr std::uint8_t format = ByteReader::newest, oldest_format = 1;

template <std::size_t I = 0>
bool read_kind(std::size_t kind, ByteReader& in, FactBody& body) {
  if constexpr (I == std::variant_size_v<FactBody>) {
    return false;
  } else {
    if (kind != I) return read_kind<I + 1>(kind, in, body);
    in(body.emplace<I>());
    return true;
  }
}

}  // namespace

std::string encode(const FactBody& body) {
  ByteWriter out;
  out(format, static_cast<std::uint32_t>(body.index()));
  std::visit([&](const auto& fact) { out(fact); }, body);
  return out.take();
}

std::optional<FactBody> decode(std::string_view bytes) {
  // The format is one byte: below 128, a number is its own encoding.
  const auto read_format = bytes.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes.front());
  if (read_format < oldest_format || read_format > format) return std::nullopt;
  ByteReader in(bytes.substr(1), read_format);
  std::uint32_t kind = 0;
  in(kind);
  FactBody body;
  if (!in.ok() || !read_kind(kind, in, body) || !in.ok() || !in.at_end()) return std::nullopt;
  return body;
}

std::string_view fact_name(const FactBody& body) {
  // In the order of FactBody, which is the order of the kinds in the journal.
  static constexpr std::string_view names[] = {
      "call_queued",         "call_answered",   "call_abandoned",     "call_left",         "call_ended",
      "call_moved",          "agent_changed",   "queue_reset",        "event_noted",       "call_lost",
      "prediction_recorded", "arrival_learnt",  "quote_given",        "callback_accepted", "callback_changed",
      "dial_intended",       "dial_progressed", "callback_connected", "response_given",    "belief_stated",
      "offer_made",          "act_taken",       "switch_turned",      "callback_placed",   "shard_claimed",
      "callback_yielded"};
  static_assert(std::size(names) == std::variant_size_v<FactBody>);
  return names[body.index()];
}

}  // namespace truewait::domain
