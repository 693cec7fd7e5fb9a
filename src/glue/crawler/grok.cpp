#include "glue/crawler/grok.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <map>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kMaxExpandedBytes = 256 * 1024;
constexpr int kMaxDepth = 32;
constexpr uint32_t kMaxSteps = 200'000;        // of matching one line
constexpr uint32_t kMaxHeapKilobytes = 16 * 1024;

Error invalid(const std::string& message) { return {"InvalidInputException", message, 400, {}}; }

using Patterns = std::map<std::string, std::string, std::less<>>;

Result<Patterns> parse_custom(std::string_view lines) {
  Patterns out;
  while (!lines.empty()) {
    auto end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line[0] == '#') continue;
    auto blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos) return invalid("The custom pattern " + std::string(line) + " has no expression.");
    auto expression = line.substr(line.find_first_not_of(" \t", blank));
    out[std::string(line.substr(0, blank))] = expression;
  }
  return out;
}

Result<sql::Type> type_named(std::string_view name) {
  using sql::TypeKind;
  static const std::map<std::string_view, TypeKind> kTypes{{"byte", TypeKind::tinyint}, {"boolean", TypeKind::boolean}, {"double", TypeKind::double_},
                                                           {"short", TypeKind::smallint}, {"int", TypeKind::integer}, {"long", TypeKind::bigint},
                                                           {"float", TypeKind::real}, {"string", TypeKind::varchar}};
  auto found = kTypes.find(name);
  if (found == kTypes.end()) return invalid("Grok has no data type " + std::string(name) + ".");
  return sql::simple(found->second);
}

// Puts the named expressions in the places of their names.
class Expander {
 public:
  explicit Expander(const Patterns& custom) : custom_(custom) {}

  Schema columns;

  Result<std::string> expand(std::string_view pattern, int depth = 0) {
    if (depth == kMaxDepth) return invalid("The grok pattern refers to itself.");
    std::string out;
    while (true) {
      auto begin = pattern.find("%{");
      out += pattern.substr(0, begin);
      if (begin == std::string_view::npos) break;
      auto end = pattern.find('}', begin);
      if (end == std::string_view::npos) return invalid("A %{ of the grok pattern is not closed.");
      out += TRY(reference(pattern.substr(begin + 2, end - begin - 2), depth));
      pattern.remove_prefix(end + 1);
      if (out.size() > kMaxExpandedBytes) return invalid("The grok pattern is too large.");
    }
    return out;
  }

 private:
  Result<std::string> reference(std::string_view text, int depth) {
    auto colon = text.find(':');
    std::string name(text.substr(0, colon));
    std::string_view expression;
    if (auto own = custom_.find(name); own != custom_.end()) expression = own->second;
    else expression = builtin_grok_pattern(name);
    if (expression.empty()) return invalid("Unknown grok pattern: " + name);
    if (colon != std::string_view::npos) TRY(add_column(text.substr(colon + 1)));
    return "(?:" + TRY(expand(expression, depth + 1)) + ")";
  }

  Result<void> add_column(std::string_view field) {
    auto colon = field.find(':');
    std::string name = to_lower(field.substr(0, colon));
    if (name.empty()) return invalid("A field of the grok pattern has no name.");
    auto type = colon == std::string_view::npos ? sql::varchar() : TRY(type_named(field.substr(colon + 1)));
    bool known = std::any_of(columns.begin(), columns.end(), [&](const FoundColumn& column) { return column.name == name; });
    if (!known) columns.push_back({name, type});
    return {};
  }

  const Patterns& custom_;
};

}  // namespace

struct Grok::Program {
  pcre2_code* code = nullptr;
  pcre2_match_context* limits = nullptr;

  ~Program() {
    pcre2_match_context_free(limits);
    pcre2_code_free(code);
  }
};

Result<Grok> Grok::compile(const std::string& pattern, const std::string& custom_patterns) {
  auto custom = TRY(parse_custom(custom_patterns));
  Expander expander(custom);
  auto expression = TRY(expander.expand(pattern));
  auto program = std::make_shared<Program>();
  int failure = 0;
  PCRE2_SIZE at = 0;
  program->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(), PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C, &failure, &at, nullptr);
  if (!program->code) {
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(failure, message, sizeof message);
    return invalid("Invalid grok pattern: " + std::string(reinterpret_cast<char*>(message)));
  }
  pcre2_jit_compile(program->code, PCRE2_JIT_COMPLETE);
  program->limits = pcre2_match_context_create(nullptr);
  pcre2_set_match_limit(program->limits, kMaxSteps);
  pcre2_set_heap_limit(program->limits, kMaxHeapKilobytes);
  Grok out;
  out.pattern_ = pattern;
  out.custom_patterns_ = custom_patterns;
  out.columns_ = std::move(expander.columns);
  out.program_ = std::move(program);
  return out;
}

bool Grok::matches(std::string_view line) const {
  auto* found = pcre2_match_data_create(1, nullptr);
  int count = pcre2_match(program_->code, reinterpret_cast<PCRE2_SPTR>(line.data()), line.size(), 0, 0, found, program_->limits);
  pcre2_match_data_free(found);
  return count >= 0;
}

}  // namespace tarn::glue::crawler
