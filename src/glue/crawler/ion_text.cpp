// Text Ion 1.0 as far as data files use it (amazon-ion.github.io/ion-docs/docs/spec.html): structs, lists, s-expressions, scalars,
// annotations, comments.
#include <charconv>
#include <limits>

#include "base/encoding.h"
#include "glue/crawler/ion.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr int kMaxDepth = 64;
constexpr std::string_view kVersion = "$ion_1_0";

bool ends_token(char c) { return std::string_view(" \t\r\n,:{}[]()\"'").find(c) != std::string_view::npos; }

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

  bool skip_version() {
    skip_blanks();
    if (!rest_.starts_with(kVersion)) return false;
    rest_.remove_prefix(kVersion.size());
    return true;
  }

  bool starts_struct() {
    skip_blanks();
    return rest_.starts_with('{') && !rest_.starts_with("{{");
  }

  // nullopt: broken or cut.
  std::optional<Type> value(int depth = 0) {
    skip_blanks();
    if (rest_.empty() || depth == kMaxDepth) return std::nullopt;
    if (rest_.starts_with("{{")) return lob();
    switch (rest_[0]) {
      case '{': return struct_value(depth);
      case '[': return list(']', depth);
      case '(': return list(')', depth);
      case '"': return quoted('"') ? std::optional(sql::varchar()) : std::nullopt;
      case '\'': return symbol_or_annotated(depth);
      default: return bare(depth);
    }
  }

 private:
  void skip_blanks() {
    while (true) {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
      std::string_view end = rest_.starts_with("//") ? "\n" : rest_.starts_with("/*") ? "*/" : "";
      if (end.empty()) return;
      auto at = rest_.find(end);
      rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
    }
  }

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::optional<std::string> quoted(char quote) {
    std::string out;
    for (size_t at = 1; at < rest_.size(); at++) {
      if (rest_[at] == '\\') {
        at++;
      } else if (rest_[at] == quote) {
        rest_.remove_prefix(at + 1);
        return out;
      } else {
        out += rest_[at];
      }
    }
    return std::nullopt;
  }

  std::optional<Type> symbol_or_annotated(int depth) {
    if (take("'''")) {
      auto end = rest_.find("'''");
      if (end == std::string_view::npos) return std::nullopt;
      rest_.remove_prefix(end + 3);
      return sql::varchar();
    }
    if (!quoted('\'')) return std::nullopt;
    return take("::") ? value(depth + 1) : sql::varchar();
  }

  std::string_view token() {
    size_t end = 0;
    while (end < rest_.size() && !ends_token(rest_[end])) end++;
    auto out = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return out;
  }

  std::optional<Type> lob() {
    auto end = rest_.find("}}");
    if (end == std::string_view::npos) return std::nullopt;
    rest_.remove_prefix(end + 2);
    return sql::simple(TypeKind::varbinary);
  }

  std::optional<std::string> field_name() {
    skip_blanks();
    std::optional<std::string> name;
    if (rest_.starts_with('"')) name = quoted('"');
    else if (rest_.starts_with('\'') && !rest_.starts_with("'''")) name = quoted('\'');
    else if (auto word = token(); !word.empty()) name = std::string(word);
    skip_blanks();
    if (!name || rest_.starts_with("::") || !take(":")) return std::nullopt;
    return name;
  }

  std::optional<Type> struct_value(int depth) {
    take("{");
    Schema fields;
    while (true) {
      skip_blanks();
      if (take("}")) break;
      auto name = field_name();
      auto type = name ? value(depth + 1) : std::nullopt;
      if (!type) return std::nullopt;
      merge_schema(fields, {{to_lower(*name), *type}});
      skip_blanks();
      if (!take(",") && !rest_.starts_with('}')) return std::nullopt;
    }
    Type out = sql::simple(TypeKind::row);
    for (auto& field : fields) {
      out.field_names.push_back(field.name);
      out.children.push_back(field.type);
    }
    return out;
  }

  std::optional<Type> list(char close, int depth) {
    rest_.remove_prefix(1);
    Type element = sql::simple(TypeKind::unknown);
    while (true) {
      skip_blanks();
      if (take(std::string_view(&close, 1))) return sql::array_of(element);
      auto type = value(depth + 1);
      if (!type) return std::nullopt;
      element = widen(element, *type);
      skip_blanks();
      if (!take(",") && close == ']' && !rest_.starts_with(']')) return std::nullopt;
    }
  }

  std::optional<Type> bare(int depth) {
    auto word = token();
    if (word.empty()) return std::nullopt;
    if (take("::")) return value(depth + 1);
    if (word.starts_with("null")) return sql::simple(TypeKind::unknown);
    if (word == "true" || word == "false") return sql::simple(TypeKind::boolean);
    if (word == "nan" || word == "+inf" || word == "-inf") return sql::simple(TypeKind::double_);
    if (word[0] == '-' || (word[0] >= '0' && word[0] <= '9')) return number(word);
    return sql::varchar();  // a symbol
  }

  std::optional<Type> number(std::string_view word) {
    if (word.size() > 4 && (word[4] == 'T' || word[4] == '-')) {
      // The ':' of a time ends a token.
      while (take(":")) token();
      return Type{.kind = TypeKind::timestamp, .precision = 3};
    }
    if (word.find_first_of("eE") != std::string_view::npos) return sql::simple(TypeKind::double_);
    if (auto point = word.find_first_of(".dD"); point != std::string_view::npos) {
      auto fraction = word.substr(point + 1).find_first_not_of("0123456789");
      int scale = static_cast<int>(std::min<size_t>(std::min(fraction, word.size() - point - 1), 38));
      return sql::decimal(38, word[point] == '.' ? scale : 0);
    }
    int64_t whole = 0;
    auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), whole);
    if (error == std::errc::result_out_of_range) return sql::decimal(38, 0);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    bool fits = whole >= std::numeric_limits<int32_t>::min() && whole <= std::numeric_limits<int32_t>::max();
    return sql::simple(fits ? TypeKind::integer : TypeKind::bigint);
  }

  std::string_view rest_;
};

}  // namespace

bool read_text_ion(const Sample& sample, const std::function<void(const Type&)>& row) {
  Reader reader(sample.text);
  bool is_told = reader.skip_version();
  // Without the version marker only structs are taken for Ion: any text is a row of symbols.
  bool some = false;
  while (!reader.at_end()) {
    if (reader.skip_version()) continue;
    if (!is_told && !reader.starts_struct()) return false;
    auto type = reader.value();
    if (!type) return some && !sample.is_whole;
    some = true;
    row(*type);
  }
  return some;
}

}  // namespace tarn::glue::crawler
