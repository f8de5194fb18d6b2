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
  if (estimate.status != "ok" && estimate.status != "degraded") return estimate.status.empty() ? "-" : estimate.status;
  return print("%s (%s-%s)", clock_text(estimate.mean_s).c_str(), clock_text(estimate.p10_s).c_str(),
               clock_text(estimate.p90_s).c_str());
}

std::string time_of(double n, double seconds) {
  return n > 0 ? clock_text(seconds) : "-";
}

std::string row_text(const BoardRow& row) {
  const Experienced& was = row.experienced;
  return print("%-8.8s %4d %7s %4llu  %-18.18s %4d %4d %6s %6s %6s", row.queue.c_str(), row.waiting,
               clock_text(row.longest_wait_s).c_str(), static_cast<unsigned long long>(row.hung_up),
               estimate_text(row.estimate).c_str(), row.callbacks_open, row.callbacks_done,
               time_of(was.n, was.predicted_s).c_str(), time_of(was.n, was.measured_s).c_str(),
               time_of(was.perceived_n, was.perceived_s).c_str());
}

std::string share_text(const std::optional<Share>& share) {
  return share ? print("%.0f %% of %.0f", 100 * share->agree / share->n, share->n) : "nobody yet";
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
  const auto n = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
  std::vector<std::string> lines;
  lines.push_back(print("%s  x%g  %s", view.time.c_str(), view.speed, view.phase.c_str()));
  lines.push_back("");
  lines.push_back("                      hung  for a new caller   callbacks  the same calls' wait");
  lines.push_back("queue    wait longest   up  mean (10%-90%)     open done  pred.  meas.  perc.");
  for (const BoardRow& row : view.rows) lines.push_back(row_text(row));
  lines.push_back("");
  lines.push_back(print("%llu calls answered; dials: %llu missed, %llu reached; %llu surveys answered",
                        n(view.answered), n(view.missed), n(view.reached), n(view.surveyed)));
  lines.push_back(print("\"Answered fast enough\": customers %s, managers believe %s",
                        share_text(view.perceived_fast).c_str(), share_text(view.believed_fast).c_str()));
  if (view.refused > 0) lines.back() += print("; %llu messages refused", n(view.refused));
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
