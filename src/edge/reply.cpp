#include "edge/reply.hpp"

#include "edge/json_text.hpp"

namespace truewait::edge {
namespace {

std::string_view status_line(unsigned status) {
  switch (status) {
    case 101:
      return "HTTP/1.1 101 Switching Protocols\r\n";
    case 200:
      return "HTTP/1.1 200 OK\r\n";
    case 201:
      return "HTTP/1.1 201 Created\r\n";
    case 202:
      return "HTTP/1.1 202 Accepted\r\n";
    case 204:
      return "HTTP/1.1 204 No Content\r\n";
    case 304:
      return "HTTP/1.1 304 Not Modified\r\n";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\n";
    case 401:
      return "HTTP/1.1 401 Unauthorized\r\n";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\n";
    case 404:
      return "HTTP/1.1 404 Not Found\r\n";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\n";
    case 406:
      return "HTTP/1.1 406 Not Acceptable\r\n";
    case 408:
      return "HTTP/1.1 408 Request Timeout\r\n";
    case 409:
      return "HTTP/1.1 409 Conflict\r\n";
    case 413:
      return "HTTP/1.1 413 Content Too Large\r\n";
    case 415:
      return "HTTP/1.1 415 Unsupported Media Type\r\n";
    case 417:
      return "HTTP/1.1 417 Expectation Failed\r\n";
    case 422:
      return "HTTP/1.1 422 Unprocessable Content\r\n";
    case 426:
      return "HTTP/1.1 426 Upgrade Required\r\n";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\n";
    default:
      return "HTTP/1.1 500 Internal Server Error\r\n";
  }
}

/// Clients refused together should not come back together: 1 to 3 s, spread by the request's number.
std::string_view retry_after(std::string_view request_id) {
  constexpr std::string_view seconds = "123";
  const auto last = request_id.empty() ? 0U : static_cast<unsigned char>(request_id.back());
  return seconds.substr(last % seconds.size(), 1);
}

}  // namespace

void Reply::clear() {
  status = 200;
  content_type = json_type;
  cache_control = "no-store";
  fields.clear();
  body.clear();
  kept_body = {};
}

void Reply::add_field(std::string_view name, std::string_view value) {
  fields.append(name).append(": ").append(value).append("\r\n");
}

void refuse(Reply& reply, const ProblemKind& kind, unsigned status, std::string_view detail,
            std::string_view request_id, const std::vector<PartError>& errors) {
  reply.clear();
  reply.status = status;
  reply.content_type = problem_media_type;
  reply.body = problem_body(kind, status, detail, errors, request_id);
  if (status == 401) reply.add_field("WWW-Authenticate", "Bearer realm=\"truewait\"");
  if (status == 503) reply.add_field("Retry-After", retry_after(request_id));
}

void append_response(std::string& out, const Reply& reply, const Framing& framing, std::string_view date) {
  const std::string_view body = reply.kept_body.empty() ? std::string_view(reply.body) : reply.kept_body;
  out += status_line(reply.status);
  out += "Date: ";
  out += date;
  // 101 and 204 have neither a body nor a length (RFC 9110 section 8.6); a 304's would be those of what the client has.
  if (reply.status != 204 && reply.status != 101 && reply.status != 304) {
    out += "\r\nContent-Type: ";
    out += reply.content_type;
    out += "\r\nContent-Length: ";
    append_integer(out, std::uint64_t{body.size()});
  }
  out += "\r\nCache-Control: ";
  out += reply.cache_control;
  out += "\r\nX-Content-Type-Options: nosniff\r\n";
  out += reply.fields;
  if (!framing.keep_alive) {
    out += "Connection: close\r\n";
  } else if (framing.http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
  if (!framing.without_body) out += body;
}

}  // namespace truewait::edge
