#include "app/host/accuracy_reader.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "app/host/records.hpp"

namespace truewait::app {

AccuracyScan::AccuracyScan(storage::Store& store, std::string site, const domain::ReportQuery& query)
    : store_(store), from_(query.from), read_to_(query.to + longest_wait), report_(query) {
  const auto shards = store_.shards();
  if (!shards) {
    failure_ = shards.error().message();
    return;
  }
  for (const storage::Shard& shard : *shards) {
    if (site.empty() || shard.site == site) shards_.push_back(shard.id);
  }
}

AccuracyScan::Step AccuracyScan::fail(std::string why) {
  failure_ = std::move(why);
  return Step::failed;
}

bool AccuracyScan::open_shard() {
  // An arrival is journaled at or after the instant it counts from, so nothing before `from` is needed.
  const auto first = store_.first_seq_at(shards_[shard_], to_ms(from_));
  if (!first) return false;
  next_ = *first;
  return true;
}

AccuracyScan::Step AccuracyScan::read(std::size_t facts) {
  if (!failure_.empty()) return Step::failed;
  if (shard_ == shards_.size()) return Step::done;
  if (next_ == 0 && !open_shard()) return fail(fmt::format("shard {} cannot be read", shards_[shard_]));
  const auto records = store_.read(shards_[shard_], next_, facts);
  if (!records) return fail(fmt::format("shard {}: {}", shards_[shard_], records.error().message()));
  bool over = records->size() < facts;
  for (const storage::Record& record : *records) {
    const auto fact = to_fact(record);
    if (!fact) return fail(fmt::format("shard {}: fact {} cannot be read", record.shard, record.seq));
    if (fact->now >= read_to_) {
      over = true;
      break;
    }
    report_.add(*fact);
  }
  next_ += records->size();
  if (over) {
    ++shard_;
    next_ = 0;
  }
  return shard_ == shards_.size() ? Step::done : Step::more;
}

void AccuracyReader::start(const std::string& site, const domain::ReportQuery& query, Done done) {
  if (jobs_.size() >= most_waiting) return done(std::nullopt);
  jobs_.push_back({AccuracyScan(store_, site, query), std::move(done)});
  if (jobs_.size() == 1) boost::asio::post(loop_, [this] { turn(); });
}

void AccuracyReader::turn() {
  const auto step = jobs_.front().scan.read(slice);
  if (step != AccuracyScan::Step::more) {
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    if (step == AccuracyScan::Step::done) {
      job.done(job.scan.rows());
    } else {
      spdlog::error("a report could not be read: {}", job.scan.failure());
      job.done(std::nullopt);
    }
  }
  if (!jobs_.empty()) boost::asio::post(loop_, [this] { turn(); });
}

}  // namespace truewait::app
