// The live table: what it shows as plain values, and how it is drawn, in place on a terminal or as blocks of lines
// elsewhere. It asks nobody for anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "live/service.hpp"

namespace truewait::live {

struct EstimateNow {
  std::string status;  ///< as the service says it
  double mean_s = 0, p10_s = 0, p90_s = 0;
};

struct BoardRow {
  std::string queue;
  int waiting = 0;
  double longest_wait_s = 0;
  std::uint64_t hung_up = 0;  ///< in this run
  EstimateNow estimate;
  int callbacks_open = 0, callbacks_done = 0;
  Experienced experienced;
};

struct BoardView {
  std::string time;  ///< on the service's time line
  double speed = 1;
  std::string phase;    ///< of the simulated day
  std::string trouble;  ///< empty when all is well
  std::uint64_t answered = 0, missed = 0, reached = 0, surveyed = 0, refused = 0;
  std::optional<Share> believed_fast, perceived_fast;
  std::vector<BoardRow> rows;
};

/// The table's lines; they fit a terminal of 80 columns, but for the one that tells of trouble (at most 110).
std::vector<std::string> board_lines(const BoardView& view);

class Board {
 public:
  /// On a terminal the table is redrawn in place and the cursor hidden until the end.
  explicit Board(bool on_terminal);
  ~Board();
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  void draw(const BoardView& view);

 private:
  bool on_terminal_;
  std::size_t drawn_ = 0;
};

/// 95 s as "1:35".
std::string clock_text(double seconds);

}  // namespace truewait::live
