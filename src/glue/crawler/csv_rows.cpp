#include "glue/crawler/csv_rows.h"

namespace tarn::glue::crawler {
namespace {

class RowReader {
 public:
  RowReader(std::string_view text, bool is_whole, char delimiter, char quote) : text_(text), is_whole_(is_whole), delimiter_(delimiter), quote_(quote) {}

  CsvRows read(size_t limit) {
    CsvRows out;
    while (at_ < text_.size() && out.rows.size() < limit) {
      CsvRow row;
      if (!read_row(row, out.quoted)) break;
      if (row.size() == 1 && row[0].empty()) continue;  // an empty line
      out.rows.push_back(std::move(row));
      out.bytes = at_;
    }
    return out;
  }

 private:
  bool read_row(CsvRow& row, bool& quoted) {
    std::string field;
    while (at_ < text_.size()) {
      char c = text_[at_++];
      if (c == quote_ && field.empty()) {
        if (!read_quoted(field)) return false;
        quoted = true;
      } else if (c == delimiter_) {
        row.push_back(std::move(field));
        field.clear();
      } else if (c == '\n' || (c == '\r' && at_ < text_.size() && text_[at_] != '\n')) {
        row.push_back(std::move(field));
        return true;
      } else if (c != '\r') {
        field += c;
      }
    }
    if (!is_whole_) return false;
    row.push_back(std::move(field));
    return true;
  }

  // Up to the closing quote; a doubled quote is one. False: it never closes.
  bool read_quoted(std::string& field) {
    while (at_ < text_.size()) {
      char c = text_[at_++];
      if (c != quote_) {
        field += c;
      } else if (at_ < text_.size() && text_[at_] == quote_) {
        field += c;
        at_++;
      } else {
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  bool is_whole_;
  char delimiter_, quote_;
  size_t at_ = 0;
};

}  // namespace

CsvRows read_csv_rows(std::string_view text, bool is_whole, char delimiter, char quote, size_t limit) {
  return RowReader(text, is_whole, delimiter, quote).read(limit);
}

}  // namespace tarn::glue::crawler
