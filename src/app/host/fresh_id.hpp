// Ids that nobody can guess: 128 random bits in hexadecimal behind a prefix that says of what.
#pragma once

#include <string>
#include <string_view>

namespace truewait::app {

/// "cb_0123456789abcdef0123456789abcdef". Aborts when the system gives no random bytes.
std::string fresh_id(std::string_view prefix);

}  // namespace truewait::app
