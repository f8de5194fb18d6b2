// Reads the facts of a stretch of time from the store, shard by shard and a slice per call, for whoever folds them.
// Needs no loop and knows no report. Facts still waiting for their commit are not in it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "truewait/domain/fact.hpp"
#include "truewait/storage/store.hpp"

namespace truewait::app {

class FactScan {
 public:
  using Take = std::function<void(const domain::Fact&)>;

  /// Facts written from `from` on and before `to`. `site` empty: all sites.
  FactScan(storage::Store& store, const std::string& site, domain::Instant from, domain::Instant to, Take take);

  enum class Step { more, done, failed };
  /// Reads at most `facts` facts.
  Step read(std::size_t facts);
  /// Reads all there is; false: failed.
  bool read_all(std::size_t slice);
  /// In words, after Step::failed.
  const std::string& failure() const { return failure_; }

 private:
  bool open_shard();
  Step fail(std::string why);

  storage::Store& store_;
  domain::Instant from_, to_;
  Take take_;
  std::vector<std::uint32_t> shards_;
  std::size_t shard_ = 0;
  std::uint64_t next_ = 0;  ///< 0: the shard has not been opened yet
  std::string failure_;
};

}  // namespace truewait::app
