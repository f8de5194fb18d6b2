#include "bench/rush_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace truewait::bench {
namespace {

using domain::Duration;
using simulation::rush::Look;
using simulation::rush::Plan;
using simulation::rush::RushDay;

constexpr double width = 960, left = 64, right = 24, top = 104, panel = 150, gap = 52;
constexpr auto ink = "#222222", faint = "#dddddd", live_colour = "#3b6ea8", place_colour = "#e08a1e",
               dial_colour = "#7a4fa3", busy_colour = "#8aa68a", idle_colour = "#e6b8a2";

std::string number(double v) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", v);
  return out.data();
}

std::string text(double x, double y, const std::string& words, const char* anchor = "start", int size = 13) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\" font-size=\"" +
         std::to_string(size) + "\">" + words + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, const char* colour) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) +
         "\" stroke=\"" + colour + "\"/>\n";
}

std::string box(double x, double y, double w, double h, const char* colour) {
  return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(w) + "\" height=\"" + number(h) +
         "\" fill=\"" + colour + "\"/>\n";
}

std::string key(double x, double y, const char* colour, const std::string& words) {
  return box(x, y - 10, 12, 12, colour) + text(x + 18, y, words);
}

/// 1, 2 or 5 times a power of ten, so that at most five of them make `most`.
double round_step(double most) {
  const double rough = std::max(1.0, most / 5), power = std::pow(10, std::floor(std::log10(rough)));
  for (const double by : {1.0, 2.0, 5.0}) {
    if (by * power >= rough) return by * power;
  }
  return 10 * power;
}

/// One strip of the picture: time from left to right, a count from below.
class Strip {
 public:
  Strip(const Plan& plan, int index, double most)
      : hours_(domain::to_seconds(plan.length()) / 3600),
        bottom_(top + index * (panel + gap) + panel),
        step_(round_step(most)),
        most_(step_ * std::ceil(std::max(most, 1.0) / step_)) {}

  double x(Duration at) const { return left + (width - left - right) * domain::to_seconds(at) / 3600 / hours_; }
  double y(double count) const { return bottom_ - panel * std::min(count, most_) / most_; }

  std::string axes(const std::string& title) const {
    std::string out;
    for (double v = 0; v <= most_ + 0.5 * step_; v += step_) {
      out += line(left, y(v), width - right, y(v), faint) +
             text(left - 8, y(v) + 4, std::to_string(std::lround(v)), "end", 12);
    }
    for (int h = 0; h <= std::lround(hours_); ++h) {
      const double at = x(std::chrono::hours(h));
      out += line(at, bottom_, at, bottom_ + 5, ink) + text(at, bottom_ + 18, std::to_string(h) + " h", "middle", 12);
    }
    return out + line(left, bottom_, width - right, bottom_, ink) + text(left, bottom_ - panel - 10, title);
  }

  /// Filled between two counts at each look.
  std::string area(const std::vector<Look>& looks, const char* colour, const std::function<double(const Look&)>& from,
                   const std::function<double(const Look&)>& to) const {
    std::string points;
    for (const auto& look : looks) points += number(x(look.at)) + "," + number(y(to(look))) + " ";
    for (auto look = looks.rbegin(); look != looks.rend(); ++look) {
      points += number(x(look->at)) + "," + number(y(from(*look))) + " ";
    }
    return "<polygon points=\"" + points + "\" fill=\"" + colour + "\"/>\n";
  }

  double bottom() const { return bottom_; }

 private:
  double hours_, bottom_, step_, most_;
};

double most_of(const std::vector<Look>& looks, const std::function<double(const Look&)>& of) {
  double most = 0;
  for (const auto& look : looks) most = std::max(most, of(look));
  return most;
}

/// Dials of each minute, at the minute's beginning.
std::vector<Look> by_minute(const std::vector<Look>& looks) {
  std::vector<Look> minutes;
  for (const auto& look : looks) {
    const auto at = std::chrono::floor<std::chrono::minutes>(look.at);
    if (minutes.empty() || minutes.back().at != at) minutes.push_back({at, 0, 0, 0, 0});
    minutes.back().dials += look.dials;
  }
  return minutes;
}

std::string loads(const Plan& plan, const Strip& strip, double bottom) {
  std::string out;
  for (std::size_t i = 0; i < plan.spans.size(); ++i) {
    const double from = strip.x(plan.begins(i)), to = strip.x(plan.begins(i + 1));
    if (plan.spans[i].load > 1) out += box(from, top, to - from, bottom - top, "#f6f1e4");
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), "load %.2f", plan.spans[i].load);
    out += text((from + to) / 2, 62, words.data(), "middle", 12);
  }
  return out;
}

std::string drawn(const Plan& plan, const RushDay& day) {
  const auto live = [](const Look& l) { return static_cast<double>(l.live); };
  const auto in_line = [](const Look& l) { return static_cast<double>(l.live + l.places); };
  const auto dials = [](const Look& l) { return static_cast<double>(l.dials); };
  const auto busy = [&](const Look& l) { return static_cast<double>(plan.agents - l.idle); };
  const auto all = [&](const Look&) { return static_cast<double>(plan.agents); };
  const auto none = [](const Look&) { return 0.0; };
  const auto minutes = by_minute(day.looks);
  const Strip line_strip(plan, 0, most_of(day.looks, in_line)), dial_strip(plan, 1, most_of(minutes, dials)),
      agent_strip(plan, 2, plan.agents);

  std::string out = loads(plan, line_strip, agent_strip.bottom());
  out += line_strip.axes("In line") + line_strip.area(day.looks, live_colour, none, live) +
         line_strip.area(day.looks, place_colour, live, in_line);
  out += dial_strip.axes("Dials a minute");
  const double bar = std::max(1.0, dial_strip.x(std::chrono::minutes(1)) - dial_strip.x(Duration{0}) - 0.4);
  for (const auto& minute : minutes) {
    const double y = dial_strip.y(dials(minute));
    if (minute.dials > 0) out += box(dial_strip.x(minute.at), y, bar, dial_strip.bottom() - y, dial_colour);
  }
  out += agent_strip.axes("Agents") + agent_strip.area(day.looks, busy_colour, none, busy) +
         agent_strip.area(day.looks, idle_colour, busy, all);
  const double keys = line_strip.y(0) - panel - 10;
  out += key(left + 90, keys, live_colour, "callers and reached customers") +
         key(left + 330, keys, place_colour, "places of callbacks");
  const double agent_keys = agent_strip.bottom() - panel - 10;
  out += key(left + 90, agent_keys, busy_colour, "with a customer") + key(left + 250, agent_keys, idle_colour, "idle");
  return out;
}

}  // namespace

bool draw(const Plan& plan, const RushDay& day, const char* file) {
  const double height = top + 3 * panel + 2 * gap + 40;
  std::ofstream out(file);
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width << "\" height=\"" << height
      << "\" viewBox=\"0 0 " << width << ' ' << height << "\" font-family=\"sans-serif\" fill=\"" << ink << "\">\n"
      << box(0, 0, width, height, "#ffffff")
      << text(left, 30,
              "A rush day of " + std::to_string(plan.agents) + " agents: " + std::to_string(day.callers) +
                  " callers, " + std::to_string(day.kept.size()) + " callbacks",
              "start", 17)
      << drawn(plan, day) << "</svg>\n";
  out.close();
  if (!out) std::fprintf(stderr, "cannot write %s\n", file);
  return static_cast<bool>(out);
}

}  // namespace truewait::bench
