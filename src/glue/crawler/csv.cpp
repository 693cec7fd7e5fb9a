// The CSV classifier (glue-crawlers.md 3.3): delimiter, header, column types.
#include <algorithm>
#include <map>

#include "base/encoding.h"
#include "glue/crawler/builtin.h"
#include "glue/crawler/csv_rows.h"
#include "glue/crawler/values.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr char kDelimiters[] = {',', '|', '\t', ';', '\x01'};  // in the order in which they are tried
constexpr size_t kSampleRecords = 1000;
constexpr size_t kMaxHeaderCellBytes = 150;
constexpr size_t kMaxNameBytes = 255;
constexpr double kRegularRows = 0.7;  // the share of rows that have the table's number of columns

// The number of columns that most rows have, and the share of rows that have it.
struct Width {
  size_t columns = 0;
  double share = 0;
};
Width width_of(const std::vector<CsvRow>& rows) {
  std::map<size_t, size_t> counts;
  for (auto& row : rows) counts[row.size()]++;
  Width out;
  size_t most = 0;
  for (auto& [columns, count] : counts) {
    if (count <= most) continue;
    most = count;
    out.columns = columns;
  }
  out.share = rows.empty() ? 0 : static_cast<double>(most) / static_cast<double>(rows.size());
  return out;
}

bool is_name(std::string_view cell) {
  return !cell.empty() && cell.size() <= kMaxNameBytes && std::none_of(cell.begin(), cell.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_header(const CsvRow& row, size_t columns) {
  if (row.size() != columns) return false;
  for (size_t i = 0; i < row.size(); i++) {
    auto cell = trimmed(row[i]);
    bool is_last = i + 1 == row.size();
    if (cell.empty() && is_last) continue;
    if (!is_name(cell) || !type_of_text(cell).is(TypeKind::varchar)) return false;
    if (!is_last && cell.size() >= kMaxHeaderCellBytes) return false;
  }
  return true;
}

std::vector<Type> column_types(const std::vector<CsvRow>& rows, size_t first, size_t columns) {
  std::vector<Type> out(columns, sql::simple(TypeKind::unknown));
  for (size_t i = first; i < rows.size(); i++)
    for (size_t column = 0; column < std::min(columns, rows[i].size()); column++) {
      auto& type = out[column];
      if (!type.is(TypeKind::varchar)) type = widen(type, type_of_text(rows[i][column]));
    }
  return out;
}

// Places must stay: a name that is empty or given twice gets one from its place.
void name_columns(const std::vector<std::string>* names, Schema& columns) {
  for (size_t i = 0; i < columns.size(); i++) {
    std::string name = names && i < names->size() ? to_lower(trimmed((*names)[i])) : "";
    auto taken = [&](const std::string& wanted) {
      return std::any_of(columns.begin(), columns.begin() + static_cast<ptrdiff_t>(i), [&](const FoundColumn& c) { return c.name == wanted; });
    };
    if (name.empty() || taken(name)) name = "col" + std::to_string(i);
    columns[i].name = name;
  }
}

// Lines beginning with '#' before the first row are no rows. Returns what follows them.
std::string_view after_preamble(std::string_view text, int& lines) {
  while (text.starts_with('#')) {
    auto end = text.find('\n');
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    lines++;
  }
  return text;
}

struct Split {
  char delimiter = ',';
  CsvRows rows;
  Width width;
};

// The first delimiter that gives every row the same number of columns; else the one that gives it to most rows, if that is enough.
std::optional<Split> split(std::string_view text, const Sample& sample, const CsvRules& rules) {
  std::optional<Split> best;
  size_t least = rules.allow_single_column ? 1 : 2;
  auto consider = [&](char delimiter) {
    Split found{delimiter, read_csv_rows(text, sample.is_whole, delimiter, rules.quote, kSampleRecords), {}};
    found.width = width_of(found.rows.rows);
    if (found.width.columns < least || found.width.share <= kRegularRows) return;
    if (!best || found.width.share > best->width.share) best = std::move(found);
  };
  if (rules.delimiter) consider(*rules.delimiter);
  else for (char delimiter : kDelimiters) consider(delimiter);
  return best;
}

bool all_text(const std::vector<Type>& types) {
  return std::all_of(types.begin(), types.end(), [](const Type& type) { return type.is(TypeKind::varchar) || type.is(TypeKind::unknown); });
}

uint64_t digest(const CsvRow& row) {
  std::string text;
  for (auto& cell : row) text += cell + '\0';
  return std::hash<std::string>()(text) | 1;
}

// CustomDatatypes: what the file may hold; a type that is not among them is text.
void allow_only(const std::vector<std::string>& types, Schema& columns) {
  if (types.empty()) return;
  auto allows = [&](std::string_view name) { return std::any_of(types.begin(), types.end(), [&](auto& type) { return equals_ignoring_case(type, name); }); };
  for (auto& column : columns) {
    auto kind = column.type.kind;
    if (kind == TypeKind::bigint && !allows("LONG")) {
      if (allows("INT")) column.type = sql::simple(TypeKind::integer);
      else if (allows("SHORT")) column.type = sql::simple(TypeKind::smallint);
      else column.type = allows("DOUBLE") ? sql::simple(TypeKind::double_) : sql::varchar();
    } else if (kind == TypeKind::double_ && !allows("DOUBLE")) {
      if (allows("FLOAT")) column.type = sql::simple(TypeKind::real);
      else column.type = allows("DECIMAL") ? sql::decimal(38, 18) : sql::varchar();
    } else if ((kind == TypeKind::boolean && !allows("BOOLEAN")) || (kind == TypeKind::date && !allows("DATE")) ||
               (kind == TypeKind::timestamp && !allows("TIMESTAMP"))) {
      column.type = sql::varchar();
    }
  }
}

}  // namespace

std::optional<FileClass> classify_csv(const Sample& sample) { return classify_csv(sample, {}); }

std::optional<FileClass> classify_csv(const Sample& sample, const CsvRules& rules) {
  if (sample.text.find('\0') != std::string::npos) return std::nullopt;
  FileClass out;
  auto found = split(after_preamble(sample.text, out.preamble_lines), sample, rules);
  if (!found) return std::nullopt;
  auto& rows = found->rows.rows;
  bool header_is_told = rules.header == CsvRules::Header::present;
  size_t least_rows = header_is_told || !rules.names.empty() ? 1 : 2;
  if (rows.size() < least_rows) return std::nullopt;
  out.classification = out.format = "csv";
  out.compression = sample.compression;
  out.encoding = sample.encoding;
  out.delimiter = found->delimiter;
  out.is_quoted = found->rows.quoted;
  auto types = column_types(rows, 1, found->width.columns);
  if (rules.header == CsvRules::Header::unknown) out.has_header = is_header(rows[0], found->width.columns) && !all_text(types);
  else out.has_header = header_is_told;
  if (!out.has_header) types = column_types(rows, 0, found->width.columns);
  for (auto& type : types) out.columns.push_back({"", type});
  name_columns(!rules.names.empty() ? &rules.names : out.has_header ? &rows[0] : nullptr, out.columns);
  allow_only(rules.types, out.columns);
  if (out.has_header || all_text(types)) out.first_row = digest(rows[0]);
  out.sampled_records = rows.size() - (out.has_header ? 1 : 0);
  out.sampled_bytes = found->rows.bytes;
  return out;
}

bool can_adopt_header(const FileClass& file, const FileClass& header) {
  return file.classification == "csv" && file.delimiter == header.delimiter && file.columns.size() == header.columns.size();
}

void adopt_header(FileClass& file, const FileClass& header) {
  file.has_header = true;
  for (size_t i = 0; i < file.columns.size(); i++) file.columns[i].name = header.columns[i].name;  // the types stay: all columns were text
}

}  // namespace tarn::glue::crawler
