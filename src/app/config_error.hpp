// One mistake in a configuration: where it stands and what to do about it.
#pragma once

#include <string>

namespace truewait::app {

/// A place in a file, both counted from 1; 0 means the file as a whole.
struct Place {
  unsigned line = 0;
  unsigned column = 0;
};

struct ConfigError {
  std::string file;
  Place place;
  std::string message;
};

/// "file:line:column: message", as compilers write it, so that editors can jump there.
inline std::string to_string(const ConfigError& e) {
  std::string text = e.file;
  if (e.place.line != 0) text += ":" + std::to_string(e.place.line) + ":" + std::to_string(e.place.column);
  return text + ": " + e.message;
}

}  // namespace truewait::app
