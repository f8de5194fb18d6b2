#include "edge/rfc3339.hpp"

#include <array>
#include <chrono>

namespace truewait::edge {
namespace {

using namespace std::chrono;

/// Takes fixed-width digits and single characters off the front; once wrong, it stays wrong.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + digit();
    return value;
  }
  void literal(char wanted) {
    if (!accept(wanted)) good_ = false;
  }
  bool accept(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool at_digit() const { return !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; }
  int digit() {
    if (!at_digit()) {
      good_ = false;
      return 0;
    }
    const int value = text_.front() - '0';
    text_.remove_prefix(1);
    return value;
  }
  bool finished() const { return good_ && text_.empty(); }
  bool good() const { return good_; }

 private:
  std::string_view text_;
  bool good_ = true;
};

/// The fraction in milliseconds: at least one digit, what is finer is cut off.
int fraction_ms(Cursor& in) {
  int value = in.digit() * 100;
  if (in.at_digit()) value += in.digit() * 10;
  if (in.at_digit()) value += in.digit();
  while (in.good() && in.at_digit()) in.digit();
  return value;
}

std::optional<minutes> offset(Cursor& in) {
  if (in.accept('Z') || in.accept('z')) return minutes{0};
  const bool negative = in.accept('-');
  if (!negative) in.literal('+');
  const int hour = in.digits(2);
  in.literal(':');
  const int minute = in.digits(2);
  if (!in.good() || hour > 23 || minute > 59) return std::nullopt;
  const minutes total = hours{hour} + minutes{minute};
  return negative ? -total : total;
}

void append_padded(std::string& out, unsigned value, unsigned width) {
  std::array<char, 10> text{};
  for (unsigned i = width; i-- > 0; value /= 10) text[i] = static_cast<char>('0' + value % 10);
  out.append(text.data(), width);
}

struct Broken {
  year_month_day date;
  weekday day;
  hh_mm_ss<milliseconds> time;
};

Broken broken_down(domain::Instant at) {
  const sys_days day = floor<days>(at);
  return {year_month_day{day}, weekday{day}, hh_mm_ss<milliseconds>{at - day}};
}

void append_time(std::string& out, const hh_mm_ss<milliseconds>& time) {
  append_padded(out, static_cast<unsigned>(time.hours().count()), 2);
  out += ':';
  append_padded(out, static_cast<unsigned>(time.minutes().count()), 2);
  out += ':';
  append_padded(out, static_cast<unsigned>(time.seconds().count()), 2);
}

}  // namespace

std::optional<domain::Instant> parse_rfc3339(std::string_view text) {
  Cursor in(text);
  const int y = in.digits(4);
  in.literal('-');
  const int mo = in.digits(2);
  in.literal('-');
  const int d = in.digits(2);
  if (!in.accept('t')) in.literal('T');
  const int h = in.digits(2);
  in.literal(':');
  const int mi = in.digits(2);
  in.literal(':');
  const int s = in.digits(2);
  const int ms = in.accept('.') ? fraction_ms(in) : 0;
  if (!in.good() || h > 23 || mi > 59 || s > 59) return std::nullopt;
  const auto east = offset(in);
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!east || !in.finished() || !date.ok()) return std::nullopt;
  return domain::Instant{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms} - *east;
}

void append_rfc3339(std::string& out, domain::Instant at) {
  const Broken when = broken_down(at);
  append_padded(out, static_cast<unsigned>(static_cast<int>(when.date.year())), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(when.date.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(when.date.day()), 2);
  out += 'T';
  append_time(out, when.time);
  out += '.';
  append_padded(out, static_cast<unsigned>(when.time.subseconds().count()), 3);
  out += 'Z';
}

void append_http_date(std::string& out, domain::Instant at) {
  constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Broken when = broken_down(at);
  out += day_names[when.day.c_encoding()];
  out += ", ";
  append_padded(out, static_cast<unsigned>(when.date.day()), 2);
  out += ' ';
  out += month_names[static_cast<unsigned>(when.date.month()) - 1];
  out += ' ';
  append_padded(out, static_cast<unsigned>(static_cast<int>(when.date.year())), 4);
  out += ' ';
  append_time(out, when.time);
  out += " GMT";
}

}  // namespace truewait::edge
