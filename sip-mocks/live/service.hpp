// The service as the simulated centre sees it: the few requests it makes and what of the answers it uses.
// It keeps no state but the connection.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "live/http_client.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::live {

struct QueueState {
  std::string queue;
  int waiting = 0;
  double longest_wait_s = 0;
  int in_service = 0, agents_busy = 0, agents_logged_in = 0;
};

struct Overview {
  domain::Instant as_of;
  std::vector<QueueState> queues;
};

struct EstimateNow {
  bool ok = false;
  std::string status;  ///< as the service says it
  double mean_s = 0, p10_s = 0, p90_s = 0;
};

/// Predicted against measured of one queue, over the rows of the accuracy report.
struct Measured {
  std::string queue;
  double n = 0, mae_s = 0, bias_s = 0, coverage_80 = 0;
};

struct Taken {
  int status = 0;  ///< of HTTP; 0: the service is away
  std::size_t accepted = 0, duplicates = 0, rejected = 0;
  std::string detail;  ///< of the first rejection, or of the refusal
};

class Service {
 public:
  Service(Url url, std::string key) : http_(std::make_unique<HttpClient>(std::move(url), std::move(key))) {}

  /// Nothing when the service is away or refuses; trouble() says why.
  std::optional<Overview> overview();
  std::optional<EstimateNow> estimate(const std::string& queue);
  std::optional<std::vector<Measured>> accuracy(const std::string& from);
  /// `events`: a JSON array.
  Taken post(const std::string& events);

  int last_status() const { return last_status_; }  ///< of HTTP; 0: no answer
  const std::string& trouble() const { return trouble_; }

 private:
  std::optional<std::string> get(const std::string& target);

  std::unique_ptr<HttpClient> http_;
  int last_status_ = 0;
  std::string trouble_;
};

}  // namespace truewait::live
