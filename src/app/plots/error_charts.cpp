// How far predictions were from what was measured, and where.
#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "app/plots/charts.hpp"

namespace truewait::app::plots {
namespace {

void draw_legend(Svg& svg, const Box& box) {
  const double y = box.top + 16;
  svg.box({box.left + 12, y - 9}, 12, 10, Role::faint);
  svg.words({box.left + 30, y}, "mean absolute error", Anchor::start);
  svg.dot({box.left + 168, y - 4}, 3.5, Role::second);
  svg.words({box.left + 178, y}, "bias: predicted less measured", Anchor::start);
}

/// Room above the highest bar for the legend.
Axis seconds_axis(const std::vector<Category>& categories) {
  double low = 0, high = 1;
  for (const auto& c : categories) {
    low = std::min(low, c.error.bias_s());
    high = std::max({high, c.error.mae_s(), c.error.bias_s()});
  }
  return {"seconds", Spacing::linear, 1.1 * low, 1.2 * high};
}

}  // namespace

std::string error_chart(const std::string& title, const std::string& words, const std::vector<Category>& categories) {
  Svg svg(760, 480, title);
  const auto count = static_cast<double>(std::max<std::size_t>(1, categories.size()));
  const Panel panel(single_panel, title, {words, Spacing::linear, 0, count, false}, seconds_axis(categories));
  panel.draw(svg);
  const double zero = panel.y().px(0), half_width = 0.36 * (panel.x().px(1) - panel.x().px(0));
  std::vector<Point> bias;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const auto& [name, error] = categories[i];
    const double x = panel.x().px(static_cast<double>(i) + 0.5);
    svg.words({x, panel.box().bottom + 15}, name);
    svg.words({x, panel.box().bottom + 29}, fmt::format("{}", error.n()));
    if (error.n() == 0) continue;
    const auto top = panel.y().px(error.mae_s());
    svg.box({x - half_width, top}, 2 * half_width, zero - top, Role::faint,
            fmt::format("{}: MAE {:.1f} s, bias {:+.1f} s, {} calls", name, error.mae_s(), error.bias_s(), error.n()));
    bias.push_back({x, panel.y().px(error.bias_s())});
  }
  svg.line({panel.box().left, zero}, {panel.box().right, zero}, Role::axis);
  svg.path(bias, Role::second_line);
  for (const auto& at : bias) svg.dot(at, 3.5, Role::second);
  svg.words({panel.box().left - 8, panel.box().bottom + 29}, "calls", Anchor::end);
  draw_legend(svg, panel.box());
  return svg.document();
}

std::string predicted_measured_chart(const std::vector<MeasuredBin>& bins) {
  const std::string title = "Measured waits by what was predicted";
  double most_s = 60;
  for (const auto& bin : bins) most_s = std::max({most_s, bin.p90_s, bin.predicted_s});
  Svg svg(760, 480, title);
  const Axis up{"measured wait, s: median and 10 % to 90 %", Spacing::square_root, 0, 1.05 * most_s};
  const Axis across{"predicted mean, s", Spacing::square_root, 0, 1.05 * most_s};
  const Panel panel(single_panel, title, across, up);
  panel.draw(svg);
  svg.line(panel.at(0, 0), panel.at(1.05 * most_s, 1.05 * most_s), Role::reference);
  constexpr double half_width = 5;
  for (const auto& bin : bins) {
    const auto high = panel.at(bin.predicted_s, bin.p90_s), low = panel.at(bin.predicted_s, bin.p10_s);
    svg.box({high.x - half_width, high.y}, 2 * half_width, low.y - high.y, Role::faint);
  }
  for (const auto& bin : bins) {
    svg.dot(panel.at(bin.predicted_s, bin.median_s), 4, Role::first,
            fmt::format("predicted {:.0f} s: median {:.0f} s, 10 % {:.0f} s, 90 % {:.0f} s, {} calls", bin.predicted_s,
                        bin.median_s, bin.p10_s, bin.p90_s, bin.n));
  }
  return svg.document();
}

}  // namespace truewait::app::plots
