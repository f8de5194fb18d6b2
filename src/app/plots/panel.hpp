// The frame of one plot: its place on the drawing, two scales, their marks and words.
#pragma once

#include <string>

#include "app/plots/scale.hpp"
#include "app/plots/svg.hpp"

namespace truewait::app::plots {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;  ///< pixels
};

struct Axis {
  std::string words;
  Spacing spacing = Spacing::linear;
  double from = 0, to = 1;
  bool marked = true;  ///< false: whoever draws the plot writes below or beside it
};

class Panel {
 public:
  Panel(const Box& box, const std::string& title, const Axis& across, const Axis& up);

  const Scale& x() const { return x_; }
  const Scale& y() const { return y_; }
  const Box& box() const { return box_; }
  Point at(double x, double y) const { return {x_.px(x), y_.px(y)}; }

  /// The frame with its grid, to be drawn first.
  void draw(Svg& svg) const;

 private:
  Box box_;
  std::string title_;
  Axis across_, up_;
  Scale x_, y_;
};

}  // namespace truewait::app::plots
