#include "app/host/fact_scan.hpp"

#include <fmt/core.h>

#include <utility>

#include "app/host/records.hpp"

namespace truewait::app {

FactScan::FactScan(storage::Store& store, const std::string& site, domain::Instant from, domain::Instant to, Take take)
    : store_(store), from_(from), to_(to), take_(std::move(take)) {
  const auto shards = store_.shards();
  if (!shards) {
    failure_ = shards.error().message();
    return;
  }
  for (const storage::Shard& shard : *shards) {
    if (site.empty() || shard.site == site) shards_.push_back(shard.id);
  }
}

FactScan::Step FactScan::fail(std::string why) {
  failure_ = std::move(why);
  return Step::failed;
}

bool FactScan::open_shard() {
  const auto first = store_.first_seq_at(shards_[shard_], to_ms(from_));
  if (!first) return false;
  next_ = *first;
  return true;
}

FactScan::Step FactScan::read(std::size_t facts) {
  if (!failure_.empty()) return Step::failed;
  if (shard_ == shards_.size()) return Step::done;
  if (next_ == 0 && !open_shard()) return fail(fmt::format("shard {} cannot be read", shards_[shard_]));
  const auto records = store_.read(shards_[shard_], next_, facts);
  if (!records) return fail(fmt::format("shard {}: {}", shards_[shard_], records.error().message()));
  bool over = records->size() < facts;
  for (const storage::Record& record : *records) {
    const auto fact = to_fact(record);
    if (!fact) return fail(fmt::format("shard {}: fact {} cannot be read", record.shard, record.seq));
    if (fact->now >= to_) {
      over = true;
      break;
    }
    take_(*fact);
  }
  next_ += records->size();
  if (over) {
    ++shard_;
    next_ = 0;
  }
  return shard_ == shards_.size() ? Step::done : Step::more;
}

bool FactScan::read_all(std::size_t slice) {
  auto step = Step::more;
  while (step == Step::more) step = read(slice);
  return step == Step::done;
}

}  // namespace truewait::app
