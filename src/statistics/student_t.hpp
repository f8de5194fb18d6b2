// The quantile of Student's t that makes a two-sided 95 % interval.
#pragma once

namespace truewait::statistics {

/// degrees_of_freedom >= 1.
double student_t_975(double degrees_of_freedom);

}  // namespace truewait::statistics
