// What a durable fact costs: through the journal with 64 facts outstanding against one at a time, one at a time
// against a plain file with append and fdatasync, and how fast a million facts are read back.
// Commits in wall time, since the disk is what is measured: ratios of interleaved rounds, medians. Reading in CPU time
// of the thread: the file is in memory, and others on the machine do not count.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "truewait/storage/journal.hpp"

namespace {

using truewait::storage::Batch;
using truewait::storage::Journal;
namespace fs = std::filesystem;

constexpr int kRounds = 9;
constexpr int kFactsOneByOne = 400;
constexpr int kFactsOutstanding = 12'000;
constexpr int kOutstanding = 64;
constexpr std::uint64_t kLoaded = 1'000'000;
const std::string kBody(200, 'f');

template <class Work>
double seconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double cpu_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void require(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "bench_commit: %s failed\n", what);
  std::exit(1);
}

std::unique_ptr<truewait::storage::Store> open_store(const fs::path& path) {
  auto store = truewait::storage::open_sqlite(path.string());
  require(store.has_value(), "opening the store");
  return std::move(*store);
}

/// Keeps `outstanding` facts on their way: the callback of each appends the next. Facts per second.
class Load {
 public:
  Load(Journal& journal, std::uint64_t& seq) : journal_(journal), seq_(seq) {}

  double run(int facts, int outstanding) {
    const std::uint64_t first = seq_;
    last_ = seq_ + static_cast<std::uint64_t>(facts);
    const double s = seconds([&] {
      // The writer's thread appends, too: all first facts go in before any callback may.
      std::unique_lock lock(mutex_);
      for (int i = 0; i < outstanding; ++i) next();
      all_done_.wait(lock, [&] { return done_ == last_ - first; });
    });
    done_ = 0;
    return facts / s;
  }

 private:
  void next() {
    if (seq_ == last_) return;
    Batch batch;
    batch.records.push_back({1, ++seq_, static_cast<std::int64_t>(seq_), kBody});
    journal_.append(std::move(batch), [this](boost::system::error_code error) {
      require(!error, "a commit");
      const std::lock_guard lock(mutex_);
      ++done_;
      next();
      if (seq_ == last_) all_done_.notify_one();
    });
  }

  Journal& journal_;
  std::uint64_t& seq_;
  std::uint64_t last_ = 0, done_ = 0;
  std::mutex mutex_;
  std::condition_variable all_done_;
};

double file_rate(int fd, int facts) {
  return facts / seconds([&] {
           for (int i = 0; i < facts; ++i) {
             require(::write(fd, kBody.data(), kBody.size()) == static_cast<ssize_t>(kBody.size()), "a write");
             require(::fdatasync(fd) == 0, "a sync");
           }
         });
}

void measure_commits(const fs::path& directory) {
  Journal journal(open_store(directory / "commit.db"));
  const int fd = ::open((directory / "plain").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  require(fd >= 0, "creating a file");
  std::uint64_t seq = 0;
  Load load(journal, seq);
  load.run(kFactsOutstanding, kOutstanding);  // brings the log to its lasting size
  std::vector<double> group, file;
  for (int round = 0; round < kRounds; ++round) {
    double one = 0, many = 0, plain = 0;
    const std::vector<std::function<void()>> parts{[&] { plain = file_rate(fd, kFactsOneByOne); },
                                                   [&] { one = load.run(kFactsOneByOne, 1); },
                                                   [&] { many = load.run(kFactsOutstanding, kOutstanding); }};
    for (std::size_t i = 0; i < parts.size(); ++i) parts[round % 2 == 0 ? i : parts.size() - 1 - i]();
    std::fprintf(stderr, "round %d: file %.0f/s, one %.0f/s, %d outstanding %.0f/s\n", round + 1, plain, one,
                 kOutstanding, many);
    group.push_back(many / one);
    file.push_back(one / plain);
  }
  ::close(fd);
  std::printf("commit_group %.3g\ncommit_file %.3g\n", median(group), median(file));
}

void measure_load(const fs::path& directory) {
  const auto store = open_store(directory / "load.db");
  for (std::uint64_t seq = 0; seq < kLoaded;) {
    Batch batch;
    for (int i = 0; i < 10'000; ++i) {
      ++seq;
      batch.records.push_back({1, seq, static_cast<std::int64_t>(seq), kBody});
    }
    require(store->append(batch).has_value(), "filling the store");
  }
  std::uint64_t read = 0;
  const double begin = cpu_seconds();
  for (std::size_t got = 1; got > 0; read += got) {
    const auto part = store->read(1, read + 1, 10'000);
    require(part.has_value(), "reading");
    got = part->size();
  }
  const double s = cpu_seconds() - begin;
  require(read == kLoaded, "reading all");
  std::printf("startup_load %.0f\n", static_cast<double>(kLoaded) / s);
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path base = argc > 1 ? fs::path(argv[1]) : fs::current_path();
  const fs::path directory = base / ("truewait-bench-commit-" + std::to_string(::getpid()));
  require(fs::create_directories(directory), "creating a directory");
  measure_commits(directory);
  measure_load(directory);
  fs::remove_all(directory);
  return 0;
}
