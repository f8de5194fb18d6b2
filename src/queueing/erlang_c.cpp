#include "truewait/queueing/erlang_c.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "queueing/contract.hpp"
#include "queueing/stability.hpp"
#include "truewait/queueing/erlang_b.hpp"

namespace truewait::queueing {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double erlang_c(int servers, double load_erlangs) {
  require(servers >= 1, "erlang_c: servers");
  const double b = erlang_b(servers, load_erlangs);
  // The usual s B / (s - a (1 - B)), written so that nothing cancels when the load is a hair under the servers.
  return load_erlangs < servers ? servers * b / ((servers - load_erlangs) + load_erlangs * b) : 1.0;
}

ErlangC::ErlangC(const Demand& demand, int servers)
    : load_(demand.load_erlangs()), mean_service_s_(demand.mean_service_s), servers_(servers) {
  require(valid(demand), "ErlangC: demand");
  require(servers >= 1 && servers <= max_servers, "ErlangC: servers");
  gap_ = spare_servers(demand, servers);
  stable_ = is_spare(gap_, servers);
  const double b = erlang_b(servers, load_), scale = gap_ + load_ * b;
  waiting_ = stable_ ? servers_ * b / scale : 1.0;
  not_waiting_ = stable_ ? gap_ * (1 - b) / scale : 0.0;
}

double ErlangC::occupancy() const {
  return stable_ ? std::min(1.0, load_ / servers_) : 1.0;
}

double ErlangC::mean_wait_of_waiting_s() const {
  return stable_ ? mean_service_s_ / gap_ : infinity;
}

double ErlangC::mean_wait_s() const {
  return stable_ ? waiting_ * mean_wait_of_waiting_s() : infinity;
}

double ErlangC::mean_queue_length() const {
  return stable_ ? waiting_ * load_ / gap_ : infinity;
}

double ErlangC::queue_length_variance() const {
  if (!stable_) return infinity;
  const double rho = load_ / servers_, mean_of_waiting = load_ / gap_;
  return waiting_ * mean_of_waiting * (1 + rho * (1 - waiting_)) * servers_ / gap_;
}

double ErlangC::mean_in_system() const {
  return mean_queue_length() + load_;
}

double ErlangC::probability_wait_exceeds(double t_s) const {
  require(t_s >= 0, "ErlangC: negative time");
  return stable_ ? waiting_ * std::exp(-t_s * gap_ / mean_service_s_) : 1.0;
}

double ErlangC::service_level(double t_s) const {
  require(t_s >= 0, "ErlangC: negative time");
  return stable_ ? not_waiting_ - waiting_ * std::expm1(-t_s * gap_ / mean_service_s_) : 0.0;
}

double ErlangC::wait_quantile_s(double level) const {
  require(level >= 0 && level < 1, "ErlangC: level");
  if (!stable_) return infinity;
  return std::max(0.0, std::log(waiting_ / (1 - level)) * mean_wait_of_waiting_s());
}

}  // namespace truewait::queueing
