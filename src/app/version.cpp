#include "app/version.hpp"

namespace truewait::app {

std::string_view version() {
  return TRUEWAIT_VERSION;
}

}  // namespace truewait::app
