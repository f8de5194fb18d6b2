#include "app/plots/panel.hpp"

#include <spdlog/fmt/fmt.h>

#include <cmath>

namespace truewait::app::plots {
namespace {

/// As many decimals as a round number needs; sums of steps are a hair off.
std::string tick_words(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  return fmt::format("{:g}", rounded == 0 ? 0.0 : rounded);
}

}  // namespace

Panel::Panel(const Box& box, const std::string& title, const Axis& across, const Axis& up)
    : box_(box),
      title_(title),
      across_(across),
      up_(up),
      x_(across.spacing, across.from, across.to, box.left, box.right),
      y_(up.spacing, up.from, up.to, box.bottom, box.top) {}

void Panel::draw(Svg& svg) const {
  constexpr double below_px = 16, beside_px = 6, middle_of_digits_px = 4;
  if (across_.marked) {
    for (const double v : x_.ticks()) {
      svg.line({x_.px(v), box_.top}, {x_.px(v), box_.bottom}, Role::grid);
      svg.words({x_.px(v), box_.bottom + below_px}, tick_words(v));
    }
  }
  for (const double v : y_.ticks()) {
    svg.line({box_.left, y_.px(v)}, {box_.right, y_.px(v)}, Role::grid);
    svg.words({box_.left - beside_px, y_.px(v) + middle_of_digits_px}, tick_words(v), Anchor::end);
  }
  svg.box({box_.left, box_.top}, box_.right - box_.left, box_.bottom - box_.top, Role::axis);
  constexpr double title_px = 14, words_px = 46;
  svg.words({(box_.left + box_.right) / 2, box_.top - title_px}, title_, Anchor::middle, Size::title);
  svg.words({(box_.left + box_.right) / 2, box_.bottom + words_px}, across_.words, Anchor::middle, Size::label);
  svg.upright_words({box_.left - words_px, (box_.top + box_.bottom) / 2}, up_.words);
}

}  // namespace truewait::app::plots
