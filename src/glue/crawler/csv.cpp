// The CSV classifier (glue-crawlers.md 3.3): delimiter, header, column types.
#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "glue/crawler/file_class.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr char kDelimiters[] = {',', '|', '\t', ';', '\x01'};  // in the order in which they are tried
constexpr size_t kSampleRecords = 1000;
constexpr size_t kMaxHeaderCellBytes = 150;
constexpr size_t kMaxNameBytes = 255;

using Row = std::vector<std::string>;

struct Rows {
  std::vector<Row> rows;
  bool quoted = false;
  uint64_t bytes = 0;  // of these rows
};

// Splits into records; quoted fields may hold delimiters and line ends. A record that the sample cuts is left out.
class RowReader {
 public:
  RowReader(const Sample& sample, char delimiter) : text_(sample.text), is_whole_(sample.is_whole), delimiter_(delimiter) {}

  Rows read() {
    Rows out;
    while (at_ < text_.size() && out.rows.size() < kSampleRecords) {
      Row row;
      if (!read_row(row, out.quoted)) break;
      if (row.size() == 1 && row[0].empty()) continue;  // an empty line
      out.rows.push_back(std::move(row));
      out.bytes = at_;
    }
    return out;
  }

 private:
  bool read_row(Row& row, bool& quoted) {
    std::string field;
    bool in_quotes = false;
    for (; at_ < text_.size(); at_++) {
      char c = text_[at_];
      if (in_quotes) {
        if (c == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') field += text_[++at_];
        else if (c == '"') in_quotes = false;
        else field += c;
      } else if (c == '"' && field.empty()) {
        in_quotes = quoted = true;
      } else if (c == delimiter_) {
        row.push_back(std::move(field));
        field.clear();
      } else if (c == '\n') {
        at_++;
        if (!field.empty() && field.back() == '\r') field.pop_back();
        row.push_back(std::move(field));
        return true;
      } else {
        field += c;
      }
    }
    if (!is_whole_ || in_quotes) return false;
    row.push_back(std::move(field));
    return true;
  }

  std::string_view text_;
  bool is_whole_;
  char delimiter_;
  size_t at_ = 0;
};

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return std::string(text);
}

template <class T>
bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T value;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

bool is_date(std::string_view text) { return text.size() == 10 && parse_iso8601(text).has_value(); }

// yyyy-MM-dd HH:mm:ss[.f], without a zone: that is a timestamp to Hive.
bool is_timestamp(std::string_view text) { return text.size() >= 19 && text[10] == ' ' && text.find_first_of("Z+", 11) == std::string_view::npos &&
                                                  text.find('-', 11) == std::string_view::npos && parse_iso8601(text).has_value(); }

Type type_of(const std::string& cell) {
  std::string text = trimmed(cell);
  if (text.empty()) return sql::simple(TypeKind::unknown);
  if (is_number<int64_t>(text)) return sql::simple(TypeKind::bigint);
  if (has_digit(text) && text.find_first_of("xX") == std::string::npos && is_number<double>(text) && text.find_first_of(".eE") != std::string::npos)
    return sql::simple(TypeKind::double_);
  if (equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false")) return sql::simple(TypeKind::boolean);
  if (is_date(text)) return sql::simple(TypeKind::date);
  if (is_timestamp(text)) {
    Type timestamp = sql::simple(TypeKind::timestamp);
    timestamp.precision = 3;
    return timestamp;
  }
  return sql::varchar();
}

// All rows have the same number of columns, more than one.
bool is_table(const std::vector<Row>& rows) {
  if (rows.size() < 2 || rows[0].size() < 2) return false;
  return std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return row.size() == rows[0].size(); });
}

bool is_name(const std::string& cell) {
  return !cell.empty() && cell.size() <= kMaxNameBytes && std::none_of(cell.begin(), cell.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_header(const Row& row) {
  for (size_t i = 0; i < row.size(); i++) {
    std::string cell = trimmed(row[i]);
    bool is_last = i + 1 == row.size();
    if (cell.empty() && is_last) continue;
    if (!is_name(cell) || !type_of(cell).is(TypeKind::varchar)) return false;
    if (!is_last && cell.size() >= kMaxHeaderCellBytes) return false;
  }
  return true;
}

std::vector<Type> column_types(const std::vector<Row>& rows, size_t first) {
  std::vector<Type> out(rows[0].size(), sql::simple(TypeKind::unknown));
  for (size_t i = first; i < rows.size(); i++)
    for (size_t column = 0; column < out.size(); column++) out[column] = widen(out[column], type_of(rows[i][column]));
  return out;
}

void name_columns(const Row* header, Schema& columns) {
  for (size_t i = 0; i < columns.size(); i++) {
    std::string name = header ? to_lower(trimmed((*header)[i])) : "";
    auto taken = [&](const std::string& wanted) {
      return std::any_of(columns.begin(), columns.begin() + static_cast<ptrdiff_t>(i), [&](const FoundColumn& c) { return c.name == wanted; });
    };
    // Places must stay: a name that is empty or given twice gets one from its place.
    if (name.empty() || taken(name)) name = "col" + std::to_string(i);
    columns[i].name = name;
  }
}

// A UTF-8 byte order mark is no part of the first name.
void drop_mark(Row& row) {
  if (row[0].starts_with("\xEF\xBB\xBF")) row[0].erase(0, 3);
}

}  // namespace

std::optional<FileClass> classify_csv(const Sample& sample) {
  if (sample.text.find('\0') != std::string::npos) return std::nullopt;
  for (char delimiter : kDelimiters) {
    auto rows = RowReader(sample, delimiter).read();
    if (!is_table(rows.rows)) continue;
    drop_mark(rows.rows[0]);
    FileClass out;
    out.classification = "csv";
    out.compression = sample.compression;
    out.delimiter = delimiter;
    out.is_quoted = rows.quoted;
    auto types = column_types(rows.rows, 1);
    bool all_text = std::all_of(types.begin(), types.end(), [](const Type& type) { return type.is(TypeKind::varchar) || type.is(TypeKind::unknown); });
    out.has_header = is_header(rows.rows[0]) && !all_text;
    if (!out.has_header) types = column_types(rows.rows, 0);
    for (auto& type : types) out.columns.push_back({"", type});
    name_columns(out.has_header ? &rows.rows[0] : nullptr, out.columns);
    out.first_row = rows.rows[0];
    out.sampled_records = rows.rows.size() - (out.has_header ? 1 : 0);
    out.sampled_bytes = rows.bytes;
    return out;
  }
  return std::nullopt;
}

void adopt_header(FileClass& file, const std::vector<std::string>& header) {
  if (file.classification != "csv" || file.has_header || file.first_row != header) return;
  file.has_header = true;
  name_columns(&header, file.columns);  // the types stay: all columns were text
  if (file.sampled_records) file.sampled_records--;
}

}  // namespace tarn::glue::crawler
