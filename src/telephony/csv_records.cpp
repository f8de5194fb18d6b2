#include "telephony/csv_records.hpp"

#include <algorithm>

namespace truewait::telephony {

CsvRecords::CsvRecords(std::string_view text) : rest_(text) {
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

RecordState CsvRecords::next(std::vector<std::string>& fields) {
  if (rest_.empty()) return RecordState::end;
  number_ = next_line_;
  std::size_t at = 0, count = 0;
  for (;;) {
    if (fields.size() == count) fields.emplace_back();
    std::string& field = fields[count++];
    field.clear();
    const bool starts_quoted = at < rest_.size() && rest_[at] == '"';
    switch (starts_quoted ? quoted_field(at, field) : plain_field(at, field)) {
      case After::comma:
        continue;
      case After::line_end:
        fields.resize(count);
        skip_to(at);
        return RecordState::record;
      case After::broken:
        skip_to(std::min(rest_.find('\n'), rest_.size() - 1) + 1);
        return RecordState::broken;
    }
  }
}

CsvRecords::After CsvRecords::broken(std::string_view why) {
  why_ = why;
  return After::broken;
}

/// What follows a field: a comma, the end of the line, or the end of the text. Moves behind it.
CsvRecords::After CsvRecords::separator(std::size_t& at) {
  if (at > longest_record_bytes) return broken("the record is longer than 65536 bytes");
  if (at >= rest_.size()) return After::line_end;
  if (rest_[at] == ',') return ++at, After::comma;
  if (rest_[at] == '\n') return ++at, After::line_end;
  if (rest_.substr(at, 2) == "\r\n") return at += 2, After::line_end;
  return broken("a quoted field is followed by something else than a comma");
}

CsvRecords::After CsvRecords::plain_field(std::size_t& at, std::string& field) {
  std::size_t end = std::min(rest_.find_first_of(",\n", at), rest_.size());
  if (end > at && rest_[end - 1] == '\r' && (end == rest_.size() || rest_[end] == '\n')) {
    field = rest_.substr(at, end - 1 - at);
  } else {
    field = rest_.substr(at, end - at);
  }
  if (field.find('"') != std::string::npos) return broken("a quote inside a field that is not quoted");
  at = end;
  return separator(at);
}

CsvRecords::After CsvRecords::quoted_field(std::size_t& at, std::string& field) {
  for (++at;;) {
    const std::size_t quote = rest_.substr(0, longest_record_bytes).find('"', at);
    if (quote == std::string_view::npos) return broken("a quote that is never closed");
    field.append(rest_.substr(at, quote - at));
    at = quote + 1;
    if (at >= rest_.size() || rest_[at] != '"') return separator(at);
    field += '"';
    ++at;
  }
}

void CsvRecords::skip_to(std::size_t at) {
  next_line_ +=
      static_cast<std::size_t>(std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  rest_.remove_prefix(at);
}

}  // namespace truewait::telephony
