// An answer before it is framed, and the framing: status line, header fields, body. Text only, no socket.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "edge/problem.hpp"

namespace truewait::edge {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view problem_media_type = "application/problem+json";
inline constexpr std::string_view text_type = "text/plain; charset=utf-8";
inline constexpr std::string_view csv_type = "text/csv; charset=utf-8";
inline constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

struct Reply {
  unsigned status = 200;
  std::string_view content_type = json_type;
  std::string_view cache_control = "no-store";
  std::string fields;  ///< further header lines, each ending in CRLF
  std::string body;
  std::string_view kept_body;  ///< when not empty, sent instead of `body`; its owner keeps it until it is framed

  void clear();
  void add_field(std::string_view name, std::string_view value);
};

/// Fills `reply` with a problem; 401 and 503 get the header fields that belong to them.
void refuse(Reply& reply, const ProblemKind& kind, unsigned status, std::string_view detail,
            std::string_view request_id, const std::vector<PartError>& errors = {});

/// How the connection frames this answer.
struct Framing {
  bool http_1_0 = false;
  bool keep_alive = true;
  bool without_body = false;  ///< the answer to HEAD: the length of what GET would bring, and nothing else
};

/// Appends the whole response. `date` is the value of the Date field.
void append_response(std::string& out, const Reply& reply, const Framing& framing, std::string_view date);

}  // namespace truewait::edge
