#include "edge/request_reader.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>

namespace truewait::edge {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using View = beast::string_view;

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::head:
      return Method::head;
    case http::verb::post:
      return Method::post;
    case http::verb::put:
      return Method::put;
    case http::verb::delete_:
      return Method::remove;
    case http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

/// At least the last chunk, "0\r\n\r\n", stands behind every place in a chunked body. Beast asserts that it sees as
/// much when it reads that chunk, so it is never handed less.
constexpr std::size_t shortest_chunk = 5;

/// What the parser's callbacks gather from one request.
struct Gathered {
  explicit Gathered(std::size_t limit) : header_limit(limit) {}

  const std::size_t header_limit;
  std::size_t body_limit = 0;
  std::size_t header_bytes = 0;
  Request request;
  bool header_done = false, told_header = false, has_host = false, has_authorization = false, has_length = false;
  ProblemId failure = ProblemId::malformed_request;
  std::string_view failure_detail;

  void fail(beast::error_code& ec, ProblemId problem, std::string_view detail) {
    failure = problem;
    failure_detail = detail;
    ec = http::error::bad_value;
  }
  void clear();
};

class Parser : public http::basic_parser<true> {
 public:
  explicit Parser(Gathered& gathered) : gathered_(gathered) {
    eager(false);
    header_limit(static_cast<std::uint32_t>(gathered.header_limit));
    body_limit(boost::none);  // the limit depends on the route: Gathered::body_limit, checked as the body grows
  }

 private:
  void on_request_impl(http::verb verb, View, View target, int version, beast::error_code&) override {
    gathered_.request.method = method_of(verb);
    gathered_.request.target.assign(target.data(), target.size());
    gathered_.request.http_1_0 = version == 10;
  }
  void on_response_impl(int, View, int, beast::error_code&) override {}

  void on_field_impl(http::field name, View name_string, View value, beast::error_code& ec) override {
    if (gathered_.header_done) return;  // a trailer says nothing to us
    Request& request = gathered_.request;
    switch (name) {
      case http::field::host:
        request.host.assign(value.data(), value.size());
        return once(gathered_.has_host, "Send the Host field once.", ec);
      case http::field::authorization:
        request.authorization.assign(value.data(), value.size());
        return once(gathered_.has_authorization, "Send the Authorization field once.", ec);
      case http::field::content_length:
        return once(gathered_.has_length, "Send the Content-Length field once.", ec);
      case http::field::transfer_encoding:
        return transfer_encoding(value, ec);
      case http::field::accept:
        return append(request.accept, value);
      case http::field::accept_encoding:
        if (!request.accept_encoding) request.accept_encoding.emplace();
        return append(*request.accept_encoding, value);
      case http::field::if_none_match:
        return append(request.if_none_match, value);
      case http::field::content_type:
        request.content_type.assign(value.data(), value.size());
        return;
      case http::field::expect:
        return expectation(value, ec);
      case http::field::unknown:
        if (boost::beast::iequals(name_string, "Idempotency-Key")) return append(request.idempotency_key, value);
        break;
      case http::field::origin:
        return append(request.origin, value);
      case http::field::cookie:
        return append(request.cookie, value, ';');
      case http::field::upgrade:
        return append(upgrade().protocol, value);
      case http::field::sec_websocket_key:
        return append(upgrade().key, value);
      case http::field::sec_websocket_version:
        return append(upgrade().version, value);
      case http::field::sec_websocket_protocol:
        return append(upgrade().subprotocols, value);
      default:
        return;
    }
  }

  void on_header_impl(beast::error_code& ec) override {
    gathered_.header_done = true;
    Request& request = gathered_.request;
    request.keep_alive = keep_alive();
    if (request.upgrade) request.upgrade->connection = basic_parser::upgrade();
    if (const auto length = content_length()) request.content_length = *length;
    if (!request.http_1_0 && !gathered_.has_host) {
      gathered_.fail(ec, ProblemId::malformed_request, "HTTP/1.1 asks for a Host field: send one.");
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(View bytes, beast::error_code& ec) override { return take(bytes, ec); }
  void on_chunk_header_impl(std::uint64_t, View, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View bytes, beast::error_code& ec) override { return take(bytes, ec); }
  void on_finish_impl(beast::error_code&) override {}

  void once(bool& seen, std::string_view detail, beast::error_code& ec) {
    if (seen) gathered_.fail(ec, ProblemId::malformed_request, detail);
    seen = true;
  }
  UpgradeRequest& upgrade() {
    if (!gathered_.request.upgrade) gathered_.request.upgrade = std::make_unique<UpgradeRequest>();
    return *gathered_.request.upgrade;
  }
  static void append(std::string& list, View value, char separator = ',') {
    if (!list.empty()) list += separator;
    list.append(value.data(), value.size());
  }
  void transfer_encoding(View value, beast::error_code& ec) {
    if (!gathered_.request.http_1_0 && beast::iequals(value, "chunked")) return;
    gathered_.fail(ec, ProblemId::malformed_request, "Send the body with a Content-Length, or with HTTP/1.1 chunked.");
  }
  void expectation(View value, beast::error_code& ec) {
    if (!beast::iequals(value, "100-continue")) {
      gathered_.fail(ec, ProblemId::expectation_failed,
                     "Only 100-continue may be expected: leave the Expect field out.");
    }
    gathered_.request.expects_continue = !gathered_.request.http_1_0;
  }
  std::size_t take(View bytes, beast::error_code& ec) {
    if (bytes.size() > gathered_.body_limit - gathered_.request.body.size()) {
      gathered_.fail(ec, ProblemId::body_too_large, "Send less in one request.");
      return 0;
    }
    gathered_.request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  Gathered& gathered_;
};

void Gathered::clear() {
  header_bytes = 0;
  request.method = Method::other;
  request.http_1_0 = request.keep_alive = request.expects_continue = false;
  request.target.clear();
  request.host.clear();
  request.authorization.clear();
  request.accept.clear();
  request.content_type.clear();
  request.origin.clear();
  request.idempotency_key.clear();
  request.cookie.clear();
  request.upgrade.reset();
  request.if_none_match.clear();
  request.accept_encoding.reset();
  request.content_length.reset();
  // A body of a megabyte is rare; its memory is not kept for a connection's whole life.
  if (request.body.capacity() > 16 * 1024) request.body = std::string();
  request.body.clear();
  header_done = told_header = has_host = has_authorization = has_length = false;
  failure = ProblemId::malformed_request;
  failure_detail = "Send HTTP/1.1 as RFC 9112 defines it.";
}

}  // namespace

struct RequestReader::State : Gathered {
  using Gathered::Gathered;
  std::optional<Parser> parser;
};

RequestReader::RequestReader(std::size_t header_limit) : state_(std::make_unique<State>(header_limit)) {
  reset();
}
RequestReader::~RequestReader() = default;

RequestReader::Progress RequestReader::feed(std::string_view bytes, std::size_t& consumed) {
  State& s = *state_;
  if (!s.parser) s.parser.emplace(s);
  consumed = 0;
  while (!s.parser->is_done()) {
    if (s.header_done && !s.told_header) {
      s.told_header = true;
      return Progress::header;
    }
    const std::string_view rest = bytes.substr(consumed);
    if (rest.empty()) return Progress::need_more;
    if (s.header_done && s.parser->chunked() && rest.size() < shortest_chunk) return Progress::need_more;
    beast::error_code ec;
    const std::size_t used = s.parser->put(boost::asio::const_buffer(rest.data(), rest.size()), ec);
    consumed += used;
    if (!s.told_header) s.header_bytes += used;
    if (ec && ec != http::error::need_more && ec != http::error::header_limit) return Progress::failed;
    // Beast limits single lines as they come; the sum is ours, and so is a trailer without an end.
    const std::size_t unread = ec ? rest.size() - used : 0;
    const std::size_t line_bytes = unread + (s.told_header ? 0 : s.header_bytes);
    if (ec == http::error::header_limit || line_bytes > s.header_limit) {
      s.failure = ProblemId::header_too_large;
      s.failure_detail = "Send a shorter header.";
      return Progress::failed;
    }
    if (ec) return Progress::need_more;
  }
  return Progress::complete;
}

void RequestReader::limit_body(std::size_t bytes) {
  state_->body_limit = bytes;
}
const Request& RequestReader::request() const {
  return state_->request;
}
bool RequestReader::started() const {
  return state_->parser && state_->parser->got_some();
}
ProblemId RequestReader::failure() const {
  return state_->failure;
}
std::string_view RequestReader::failure_detail() const {
  return state_->failure_detail;
}
void RequestReader::reset() {
  state_->clear();
  state_->parser.reset();
}

}  // namespace truewait::edge
