#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace tarn::sql {
namespace {

struct Word {
  std::string_view text;
  TypeKind kind;
};

constexpr std::array kHiveWords{
    Word{"boolean", TypeKind::boolean},   Word{"tinyint", TypeKind::tinyint},     Word{"smallint", TypeKind::smallint},
    Word{"int", TypeKind::integer},       Word{"integer", TypeKind::integer},     Word{"bigint", TypeKind::bigint},
    Word{"long", TypeKind::bigint},       Word{"float", TypeKind::real},          Word{"real", TypeKind::real},
    Word{"double", TypeKind::double_},    Word{"double precision", TypeKind::double_},
    Word{"decimal", TypeKind::decimal},   Word{"numeric", TypeKind::decimal},     Word{"dec", TypeKind::decimal},
    Word{"string", TypeKind::varchar},    Word{"varchar", TypeKind::varchar},     Word{"char", TypeKind::char_},
    Word{"binary", TypeKind::varbinary},  Word{"date", TypeKind::date},           Word{"timestamp", TypeKind::timestamp},
    Word{"timestamptz", TypeKind::timestamp_tz},                                  Word{"time", TypeKind::time},
    Word{"uuid", TypeKind::uuid},
};

constexpr std::array kTrinoWords{
    Word{"boolean", TypeKind::boolean},     Word{"tinyint", TypeKind::tinyint},     Word{"smallint", TypeKind::smallint},
    Word{"integer", TypeKind::integer},     Word{"int", TypeKind::integer},         Word{"bigint", TypeKind::bigint},
    Word{"real", TypeKind::real},           Word{"double", TypeKind::double_},      Word{"double precision", TypeKind::double_},
    Word{"float", TypeKind::double_},       Word{"decimal", TypeKind::decimal},     Word{"dec", TypeKind::decimal},
    Word{"numeric", TypeKind::decimal},     Word{"varchar", TypeKind::varchar},     Word{"char", TypeKind::char_},
    Word{"varbinary", TypeKind::varbinary}, Word{"date", TypeKind::date},           Word{"time", TypeKind::time},
    Word{"timestamp", TypeKind::timestamp}, Word{"json", TypeKind::json},           Word{"uuid", TypeKind::uuid},
    Word{"ipaddress", TypeKind::ipaddress}, Word{"unknown", TypeKind::unknown},
    Word{"hyperloglog", TypeKind::hyperloglog}, Word{"tdigest", TypeKind::tdigest}, Word{"setdigest", TypeKind::set_digest},
    Word{"interval day to second", TypeKind::interval_day_time},
    Word{"interval year to month", TypeKind::interval_year_month},
};

constexpr std::array kRedshiftWords{
    Word{"smallint", TypeKind::smallint},   Word{"int2", TypeKind::smallint},       Word{"integer", TypeKind::integer},
    Word{"int", TypeKind::integer},         Word{"int4", TypeKind::integer},        Word{"bigint", TypeKind::bigint},
    Word{"int8", TypeKind::bigint},         Word{"decimal", TypeKind::decimal},     Word{"numeric", TypeKind::decimal},
    Word{"real", TypeKind::real},           Word{"float4", TypeKind::real},         Word{"double precision", TypeKind::double_},
    Word{"float8", TypeKind::double_},      Word{"float", TypeKind::double_},       Word{"double", TypeKind::double_},
    Word{"boolean", TypeKind::boolean},     Word{"bool", TypeKind::boolean},        Word{"char", TypeKind::char_},
    Word{"character", TypeKind::char_},     Word{"nchar", TypeKind::char_},         Word{"bpchar", TypeKind::char_},
    Word{"varchar", TypeKind::varchar},     Word{"character varying", TypeKind::varchar},
    Word{"nvarchar", TypeKind::varchar},    Word{"text", TypeKind::varchar},        Word{"string", TypeKind::varchar},
    Word{"date", TypeKind::date},           Word{"time", TypeKind::time},           Word{"time without time zone", TypeKind::time},
    Word{"timetz", TypeKind::time_tz},      Word{"time with time zone", TypeKind::time_tz},
    Word{"timestamp", TypeKind::timestamp}, Word{"timestamp without time zone", TypeKind::timestamp},
    Word{"timestamptz", TypeKind::timestamp_tz},
    Word{"timestamp with time zone", TypeKind::timestamp_tz},
    Word{"super", TypeKind::super_},        Word{"varbyte", TypeKind::varbinary},   Word{"varbinary", TypeKind::varbinary},
    Word{"binary varying", TypeKind::varbinary},
    Word{"hllsketch", TypeKind::hllsketch}, Word{"oid", TypeKind::oid},             Word{"name", TypeKind::name},
    Word{"regtype", TypeKind::regtype},     Word{"regclass", TypeKind::regtype},    Word{"regproc", TypeKind::regtype},
    Word{"interval day to second", TypeKind::interval_day_time},
    Word{"interval year to month", TypeKind::interval_year_month},
};

template <size_t N>
TypeKind find_word(const std::array<Word, N>& words, std::string_view text) {
  for (const auto& word : words)
    if (word.text == text) return word.kind;
  return TypeKind::unknown;
}

// A recursive-descent reader of one type; Hive nests with <> and ':', Trino with () and blanks.
class TypeReader {
 public:
  TypeReader(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  std::optional<Type> whole() {
    auto type = read();
    skip_blanks();
    if (!type || at_ != text_.size()) return std::nullopt;
    return type;
  }

 private:
  bool hive() const { return dialect_ == Dialect::hive; }
  char open() const { return hive() ? '<' : '('; }
  char close() const { return hive() ? '>' : ')'; }
  void skip_blanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string word() {
    skip_blanks();
    std::string out;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_++])));
    return out;
  }
  // Takes the following words if they are there: "with time zone", "to second".
  bool words(std::string_view phrase) {
    const size_t start = at_;
    size_t from = 0;
    while (from < phrase.size()) {
      const size_t end = std::min(phrase.find(' ', from), phrase.size());
      if (word() != phrase.substr(from, end - from)) {
        at_ = start;
        return false;
      }
      from = end + 1;
    }
    return true;
  }
  std::optional<int> number() {
    const auto digits = word();
    if (digits.empty() || digits.size() > 9 || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return std::nullopt;
    return std::stoi(digits);
  }
  std::string field_name() {
    skip_blanks();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '`') {
      // Glue's own crawlers write field names with characters that no identifier has.
      std::string out;
      while (at_ < text_.size() && text_[at_] != (hive() ? ':' : ' ') && text_[at_] != ',' && text_[at_] != ')' && text_[at_] != '(' &&
             text_[at_] != '>' && text_[at_] != '<')
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_++])));
      while (!out.empty() && out.back() == ' ') out.pop_back();
      return out;
    }
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != quote) {
        out += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == quote) {
        out += quote;
        ++at_;
      } else {
        ++at_;
        break;
      }
    }
    return out;
  }

  std::optional<Type> read() {
    if (++depth_ > kMaxDepth) return std::nullopt;
    auto type = read_one();
    --depth_;
    return type;
  }

  std::optional<Type> read_one() {
    const auto name = word();
    if (name == "array") return read_children(TypeKind::array, 1);
    if (name == "map") return read_children(TypeKind::map, 2);
    if (name == (hive() ? "struct" : "row")) return read_row();
    std::string full = name;
    for (const char* tail : {"precision", "varying", "day to second", "year to month"})
      if ((name == "double" || name == "character" || name == "interval" || name == "binary") && words(tail)) full += std::string(" ") + tail;
    Type type = simple(type_word(full, dialect_));
    if (type.kind == TypeKind::unknown && full != "unknown") return std::nullopt;
    return read_arguments(std::move(type));
  }

  std::optional<Type> read_children(TypeKind kind, size_t count) {
    Type type = simple(kind);
    if (!take(open())) return std::nullopt;
    for (size_t i = 0; i < count; ++i) {
      if (i > 0 && !take(',')) return std::nullopt;
      auto child = read();
      if (!child) return std::nullopt;
      type.children.push_back(std::move(*child));
    }
    if (!take(close())) return std::nullopt;
    return type;
  }

  std::optional<Type> read_row() {
    Type type = simple(TypeKind::row);
    if (!take(open())) return std::nullopt;
    do {
      auto field = read_field(type);
      if (!field) return std::nullopt;
      type.children.push_back(std::move(*field));
    } while (take(','));
    if (!take(close())) return std::nullopt;
    return type;
  }

  std::optional<Type> read_field(Type& row) {
    const size_t start = at_;
    if (!hive()) {  // an anonymous field is a type alone
      auto type = read();
      skip_blanks();
      if (type && at_ < text_.size() && (text_[at_] == ',' || text_[at_] == ')')) {
        row.field_names.emplace_back();
        return type;
      }
      at_ = start;
    }
    row.field_names.push_back(field_name());
    if (hive() && !take(':')) return std::nullopt;
    return read();
  }

  std::optional<Type> read_arguments(Type type) {
    std::optional<int> first, second;
    if (take('(')) {
      first = number();
      if (!first) return std::nullopt;
      if (take(',') && !(second = number())) return std::nullopt;
      if (!take(')')) return std::nullopt;
    }
    switch (type.kind) {
      case TypeKind::decimal:
        type.precision = first.value_or(hive() ? 10 : dialect_ == Dialect::trino ? 38 : 18);
        type.scale = second.value_or(0);
        if (type.precision < 1 || type.precision > 38 || type.scale > type.precision) return std::nullopt;
        break;
      case TypeKind::varchar: type.precision = first.value_or(0); break;
      case TypeKind::char_: type.precision = first.value_or(1); break;
      case TypeKind::time:
      case TypeKind::timestamp:
        type.precision = first.value_or(3);
        if (words("with time zone")) type.kind = type.kind == TypeKind::time ? TypeKind::time_tz : TypeKind::timestamp_tz;
        break;
      case TypeKind::timestamp_tz:
      case TypeKind::time_tz: type.precision = first.value_or(hive() ? 6 : 3); break;
      default:
        if (first) return std::nullopt;
    }
    return type;
  }

  static constexpr int kMaxDepth = 64;  // far above any real table; keeps hostile text off the stack
  std::string_view text_;
  Dialect dialect_;
  size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

TypeKind type_word(std::string_view lower_case_word, Dialect dialect) {
  switch (dialect) {
    case Dialect::trino: return find_word(kTrinoWords, lower_case_word);
    case Dialect::hive: return find_word(kHiveWords, lower_case_word);
    case Dialect::redshift: return find_word(kRedshiftWords, lower_case_word);
  }
  return TypeKind::unknown;
}

Result<Type> parse_hive_type(std::string_view text) {
  auto type = TypeReader(text, Dialect::hive).whole();
  if (!type) return Error{"HIVE_INVALID_METADATA", "Invalid column type: " + std::string(text), 0, {}};
  return std::move(*type);
}

Result<Type> parse_trino_type(std::string_view text) {
  auto type = TypeReader(text, Dialect::trino).whole();
  if (!type) return Error{"TYPE_NOT_FOUND", "Unknown type: " + std::string(text), 0, {}};
  return std::move(*type);
}

}  // namespace tarn::sql
