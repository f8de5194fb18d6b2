// The live table: what it shows as plain values, and how it is drawn, in place on a terminal or as blocks of lines
// elsewhere. It asks nobody for anything.
#pragma once

#include <string>
#include <vector>

#include "live/service.hpp"

namespace truewait::live {

struct BoardRow {
  QueueState state;
  std::uint64_t answered = 0, hung_up = 0;  ///< in this run
  EstimateNow estimate;
  Measured measured;
};

struct BoardView {
  std::string time;  ///< on the service's time line
  double speed = 1;
  std::string phase;    ///< of the simulated day
  std::string trouble;  ///< empty when all is well
  std::uint64_t events = 0, rejected = 0;
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
