#include "ivr/outbox.hpp"

#include <algorithm>

namespace truewait::ivr {

void Outbox::add(Saying saying, std::string key, std::string text, std::string outcome) {
  waiting_.push_back({++newest_, saying, std::move(key), std::move(outcome), std::move(text)});
}

std::vector<std::string> Outbox::to_send() {
  std::vector<std::string> out;
  for (; sent_ < waiting_.size(); ++sent_) out.push_back(waiting_[sent_].text);
  return out;
}

void Outbox::reconnected() {
  sent_ = 0;
}

bool Outbox::acknowledge(Saying saying, const std::string& key, const std::string& outcome) {
  const auto sent_end = waiting_.begin() + static_cast<std::ptrdiff_t>(sent_);
  const auto found = std::find_if(waiting_.begin(), sent_end, [&](const Entry& entry) {
    return entry.saying == saying && entry.key == key && (outcome.empty() || entry.outcome == outcome);
  });
  if (found == sent_end) return false;
  waiting_.erase(found);
  --sent_;
  return true;
}

}  // namespace truewait::ivr
