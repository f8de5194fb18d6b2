// The service over HTTP as a simulated front-end sees it: the few requests it makes and what of the answers it uses.
// It keeps no state but the connection.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "live/http_client.hpp"
#include "truewait/domain/time.hpp"

namespace truewait::live {

struct Overview {
  domain::Instant as_of;
  std::vector<std::string> queues;
};

struct CallbackState {
  std::string callback_id, queue, state;
};

/// Answers "fast": how many of how many.
struct Share {
  double agree = 0, n = 0;
};

/// The three numbers for the same calls, and for how many of them. Of one queue, all hours together.
struct Experienced {
  std::string queue;
  double n = 0, predicted_s = 0, measured_s = 0;
  double perceived_n = 0, perceived_s = 0;
};

struct Experience {
  std::vector<Experienced> queues;
  std::optional<Share> believed, perceived;
};

class Service {
 public:
  Service(Url url, std::string key) : http_(std::make_unique<HttpClient>(std::move(url), std::move(key))) {}

  /// Nothing when the service is away or refuses; trouble() says why.
  std::optional<Overview> overview();
  std::optional<CallbackState> callback(const std::string& callback_id);
  std::optional<Experience> experience(const std::string& from);
  /// Nothing when the service is away.
  std::optional<HttpAnswer> post(const std::string& target, const std::string& body, const std::string& key);

  int last_status() const { return last_status_; }  ///< of HTTP; 0: no answer
  const std::string& trouble() const { return trouble_; }

 private:
  std::optional<std::string> get(const std::string& target);

  std::unique_ptr<HttpClient> http_;
  int last_status_ = 0;
  std::string trouble_;
};

/// Rows of the report by queue and hour, folded into one per queue. For tests by itself.
Experience read_experience(const std::string& body);

}  // namespace truewait::live
