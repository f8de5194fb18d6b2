// Frames requests out of a stream of bytes: bytes in, one Request out, no socket. The only file of Boost.Beast here.
// Whatever could be read in two ways (two lengths, a length beside a transfer coding) is refused.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "edge/problem.hpp"
#include "edge/request.hpp"

namespace truewait::edge {

class RequestReader {
 public:
  enum class Progress {
    need_more,  ///< hand the unconsumed bytes in again, with more behind them
    header,     ///< the header is complete, the body is not: decide, set the limit of the body, go on feeding
    complete,
    failed,  ///< not HTTP, or too much of it: answer failure() and close
  };

  explicit RequestReader(std::size_t header_limit);
  ~RequestReader();

  /// Feeds `bytes` and says in `consumed` how many were used up. After complete: reset() first.
  Progress feed(std::string_view bytes, std::size_t& consumed);
  /// The body may grow to so many bytes; more is a failure.
  void limit_body(std::size_t bytes);

  const Request& request() const;
  bool started() const;  ///< some byte of the request has been fed
  ProblemId failure() const;
  std::string_view failure_detail() const;
  void reset();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace truewait::edge
