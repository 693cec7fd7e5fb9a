// LazySimpleSerDe, OpenCSVSerde and RegexSerDe (athena.md 2.10).
#include <re2/re2.h>

#include <charconv>

#include "base/encoding.h"
#include "engine/field_values.h"
#include "engine/row_decoder.h"

namespace tarn::engine {
namespace {

using duckdb::FlatVector;
using duckdb::idx_t;

// Hive's LazyUtils.getByte: a number is the byte's code, else the first character counts.
char byte_property(const StorageFormat& storage, const std::string& name, char fallback) {
  auto text = property(storage, name, "");
  if (text.empty()) return fallback;
  int code = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), code).ptr == text.data() + text.size() && code >= -128 && code < 128)
    return static_cast<char>(code);
  return text[0];
}

void write_or_null(const WantedColumn& column, idx_t row, const std::vector<std::string_view>& fields, const FieldContext& context) {
  if (column.field < fields.size()) {
    write_field(*column.out, row, fields[column.field], column.field, context);
  } else {
    FlatVector::SetNull(*column.out, row, true);
  }
}

// ---- LazySimpleSerDe

class LazySimpleDecoder final : public RowDecoder {
 public:
  LazySimpleDecoder(const StorageFormat& storage, const std::string& path) {
    auto delimiter = byte_property(storage, "field.delim", byte_property(storage, "serialization.format", '\x01'));
    auto text = property(storage, "field.delim", "");
    int ignored = 0;
    bool number = !text.empty() && std::from_chars(text.data(), text.data() + text.size(), ignored).ptr == text.data() + text.size();
    delimiter_ = text.size() > 1 && !number ? text : std::string(1, delimiter);
    last_takes_rest_ = equals_ignoring_case(property(storage, "serialization.last.column.takes.rest", "false"), "true");
    columns_ = storage.columns.size();
    context_.null_text = property(storage, "serialization.null.format", "\\N");
    context_.escape = property(storage, "escape.delim", "").empty() ? 0 : byte_property(storage, "escape.delim", 0);
    context_.separators = {delimiter, byte_property(storage, "colelction.delim", byte_property(storage, "collection.delim", '\x02')),
                           byte_property(storage, "mapkey.delim", '\x03')};
    context_.path = path;
  }

  void decode(std::string_view line, idx_t row, const std::vector<WantedColumn>& wanted) override {
    split(line);
    for (auto& column : wanted) write_or_null(column, row, fields_, context_);
  }

 private:
  void split(std::string_view line) {
    fields_.clear();
    size_t begin = 0, from = 0;
    while (!(last_takes_rest_ && columns_ && fields_.size() + 1 == columns_)) {
      auto found = line.find(delimiter_, from);
      if (found == std::string_view::npos) break;
      if (is_escaped(line, begin, found)) {
        from = found + 1;
        continue;
      }
      fields_.push_back(line.substr(begin, found - begin));
      begin = from = found + delimiter_.size();
    }
    fields_.push_back(line.substr(begin));
  }
  // An odd number of escapes before it.
  bool is_escaped(std::string_view line, size_t begin, size_t at) const {
    if (!context_.escape) return false;
    size_t n = 0;
    while (at - n > begin && line[at - n - 1] == context_.escape) ++n;
    return n % 2 == 1;
  }

  std::string delimiter_;
  bool last_takes_rest_ = false;
  size_t columns_ = 0;
  FieldContext context_;
  std::vector<std::string_view> fields_;
};

// ---- OpenCSVSerde: opencsv 2.3's parser, a line at a time

class OpenCsvDecoder final : public RowDecoder {
 public:
  OpenCsvDecoder(const StorageFormat& storage, const std::string& path) {
    separator_ = property(storage, "separatorChar", property(storage, "field.delim", ","))[0];
    quote_ = property(storage, "quoteChar", "\"")[0];
    escape_ = property(storage, "escapeChar", "\\")[0];
    context_.rules = storage.serde.find("OpenCSVSerde") != std::string::npos ? FieldRules::open_csv : FieldRules::lazy_simple;
    context_.null_text = property(storage, "serialization.null.format", "\\N");
    context_.path = path;
  }

  void decode(std::string_view line, idx_t row, const std::vector<WantedColumn>& wanted) override {
    parse(line);
    views_.assign(fields_.begin(), fields_.begin() + count_);
    for (auto& column : wanted) write_or_null(column, row, views_, context_);
  }

 private:
  std::string& new_field() {
    if (count_ == fields_.size()) fields_.emplace_back();
    fields_[count_].clear();
    return fields_[count_++];
  }

  void parse(std::string_view line) {
    count_ = 0;
    auto* field = &new_field();
    bool quoted = false;
    for (size_t i = 0; i < line.size(); ++i) {
      char c = line[i];
      char following = i + 1 < line.size() ? line[i + 1] : '\0';
      if (c == quote_) {  // before the escape: both may be the same character
        if (quoted && following == quote_) {
          *field += quote_;
          ++i;
        } else {
          quoted = !quoted;
          bool inside_text = i > 2 && line[i - 1] != separator_ && i + 1 < line.size() && following != separator_;
          if (inside_text) *field += c;
        }
      } else if (c == escape_) {
        if (quoted && (following == quote_ || following == escape_)) {
          *field += following;
          ++i;
        }
      } else if (c == separator_ && !quoted) {
        field = &new_field();
      } else {
        *field += c;
      }
    }
  }

  char separator_, quote_, escape_;
  FieldContext context_;
  std::vector<std::string> fields_;  // reused from line to line
  size_t count_ = 0;
  std::vector<std::string_view> views_;
};

// ---- RegexSerDe

class RegexDecoder final : public RowDecoder {
 public:
  RegexDecoder(const StorageFormat& storage, const std::string& path) : pattern_(property(storage, "input.regex", ""), options(storage)) {
    if (!pattern_.ok())
      throw duckdb::InvalidInputException("HIVE_INVALID_METADATA: Tarn cannot use this input.regex: %s", pattern_.error());
    context_.null_text = std::string("\0", 1);  // no text is NULL
    context_.path = path;
    groups_.resize(pattern_.NumberOfCapturingGroups() + 1);
  }

  void decode(std::string_view line, idx_t row, const std::vector<WantedColumn>& wanted) override {
    bool matches = pattern_.Match(re2::StringPiece(line.data(), line.size()), 0, line.size(), RE2::ANCHOR_BOTH, groups_.data(), int(groups_.size()));
    for (auto& column : wanted) {
      bool present = matches && column.field + 1 < groups_.size() && groups_[column.field + 1].data();
      if (!present) {
        FlatVector::SetNull(*column.out, row, true);
        continue;
      }
      auto& group = groups_[column.field + 1];
      write_field(*column.out, row, {group.data(), group.size()}, column.field, context_);
    }
  }

 private:
  static RE2::Options options(const StorageFormat& storage) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!equals_ignoring_case(property(storage, "input.regex.case.insensitive", "false"), "true"));
    return options;
  }
  RE2 pattern_;
  std::vector<re2::StringPiece> groups_;
  FieldContext context_;
};

}  // namespace

std::unique_ptr<RowDecoder> make_lazy_simple_decoder(const StorageFormat& storage, const std::string& path) {
  return std::make_unique<LazySimpleDecoder>(storage, path);
}
std::unique_ptr<RowDecoder> make_open_csv_decoder(const StorageFormat& storage, const std::string& path) {
  return std::make_unique<OpenCsvDecoder>(storage, path);
}
std::unique_ptr<RowDecoder> make_regex_decoder(const StorageFormat& storage, const std::string& path) {
  return std::make_unique<RegexDecoder>(storage, path);
}

}  // namespace tarn::engine
