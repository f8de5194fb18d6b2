#include <exception>
#include <iostream>

#include "app/commands/root.hpp"

int main(int argc, char** argv) {
  try {
    return truewait::app::run(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << "truewait: " << e.what() << "\n";
    return 1;
  }
}
