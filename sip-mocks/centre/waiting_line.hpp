// The callers of one queue in the order in which they will be served. Whoever hangs up stays in the heap until he
// comes to the front, where the owner's `gone` recognises him; so leaving costs nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace truewait::centre {

struct Waiting {
  double first = 0;   ///< less goes first,
  double second = 0;  ///< then this
  std::uint32_t slot = 0;
  std::uint32_t visit = 0;  ///< which of the calls that have used the slot
  bool operator<(const Waiting& o) const { return first != o.first ? first < o.first : second < o.second; }
};

class WaitingLine {
 public:
  void join(const Waiting& caller) {
    heap_.push_back(caller);
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  /// The next caller, or none; those for whom gone(caller) holds are dropped on the way.
  template <typename Gone>
  const Waiting* front(Gone gone) {
    while (!heap_.empty() && gone(heap_.front())) pop();
    return heap_.empty() ? nullptr : &heap_.front();
  }
  void pop() {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    heap_.pop_back();
  }

 private:
  static bool later(const Waiting& a, const Waiting& b) { return b < a; }
  std::vector<Waiting> heap_;
};

}  // namespace truewait::centre
