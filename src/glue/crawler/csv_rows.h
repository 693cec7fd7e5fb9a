// The rows of a delimited text (RFC 4180, with the delimiter and the quote of one's choice).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tarn::glue::crawler {

using CsvRow = std::vector<std::string>;

struct CsvRows {
  std::vector<CsvRow> rows;
  bool quoted = false;  // a quoted field was seen
  size_t bytes = 0;     // of these rows
};

// The first rows, at most `limit`, empty lines left out. Quoted fields may hold delimiters and line ends. A row that ends with the
// text is one only if the text is whole; one whose quotes never end is none.
CsvRows read_csv_rows(std::string_view text, bool is_whole, char delimiter, char quote, size_t limit);

}  // namespace tarn::glue::crawler
