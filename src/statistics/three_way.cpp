#include "truewait/statistics/three_way.hpp"

namespace truewait::statistics {

ThreeWay three_way(Proportion belief, Proportion measured, Proportion perceived) {
  return {newcombe(belief, perceived), newcombe(belief, measured), newcombe(measured, perceived)};
}

}  // namespace truewait::statistics
