// A drawing as the text of an SVG 1.1 document: lines, boxes, dots and words on a background of its own, so that it
// reads the same on a light and on a dark page. Knows nothing of what is drawn; colours and widths go by names of
// roles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace truewait::app::plots {

struct Point {
  double x = 0, y = 0;  ///< pixels from the top left corner
};

/// What a mark is for; its colour and width follow.
enum class Role { axis, grid, reference, first, second, second_line, faint };
enum class Anchor { start, middle, end };
enum class Size { tick, label, title };

class Svg {
 public:
  /// In pixels, above 0. `title`: what screen readers say of the drawing.
  Svg(double width, double height, std::string_view title);

  void line(Point from, Point to, Role role);
  void path(const std::vector<Point>& points, Role role);
  /// `tip`: shown while the pointer rests on the mark; empty: none.
  void box(Point top_left, double width, double height, Role role, std::string_view tip = {});
  void dot(Point at, double radius, Role role, std::string_view tip = {});
  void words(Point at, std::string_view text, Anchor anchor = Anchor::middle, Size size = Size::tick);
  /// Read from below, for the vertical axis.
  void upright_words(Point at, std::string_view text);

  std::string document() const;

 private:
  void mark(const std::string& element, std::string_view tip);
  double width_, height_;
  std::string title_, marks_;
};

/// Text as it may stand in an element or an attribute; what XML 1.0 cannot hold becomes a question mark.
std::string escaped(std::string_view text);

}  // namespace truewait::app::plots
