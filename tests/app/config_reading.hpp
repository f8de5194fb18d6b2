// Configurations given as text: what they mean, or everything that is said against them.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <variant>

#include "app/config_toml.hpp"

namespace truewait::app {

inline constexpr domain::Instant read_at = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

inline ServiceConfig good(const std::string& text) {
  auto loaded = parse_config(text, "t.toml", read_at);
  if (auto* config = std::get_if<ServiceConfig>(&loaded)) return *config;
  for (const auto& error : std::get<1>(loaded)) ADD_FAILURE() << to_string(error);
  return {};
}

/// All messages, one per line.
inline std::string bad(const std::string& text) {
  const auto loaded = parse_config(text, "t.toml", read_at);
  if (std::holds_alternative<ServiceConfig>(loaded)) return "(accepted)";
  std::string all;
  for (const auto& error : std::get<1>(loaded)) all += to_string(error) + "\n";
  return all;
}

/// `text` with one sound queue, so that only its own mistakes are told.
inline std::string bad_beside_a_queue(const std::string& text) {
  return bad(text + "\n[[queues]]\nname = \"support\"\n");
}

inline std::string bad_in_queue(const std::string& line) {
  return bad("[[queues]]\nname = \"support\"\n" + line + "\n");
}

}  // namespace truewait::app
