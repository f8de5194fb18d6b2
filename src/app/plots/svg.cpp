#include "app/plots/svg.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

namespace truewait::app::plots {
namespace {

constexpr std::string_view style =
    "text{font-family:sans-serif;fill:#1f2933}"
    ".tick{font-size:11px}.label{font-size:13px}.title{font-size:15px;font-weight:bold}"
    ".axis{stroke:#52606d;stroke-width:1;fill:none}.grid{stroke:#e1e6eb;stroke-width:1;fill:none}"
    ".reference{stroke:#7b8794;stroke-width:1;stroke-dasharray:5 4;fill:none}"
    ".first{fill:#1f6fb2;stroke:#1f6fb2;stroke-width:1.5}"
    ".second{fill:#c2571a;stroke:#c2571a;stroke-width:1.5}"
    ".second_line{fill:none;stroke:#c2571a;stroke-width:1.5}"
    ".faint{fill:#bcd7ee;stroke:#8fbce0;stroke-width:1}";

constexpr std::array<std::string_view, 7> role_names{"axis",   "grid",        "reference", "first",
                                                     "second", "second_line", "faint"};
constexpr std::array<std::string_view, 3> anchor_names{"start", "middle", "end"};
constexpr std::array<std::string_view, 3> size_names{"tick", "label", "title"};

template <std::size_t N, class E>
std::string_view name_of(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&apos;";
        break;
      default:
        safe += control ? '?' : c;
    }
  }
  return safe;
}

Svg::Svg(double width, double height, std::string_view title) : width_(width), height_(height), title_(title) {}

/// `element` up to its last attribute, without the end.
void Svg::mark(const std::string& element, std::string_view tip) {
  const auto name = element.substr(0, element.find(' '));
  marks_ += "<" + element;
  marks_ += tip.empty() ? "/>\n" : "><title>" + escaped(tip) + "</title></" + name + ">\n";
}

void Svg::line(Point from, Point to, Role role) {
  mark(fmt::format(R"(line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}")", from.x, from.y, to.x, to.y,
                   name_of(role_names, role)),
       {});
}

void Svg::path(const std::vector<Point>& points, Role role) {
  if (points.empty()) return;
  std::string list;
  for (const auto& p : points) list += fmt::format("{}{:.1f},{:.1f}", list.empty() ? "" : " ", p.x, p.y);
  mark(fmt::format(R"(polyline points="{}" class="{}")", list, name_of(role_names, role)), {});
}

void Svg::box(Point top_left, double width, double height, Role role, std::string_view tip) {
  mark(fmt::format(R"(rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}")", top_left.x, top_left.y,
                   std::max(0.0, width), std::max(0.0, height), name_of(role_names, role)),
       tip);
}

void Svg::dot(Point at, double radius, Role role, std::string_view tip) {
  mark(fmt::format(R"(circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" class="{}")", at.x, at.y, radius,
                   name_of(role_names, role)),
       tip);
}

void Svg::words(Point at, std::string_view text, Anchor anchor, Size size) {
  marks_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", at.x, at.y,
                        name_of(anchor_names, anchor), name_of(size_names, size), escaped(text));
}

void Svg::upright_words(Point at, std::string_view text) {
  marks_ += fmt::format(
      "<text x=\"{0:.1f}\" y=\"{1:.1f}\" text-anchor=\"middle\" class=\"label\" "
      "transform=\"rotate(-90 {0:.1f} {1:.1f})\">{2}</text>\n",
      at.x, at.y, escaped(text));
}

std::string Svg::document() const {
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
             "viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\">\n<title>{2}</title>\n",
             width_, height_, escaped(title_)) +
         "<style>" + std::string(style) + "</style>\n" + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" +
         marks_ + "</svg>\n";
}

}  // namespace truewait::app::plots
