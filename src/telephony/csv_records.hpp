// Comma-separated records (RFC 4180) out of a text: quoted fields, doubled quotes, line ends inside quotes. It never
// interprets a field. Records are bounded: a quote that is never closed costs one line, not the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace truewait::telephony {

enum class RecordState { record, broken, end };

class CsvRecords {
 public:
  static constexpr std::size_t longest_record_bytes = 65536;

  explicit CsvRecords(std::string_view text);
  /// The next record's fields. `broken`: the line at number() was skipped, why() says what is wrong.
  RecordState next(std::vector<std::string>& fields);
  std::size_t number() const { return number_; }  ///< line on which the record begins, from 1
  std::string_view why() const { return why_; }

 private:
  enum class After { comma, line_end, broken };
  After quoted_field(std::size_t& at, std::string& field);
  After plain_field(std::size_t& at, std::string& field);
  After broken(std::string_view why);
  After separator(std::size_t& at);
  void skip_to(std::size_t at);

  std::string_view rest_;
  std::size_t next_line_ = 1;
  std::size_t number_ = 0;
  std::string_view why_;
};

}  // namespace truewait::telephony
