// LES, the wait of the last caller to enter service, and HOL, the elapsed wait of the head of the line.
// Ibrahim and Whitt, Manufacturing & Service Operations Management 11 (2009) 397-415.
#pragma once

#include "domain/formulas/situation.hpp"

namespace truewait::domain {

class Les {
 public:
  /// Callers who stood in the queue; those answered at once say nothing about the wait.
  void answered_after_wait(double wait_s) { last_s_ = wait_s; }
  double estimate_s() const { return last_s_; }

  template <class A>
  void fields(A& a) {
    a(last_s_);
  }

 private:
  double last_s_ = 60;
};

/// The longest elapsed wait among the queue's other callers; with none waiting it falls back on LES.
inline double hol_s(const Situation& at, const Les& les) {
  return at.oldest_wait_s.value_or(les.estimate_s());
}

}  // namespace truewait::domain
