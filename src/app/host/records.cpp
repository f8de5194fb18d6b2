#include "app/host/records.hpp"

#include "truewait/domain/codec.hpp"

namespace truewait::app {

storage::Record to_record(const domain::Fact& fact) {
  return {fact.shard, fact.seq, to_ms(fact.now), domain::encode(fact.body)};
}

std::optional<domain::Fact> to_fact(const storage::Record& record) {
  auto body = domain::decode(record.body);
  if (!body) return std::nullopt;
  return domain::Fact{record.shard, record.seq, from_ms(record.now_ms), std::move(*body)};
}

}  // namespace truewait::app
