#include "statistics/student_t.hpp"

#include <boost/math/distributions/students_t.hpp>

#include "statistics/contract.hpp"

namespace truewait::statistics {

double student_t_975(double degrees_of_freedom) {
  require(degrees_of_freedom >= 1, "Student's t needs a degree of freedom");
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), 0.975);
}

}  // namespace truewait::statistics
