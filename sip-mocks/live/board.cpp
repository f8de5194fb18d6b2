#include "live/board.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace truewait::live {
namespace {

template <typename... Values>
std::string print(const char* format, Values... values) {
  std::array<char, 256> out{};
  const int length = std::snprintf(out.data(), out.size(), format, values...);
  return std::string(out.data(), std::min(static_cast<std::size_t>(std::max(length, 0)), out.size() - 1));
}

std::string estimate_text(const EstimateNow& estimate) {
  if (estimate.status == "insufficient_data") return "not enough data";
  if (!estimate.ok) return estimate.status.empty() ? "-" : estimate.status;
  return print("%s (%s-%s)", clock_text(estimate.mean_s).c_str(), clock_text(estimate.p10_s).c_str(),
               clock_text(estimate.p90_s).c_str());
}

std::string measured_text(const Measured& measured) {
  if (measured.n <= 0) return "    -";
  return print("%5.0f %3.0fs %+4.0fs %5.0f%%", measured.n, measured.mae_s, measured.bias_s, measured.coverage_80 * 100);
}

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string clock_text(double seconds) {
  const long whole = std::lround(std::max(0.0, seconds));
  return print("%ld:%02ld", whole / 60, whole % 60);
}

std::vector<std::string> board_lines(const BoardView& view) {
  std::vector<std::string> lines;
  lines.push_back(print("%s  x%g  %s", view.time.c_str(), view.speed, view.phase.c_str()));
  lines.push_back("");
  lines.push_back("                                    for a new caller   predicted, then measured");
  lines.push_back("queue    wait longest busy hung up  mean (10%-90%)     calls  off  bias in 80%");
  for (const BoardRow& row : view.rows) {
    lines.push_back(print("%-8.8s %4d %7s %4d %7llu  %-18.18s %s", row.state.queue.c_str(), row.state.waiting,
                          clock_text(row.state.longest_wait_s).c_str(), row.state.in_service,
                          static_cast<unsigned long long>(row.hung_up), estimate_text(row.estimate).c_str(),
                          measured_text(row.measured).c_str()));
  }
  lines.push_back("");
  std::uint64_t answered = 0;
  for (const BoardRow& row : view.rows) answered += row.answered;
  std::string foot = print("%llu events, %llu calls answered", static_cast<unsigned long long>(view.events),
                           static_cast<unsigned long long>(answered));
  if (view.rejected > 0) foot += print(", %llu rejected", static_cast<unsigned long long>(view.rejected));
  lines.push_back(foot);
  lines.push_back(view.trouble.substr(0, 110));
  return lines;
}

Board::Board(bool on_terminal) : on_terminal_(on_terminal) {
  if (on_terminal_) std::fputs("\x1b[?25l", stdout);
}

Board::~Board() {
  if (on_terminal_) std::fputs("\x1b[?25h", stdout);
  std::fflush(stdout);
}

void Board::draw(const BoardView& view) {
  const std::vector<std::string> lines = board_lines(view);
  // A line that wraps would take two rows, and the way back up would be wrong.
  const std::size_t width = on_terminal_ ? terminal_width() - 1 : std::string::npos;
  std::string out = on_terminal_ && drawn_ > 0 ? print("\x1b[%zuA", drawn_) : std::string();
  for (const std::string& line : lines) {
    out += line.substr(0, width);
    out += on_terminal_ ? "\x1b[K\n" : "\n";
  }
  if (!on_terminal_) out += '\n';
  drawn_ = lines.size();
  std::fputs(out.c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace truewait::live
