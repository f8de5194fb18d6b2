// RCS: the wait of the caller whose service was the last to be completed, of those who had waited.
// Ibrahim and Whitt (2009), see les.hpp.
#pragma once

namespace truewait::domain {

class Rcs {
 public:
  void completed_after_wait(double wait_s) { last_s_ = wait_s; }
  double estimate_s() const { return last_s_; }

  template <class A>
  void fields(A& a) {
    a(last_s_);
  }

 private:
  double last_s_ = 60;
};

}  // namespace truewait::domain
