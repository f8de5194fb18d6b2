#include "edge/open_connection.hpp"

#include "edge/rfc3339.hpp"

namespace truewait::edge {

std::string_view Shared::date() {
  const auto second = std::chrono::floor<std::chrono::seconds>(backend.now());
  if (second != date_second_ || date_.empty()) {
    date_second_ = second;
    date_.clear();
    append_http_date(date_, second);
  }
  return date_;
}

OpenConnection::OpenConnection(std::shared_ptr<Shared> shared)
    : shared_(std::move(shared)), index_(shared_->connections.size()) {
  shared_->connections.push_back(this);
  shared_->api.count_connections(shared_->connections.size());
}

OpenConnection::~OpenConnection() {
  auto& all = shared_->connections;
  all[index_] = all.back();
  all[index_]->index_ = index_;
  all.pop_back();
  shared_->api.count_connections(all.size());
}

}  // namespace truewait::edge
