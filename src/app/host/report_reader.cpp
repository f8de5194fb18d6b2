#include "app/host/report_reader.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>

namespace truewait::app {

void ReportReader::start(const std::string& site, domain::Instant from, domain::Instant to, FactScan::Take take,
                         std::function<void(bool)> done) {
  if (jobs_.size() >= most_waiting) return done(false);
  jobs_.push_back({FactScan(store_, site, from, to, std::move(take)), std::move(done)});
  if (jobs_.size() == 1) boost::asio::post(loop_, [this] { turn(); });
}

void ReportReader::turn() {
  const auto step = jobs_.front().scan.read(slice);
  if (step != FactScan::Step::more) {
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    if (step == FactScan::Step::failed) spdlog::error("a report could not be read: {}", job.scan.failure());
    job.done(step == FactScan::Step::done);
  }
  if (!jobs_.empty()) boost::asio::post(loop_, [this] { turn(); });
}

}  // namespace truewait::app
