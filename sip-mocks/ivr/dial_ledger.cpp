#include "ivr/dial_ledger.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "live/reading.hpp"

namespace truewait::ivr {
namespace {

constexpr std::size_t most_listed = 400;

std::string slurp(int file) {
  std::string text;
  char block[16384];
  for (ssize_t got = 0; (got = ::read(file, block, sizeof block)) > 0;) {
    text.append(block, static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

bool is_final(const std::string& outcome) {
  return !outcome.empty() && outcome != "ringing" && outcome != "answered";
}

DialLedger::DialLedger(const std::string& path) : in_memory_(false) {
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
  try {
    read(slurp(file_), path);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

DialLedger::~DialLedger() {
  if (file_ >= 0) ::close(file_);
}

void DialLedger::read(const std::string& text, const std::string& path) {
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const auto line = live::parse_json(std::string_view(text).substr(begin, end - begin));
    const std::string dial_id = live::text(line, "dial_id");
    if (dial_id.empty()) throw std::runtime_error(path + " holds something else than dials");
    const auto [entry, added] = dials_.try_emplace(dial_id, Entry{dials_.size(), {}, false});
    if (const std::string word = live::text(line, "outcome"); !word.empty()) entry->second.outcome = word;
    if (live::yes(line, "settled")) entry->second.settled = true;
  }
  // Cut off by a crash: it was not synced, so nobody was dialled for it.
  if (begin < text.size() && ::ftruncate(file_, static_cast<off_t>(begin)) != 0) {
    throw std::runtime_error(path + ": " + std::strerror(errno));
  }
}

DialLedger::Begun DialLedger::begin(const std::string& dial_id, const std::string& callback_id) {
  if (dials_.contains(dial_id)) return Begun::before;
  const boost::json::object line{{"dial_id", dial_id}, {"callback_id", callback_id}};
  if (!append(boost::json::serialize(line), true)) return Begun::not_written;
  dials_.emplace(dial_id, Entry{dials_.size(), {}, false});
  return Begun::now;
}

bool DialLedger::outcome(const std::string& dial_id, const std::string& word) {
  const auto found = dials_.find(dial_id);
  if (found == dials_.end()) return true;
  found->second.outcome = word;
  const boost::json::object line{{"dial_id", dial_id}, {"outcome", word}};
  return append(boost::json::serialize(line), true);
}

bool DialLedger::settle(const std::string& dial_id) {
  const auto found = dials_.find(dial_id);
  if (found == dials_.end() || found->second.settled) return true;
  found->second.settled = true;
  // Not synced: without this line the dial is listed once more, which is harmless.
  const boost::json::object line{{"dial_id", dial_id}, {"settled", true}};
  return append(boost::json::serialize(line), false);
}

std::vector<KnownDial> DialLedger::unsettled() const {
  std::vector<std::pair<std::size_t, KnownDial>> open;
  for (const auto& [dial_id, entry] : dials_) {
    if (!entry.settled) open.push_back({entry.order, {dial_id, entry.outcome}});
  }
  std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<KnownDial> out;
  const std::size_t first = open.size() > most_listed ? open.size() - most_listed : 0;
  for (std::size_t i = first; i < open.size(); ++i) out.push_back(std::move(open[i].second));
  return out;
}

std::string DialLedger::last_outcome(const std::string& dial_id) const {
  const auto found = dials_.find(dial_id);
  return found == dials_.end() ? std::string() : found->second.outcome;
}

bool DialLedger::append(const std::string& line, bool sync) {
  if (in_memory_) return true;
  const std::string whole = line + "\n";
  const off_t end = ::lseek(file_, 0, SEEK_END);
  std::string_view left = whole;
  while (!left.empty()) {
    const ssize_t put = ::write(file_, left.data(), left.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      // Half a line would spoil the next one; where it cannot be taken back the program ends, and a start drops it.
      static_cast<void>(::ftruncate(file_, end) == 0);
      return false;
    }
    left.remove_prefix(static_cast<std::size_t>(put));
  }
  return !sync || ::fdatasync(file_) == 0;
}

}  // namespace truewait::ivr
