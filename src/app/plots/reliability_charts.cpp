// Whether what was told comes true as often as it says.
#include <spdlog/fmt/fmt.h>

#include "app/plots/charts.hpp"
#include "truewait/statistics/wilson.hpp"

namespace truewait::app::plots {
namespace {

constexpr double dot_px = 4.5;

double share_of(std::uint64_t k, std::uint64_t n) {
  return static_cast<double>(k) / static_cast<double>(n);
}

/// A share with its interval at `x`; nothing without a case.
void draw_share(Svg& svg, const Panel& panel, double x, std::uint64_t k, std::uint64_t n, const std::string& tip) {
  if (n == 0) return;
  const auto interval = statistics::wilson(k, n);
  svg.line(panel.at(x, interval.low), panel.at(x, interval.high), Role::first);
  svg.dot(panel.at(x, share_of(k, n)), dot_px, Role::first, tip);
}

void draw_diagonal(Svg& svg, const Panel& panel) {
  svg.line(panel.at(0, 0), panel.at(1, 1), Role::reference);
}

void draw_threshold(Svg& svg, const Box& box, const Threshold& threshold) {
  const auto seconds = threshold.wait.count() / 1000;
  const Panel panel(box, fmt::format("P(wait > {} s)", seconds), {"told at joining"}, {"waits that were longer"});
  panel.draw(svg);
  draw_diagonal(svg, panel);
  std::vector<Point> line;
  for (const auto& bin : threshold.bins) {
    if (bin.n == 0) continue;
    const double said = bin.said / static_cast<double>(bin.n);
    line.push_back(panel.at(said, share_of(bin.longer, bin.n)));
    draw_share(svg, panel, said, bin.longer, bin.n,
               fmt::format("told {:.3f}: {} of {} waited longer than {} s", said, bin.longer, bin.n, seconds));
  }
  svg.path(line, Role::reference);
}

}  // namespace

std::string reliability_chart(const std::vector<LevelShare>& shares) {
  const std::string title = "Waits within the quantile that was told";
  Svg svg(760, 480, title);
  const Panel panel(single_panel, title, {"level of the quantile"}, {"share of waits within it"});
  panel.draw(svg);
  draw_diagonal(svg, panel);
  constexpr double beside_px = 10;
  for (const auto& s : shares) {
    if (s.n == 0) continue;
    const double share = share_of(s.within, s.n);
    draw_share(svg, panel, s.level, s.within, s.n,
               fmt::format("level {:.2f}: {} of {} waits within it", s.level, s.within, s.n));
    const bool left_of = s.level > 0.5;  // where there is room beside the diagonal
    const auto at = panel.at(s.level, share);
    svg.words({at.x + (left_of ? -beside_px : beside_px), at.y + 4}, fmt::format("{:.1f} %", 100 * share),
              left_of ? Anchor::end : Anchor::start);
  }
  return svg.document();
}

std::string probability_chart(const std::vector<Threshold>& thresholds) {
  constexpr double width = 460;
  Svg svg(width * static_cast<double>(thresholds.size()), 480,
          "Told probabilities of a longer wait, and how often it was longer");
  double left = 0;
  for (const auto& threshold : thresholds) {
    draw_threshold(svg, {left + 70, 50, left + width - 20, 420}, threshold);
    left += width;
  }
  return svg.document();
}

}  // namespace truewait::app::plots
