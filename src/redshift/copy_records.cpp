#include "redshift/copy_records.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/encoding.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

constexpr size_t kMaxRecordBytes = 4 * 1024 * 1024;  // Developer Guide, COPY: a row or JSON object may not exceed 4 MB

// A window of the file that grows until a whole record stands in it.
class Window {
 public:
  explicit Window(const NextBytes& next) : next_(next) {}
  std::string_view view() const { return std::string_view(text_).substr(begin_); }
  // More bytes behind the view; false: there are none.
  Result<bool> grow() {
    if (ended_) return false;
    std::string more = TRY(next_());
    ended_ = more.empty();
    if (begin_ > 0) text_.erase(0, begin_);
    begin_ = 0;
    text_ += more;
    return !ended_;
  }
  void consume(size_t n) { begin_ += n; }

 private:
  const NextBytes& next_;
  std::string text_;
  size_t begin_ = 0;
  bool ended_ = false;
};

std::string_view without_return(std::string_view line) { return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line; }

// The length of the record at the front, without its line end; npos: it goes on behind the view.
size_t record_length(std::string_view text, const CopyOptions& options) {
  bool quoted = false;
  const bool csv = options.format == CopyOptions::Format::csv;
  for (size_t i = 0; i < text.size(); ++i) {
    if (csv && text[i] == options.quote) quoted = !quoted;  // a doubled quote toggles twice
    else if (options.escape && text[i] == '\\') ++i;
    else if (text[i] == '\n' && !quoted) return i;
  }
  return text.npos;
}

Record split_csv(std::string_view line, const CopyOptions& options) {
  Record record;
  for (size_t at = 0;;) {
    std::string field;
    bool was_quoted = false;
    if (at < line.size() && line[at] == options.quote) {
      was_quoted = true;
      for (++at; at < line.size(); ++at) {
        if (line[at] != options.quote) field += line[at];
        else if (at + 1 < line.size() && line[at + 1] == options.quote) field += line[at++];
        else break;
      }
      if (at >= line.size()) {
        record.fault = LoadFault{1214, "Invalid quote formatting for CSV", -1, static_cast<int>(at)};
        return record;
      }
      ++at;
      if (at < line.size() && line[at] != options.delimiter) {
        record.fault = LoadFault{1214, "Invalid quote formatting for CSV", -1, static_cast<int>(at)};
        return record;
      }
    } else {
      const size_t end = std::min(line.find(options.delimiter, at), line.size());
      field = line.substr(at, end - at);
      at = end;
    }
    if (!was_quoted && field == options.null_text) record.fields.emplace_back();
    else record.fields.emplace_back(std::move(field));
    if (at >= line.size()) return record;
    ++at;  // the delimiter
  }
}

Record split_delimited(std::string_view line, const CopyOptions& options) {
  Record record;
  std::string field;
  bool escaped = false;
  auto end_field = [&] {
    if (options.remove_quotes && field.size() >= 2 && (field[0] == '"' || field[0] == '\'') && field.back() == field[0]) field = field.substr(1, field.size() - 2);
    if (!escaped && field == options.null_text) record.fields.emplace_back();
    else record.fields.emplace_back(field);
    field.clear();
    escaped = false;
  };
  char in_quotes = '\0';
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (options.escape && c == '\\' && i + 1 < line.size()) {
      if (line[i + 1] == 'N' && field.empty()) field = "\\N";
      else {
        field += line[i + 1];
        escaped = true;
      }
      ++i;
      continue;
    }
    if (options.remove_quotes && (c == '"' || c == '\'') && (field.empty() || in_quotes == c)) in_quotes = in_quotes == c ? '\0' : c;
    if (c == options.delimiter && in_quotes == '\0') end_field();
    else field += c;
  }
  end_field();
  return record;
}

Result<void> read_lines(const CopyOptions& options, const NextBytes& next, const std::function<Result<void>(Record&)>& take) {
  Window window(next);
  int64_t line_number = 1;
  int64_t to_skip = options.ignore_header;
  for (;;) {
    size_t length = record_length(window.view(), options);
    if (length == std::string_view::npos) {
      if (TRY(window.grow())) {
        if (window.view().size() > 2 * kMaxRecordBytes) return errors::make("XX000", "a row is longer than 4 MB");
        continue;
      }
      length = window.view().size();
      if (length == 0) return {};
    }
    const std::string_view line = without_return(window.view().substr(0, length));
    if (to_skip > 0) {
      --to_skip;
    } else if (!(options.ignore_blank_lines && line.empty())) {
      Record record = options.format == CopyOptions::Format::csv ? split_csv(line, options) : split_delimited(line, options);
      record.raw = line;
      record.line = line_number;
      TRY(take(record));
    }
    line_number += 1 + std::count(line.begin(), line.end(), '\n');
    window.consume(std::min(length + 1, window.view().size()));
  }
}

// --- JSON

// As the document had it: Boost prints 1.5 as 1.5E0.
void append_document(const boost::json::value& value, std::string& out) {
  if (value.is_double()) {
    char digits[512];
    const auto end = std::to_chars(digits, digits + sizeof digits, value.get_double(), std::chars_format::fixed).ptr;
    out.append(digits, end);
  } else if (value.is_array()) {
    out += '[';
    bool first = true;
    for (const auto& item : value.get_array()) {
      if (!first) out += ',';
      first = false;
      append_document(item, out);
    }
    out += ']';
  } else if (value.is_object()) {
    out += '{';
    bool first = true;
    for (const auto& member : value.get_object()) {
      if (!first) out += ',';
      first = false;
      out += boost::json::serialize(member.key()) + ":";
      append_document(member.value(), out);
    }
    out += '}';
  } else {
    out += boost::json::serialize(value);
  }
}

std::string text_of(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  std::string text;
  append_document(value, text);
  return text;
}

std::optional<std::string> cell_of(const boost::json::value* value) {
  if (value == nullptr || value->is_null()) return std::nullopt;
  return text_of(*value);
}

// $.a.b, $['a'][0]: the steps one after the other.
const boost::json::value* at_path(const boost::json::value& root, std::string_view path) {
  const boost::json::value* here = &root;
  if (path.starts_with('$')) path.remove_prefix(1);
  while (!path.empty() && here != nullptr) {
    std::string key;
    std::optional<size_t> index;
    if (path[0] == '.') {
      const size_t end = std::min(path.find_first_of(".[", 1), path.size());
      key = path.substr(1, end - 1);
      path.remove_prefix(end);
    } else if (path[0] == '[') {
      const size_t end = path.find(']');
      if (end == path.npos) return nullptr;
      std::string_view inside = path.substr(1, end - 1);
      path.remove_prefix(end + 1);
      if (inside.size() >= 2 && (inside[0] == '\'' || inside[0] == '"')) key = inside.substr(1, inside.size() - 2);
      else if (!inside.empty() && inside.find_first_not_of("0123456789") == inside.npos && inside.size() < 10) index = std::stoul(std::string(inside));
      else return nullptr;
    } else {
      return nullptr;
    }
    if (index) here = here->is_array() && *index < here->get_array().size() ? &here->get_array()[*index] : nullptr;
    else here = here->is_object() ? here->get_object().if_contains(key) : nullptr;
  }
  return here;
}

const boost::json::value* member(const boost::json::object& object, const std::string& name, bool ignore_case) {
  if (const auto* exact = object.if_contains(name)) return exact;
  if (ignore_case)
    for (const auto& entry : object)
      if (equals_ignoring_case(entry.key(), name)) return &entry.value();
  return nullptr;
}

void fill_fields(Record& record, const boost::json::value& value, const CopyOptions& options, const std::vector<std::string>& columns, const std::vector<std::string>& paths) {
  if (!paths.empty()) {
    for (const std::string& path : paths) record.fields.push_back(cell_of(at_path(value, path)));
    return;
  }
  if (!value.is_object()) {
    record.fault = LoadFault{1216, "Invalid JSON: an object is expected", -1, 0};
    return;
  }
  const bool ignore_case = options.json == "auto ignorecase";
  for (const std::string& column : columns) record.fields.push_back(cell_of(member(value.get_object(), column, ignore_case)));
}

// Values one behind the other; an array around all of them is looked through.
Result<void> read_json(const CopyOptions& options, const std::vector<std::string>& columns, const std::vector<std::string>& paths, const NextBytes& next,
                       const std::function<Result<void>(Record&)>& take) {
  Window window(next);
  int64_t line_number = 1;
  boost::json::stream_parser parser;
  for (;;) {
    std::string_view text = window.view();
    size_t blanks = 0;
    while (blanks < text.size() && (std::isspace(static_cast<unsigned char>(text[blanks])) || text[blanks] == ',' || text[blanks] == '[' || text[blanks] == ']')) {
      line_number += text[blanks] == '\n';
      ++blanks;
    }
    window.consume(blanks);
    text = window.view();
    if (text.empty()) {
      if (TRY(window.grow())) continue;
      return {};
    }
    parser.reset();
    boost::system::error_code error;
    size_t length = parser.write_some(text.data(), text.size(), error);
    if (!error && !parser.done()) {
      if (text.size() <= kMaxRecordBytes && TRY(window.grow())) continue;
      parser.finish(error);
    }
    Record record;
    if (error || !parser.done()) {
      length = std::min(text.find('\n'), text.size());
      record.fault = LoadFault{1216, "Invalid JSON: " + (error ? error.message() : std::string("the object is not complete")), -1, 0};
    } else {
      fill_fields(record, parser.release(), options, columns, paths);
    }
    while (length > 0 && std::isspace(static_cast<unsigned char>(text[length - 1]))) --length;  // the parser takes blanks behind a value too
    record.raw = text.substr(0, length);
    line_number += std::count(record.raw.begin(), record.raw.end(), '\n');
    record.line = line_number;
    TRY(take(record));
    window.consume(length);
  }
}

}  // namespace

Result<void> read_records(const CopyOptions& options, const std::vector<std::string>& columns, const std::vector<std::string>& json_paths, const NextBytes& next,
                          const std::function<Result<void>(Record&)>& take) {
  if (options.format == CopyOptions::Format::json) return read_json(options, columns, json_paths, next, take);
  return read_lines(options, next, take);
}

}  // namespace tarn::redshift
