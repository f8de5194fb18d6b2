// The front-end's own book of dials: which ones it has begun and how far it has come. A dial is written and synced
// before anybody is called, so that a restart never dials twice and can say which dials it knows. It dials nobody.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace truewait::ivr {

struct KnownDial {
  std::string dial_id;
  std::string outcome;  ///< the last one; empty: none yet
};

class DialLedger {
 public:
  enum class Begun { now, before, not_written };

  DialLedger() = default;  ///< in memory only
  /// Reads what the file holds and appends from then on; a last line that was cut off is dropped. Throws
  /// std::runtime_error when it cannot be opened or holds something else.
  explicit DialLedger(const std::string& path);
  ~DialLedger();
  DialLedger(const DialLedger&) = delete;
  DialLedger& operator=(const DialLedger&) = delete;

  /// `now`: it is on disk, dial. `before`: known already, do not dial. `not_written`: the disk refuses, do not dial.
  Begun begin(const std::string& dial_id, const std::string& callback_id);
  /// False: the disk refuses.
  bool outcome(const std::string& dial_id, const std::string& word);
  /// The service has committed the dial's final outcome: hello need not list it any more.
  bool settle(const std::string& dial_id);

  /// In order of beginning, at most the 400 newest (a message of the protocol has 64 KiB).
  std::vector<KnownDial> unsettled() const;
  std::string last_outcome(const std::string& dial_id) const;

 private:
  struct Entry {
    std::size_t order = 0;
    std::string outcome;
    bool settled = false;
  };
  void read(const std::string& text, const std::string& path);
  bool append(const std::string& line, bool sync);

  int file_ = -1;
  bool in_memory_ = true;
  std::map<std::string, Entry> dials_;
};

/// No other outcome follows; after `accepted` the reached leg speaks for itself.
bool is_final(const std::string& outcome);

}  // namespace truewait::ivr
