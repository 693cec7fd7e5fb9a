#include "sql/scanner/scanner.h"

#include <cctype>

namespace tarn::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

class Scanner {
 public:
  Scanner(std::string_view text, const DialectTraits& traits) : text_(text), traits_(traits) {}

  Result<std::vector<Token>> run() {
    tokens_.reserve(text_.size() / 5 + 8);
    while (true) {
      TRY(skip_blanks_and_comments());
      begin_ = at_;
      if (at_ >= text_.size()) break;
      auto kind = TRY(next());
      push(kind);
    }
    push(TokenKind::end);
    return std::move(tokens_);
  }

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool begins(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }

  void push(TokenKind kind) {
    advance_position(begin_);
    tokens_.push_back({kind, static_cast<uint32_t>(begin_), static_cast<uint32_t>(at_), line_, column_});
  }

  // Columns count UTF-16 units, as the real services do.
  void advance_position(size_t to) {
    for (; counted_ < to; ++counted_) {
      auto byte = static_cast<unsigned char>(text_[counted_]);
      if (byte == '\n') {
        ++line_;
        column_ = 1;
      } else if ((byte & 0xC0) != 0x80) {
        column_ += byte >= 0xF0 ? 2 : 1;
      }
    }
  }

  Error unterminated(std::string_view what, size_t from) const {
    Error error{"42601", "unterminated " + std::string(what) + " at or near \"" + std::string(text_.substr(from)) + "\""};
    return std::move(error).with("Position", std::to_string(character_position(text_, from)));
  }

  Result<void> skip_blanks_and_comments() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
      } else if (begins("--")) {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (traits_.block_comments && begins("/*")) {
        if (!TRY(skip_block_comment())) return {};
      } else {
        return {};
      }
    }
    return {};
  }

  // false: not terminated, and the dialect then reads '/' and '*' as symbols.
  Result<bool> skip_block_comment() {
    size_t start = at_;
    int depth = 0;
    for (size_t i = at_; i + 1 < text_.size(); ++i) {
      if (text_[i] == '/' && text_[i + 1] == '*' && (depth == 0 || traits_.nested_comments)) {
        ++depth;
        ++i;
      } else if (text_[i] == '*' && text_[i + 1] == '/') {
        ++i;
        if (--depth == 0) {
          at_ = i + 1;
          return true;
        }
      }
    }
    if (traits_.dialect == Dialect::redshift) return unterminated("/* comment", start);
    return false;
  }

  Result<TokenKind> next() {
    char c = peek();
    if (c == '\'' || (c == '"' && traits_.double_quoted_strings)) return quoted_string(c, TokenKind::string);
    if (traits_.prefixed_strings && (c == 'X' || c == 'x') && peek(1) == '\'') return prefixed(1, TokenKind::binary_string);
    if (traits_.prefixed_strings && (c == 'U' || c == 'u') && peek(1) == '&' && peek(2) == '\'') return prefixed(2, TokenKind::unicode_string);
    // E'..': the real service refuses it, but psql asks the catalog with it; backslashes are escapes in plain strings anyway.
    if (traits_.dialect == Dialect::redshift && (c == 'E' || c == 'e') && peek(1) == '\'') return prefixed(1, TokenKind::string);
    if (c == traits_.identifier_quote) return quoted_identifier(c, TokenKind::quoted_identifier);
    if (c == '`') return quoted_identifier(c, TokenKind::backquoted);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)) && !after_name())) return number();
    if (begins_name(c)) return name();
    if (c == '?') return take(1, TokenKind::parameter);
    if (traits_.dollar_quotes && c == '$') return dollar();
    for (auto symbol : traits_.symbols) {
      if (begins(symbol)) return take(symbol.size(), TokenKind::symbol);
    }
    size_t length = 1;
    while (is_high(c) && (static_cast<unsigned char>(peek(length)) & 0xC0) == 0x80) ++length;
    return take(length, TokenKind::unrecognized);
  }

  TokenKind take(size_t length, TokenKind kind) {
    at_ += length;
    return kind;
  }

  // t.1 does not occur, but a.b is not a number: only a '.' that follows no name begins one.
  bool after_name() const {
    return !tokens_.empty() && tokens_.back().end == at_ &&
           (tokens_.back().kind == TokenKind::word || tokens_.back().kind == TokenKind::quoted_identifier);
  }

  Result<TokenKind> prefixed(size_t skip, TokenKind kind) {
    size_t start = at_;
    at_ += skip;
    auto inner = TRY(quoted_string('\'', kind));
    if (inner != TokenKind::unrecognized) return inner;
    at_ = start;
    return name();
  }

  Result<TokenKind> quoted_string(char quote, TokenKind kind) {
    size_t start = at_;
    bool doubling = quote == '\'' && traits_.dialect != Dialect::hive;
    for (size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\' && traits_.backslash_escapes) {
        ++i;
      } else if (text_[i] == quote) {
        if (doubling && i + 1 < text_.size() && text_[i + 1] == quote) {
          ++i;
          continue;
        }
        at_ = i + 1;
        return kind;
      }
    }
    if (traits_.dialect == Dialect::redshift) return unterminated("quoted string", start);
    return take(1, TokenKind::unrecognized);
  }

  Result<TokenKind> quoted_identifier(char quote, TokenKind kind) {
    size_t start = at_;
    for (size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] != quote) continue;
      if (i + 1 < text_.size() && text_[i + 1] == quote) {
        ++i;
        continue;
      }
      at_ = i + 1;
      return kind;
    }
    if (traits_.dialect == Dialect::redshift && quote == '"') return unterminated("quoted identifier", start);
    return take(1, TokenKind::unrecognized);
  }

  bool begins_name(char c) const {
    if (is_letter(c) || c == '_') return true;
    if (is_high(c)) return traits_.unicode_identifiers;
    return c == '#' && traits_.hash_identifiers && (is_letter(peek(1)) || peek(1) == '_') && hash_begins_name();
  }

  // '#' is also Redshift's exclusive or: a name follows only where no operand stands before it.
  bool hash_begins_name() const {
    if (tokens_.empty()) return true;
    const Token& last = tokens_.back();
    auto piece = last.in(text_);
    if (last.kind == TokenKind::symbol) return piece != ")" && piece != "]";
    if (last.kind != TokenKind::word) return false;
    for (auto word : {"UPDATE", "TRUNCATE", "EXISTS", "VACUUM", "COPY", "DELETE", "VIEW", "APPEND", "LOCK"}) {
      if (word_equals(piece, word)) return true;
    }
    return is_reserved(traits_, piece);
  }

  bool continues_name(char c) const {
    return is_letter(c) || is_digit(c) || c == '_' || (is_high(c) && traits_.unicode_identifiers) ||
           (c == '$' && traits_.dialect == Dialect::redshift);
  }

  TokenKind name() {
    ++at_;
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    return TokenKind::word;
  }

  void digits() {
    while (is_digit(peek()) || (traits_.number_prefixes && peek() == '_' && is_digit(peek(1)))) ++at_;
  }

  TokenKind number() {
    if (traits_.number_prefixes && peek() == '0' && prefixed_integer()) return TokenKind::integer;
    auto kind = TokenKind::integer;
    digits();
    if (peek() == '.' && !(peek(1) == '.')) {
      kind = TokenKind::decimal;
      ++at_;
      digits();
    }
    char sign = peek(1);
    if ((peek() == 'e' || peek() == 'E') && (is_digit(sign) || ((sign == '+' || sign == '-') && is_digit(peek(2))))) {
      kind = TokenKind::floating;
      at_ += is_digit(sign) ? 1 : 2;
      digits();
    }
    return number_tail(kind);
  }

  bool prefixed_integer() {
    char base = static_cast<char>(peek(1) | 0x20);
    auto fits = [&](char c) {
      return base == 'x' ? std::isxdigit(static_cast<unsigned char>(c)) != 0 : base == 'b' ? c == '0' || c == '1' : c >= '0' && c <= '7';
    };
    if ((base != 'x' && base != 'b' && base != 'o') || !fits(peek(2))) return false;
    at_ += 2;
    while (fits(peek()) || (peek() == '_' && fits(peek(1)))) ++at_;
    return true;
  }

  // What may stand right behind the digits: a suffix of Hive, or letters that make it a name or an error.
  TokenKind number_tail(TokenKind kind) {
    if (!is_letter(peek()) && peek() != '_') return kind;
    if (traits_.dialect == Dialect::redshift) return kind;  // 1x is 1 with the alias x
    size_t tail = at_;
    while (tail < text_.size() && continues_name(text_[tail])) ++tail;
    auto letters = text_.substr(at_, tail - at_);
    if (traits_.digit_first_identifiers) {
      at_ = tail;
      bool suffix = letters.find_first_not_of(traits_.number_suffixes) == std::string_view::npos && letters.size() <= 2;
      return suffix ? kind : TokenKind::word;
    }
    if (kind == TokenKind::decimal) return kind;
    at_ = tail;
    return TokenKind::digit_identifier;
  }

  Result<TokenKind> dollar() {
    if (is_digit(peek(1))) {
      ++at_;
      while (is_digit(peek())) ++at_;
      return TokenKind::numbered_parameter;
    }
    size_t tag_end = at_ + 1;
    while (tag_end < text_.size() && (is_letter(text_[tag_end]) || is_digit(text_[tag_end]) || text_[tag_end] == '_')) ++tag_end;
    if (tag_end >= text_.size() || text_[tag_end] != '$') return take(1, TokenKind::unrecognized);
    auto tag = text_.substr(at_, tag_end + 1 - at_);
    size_t close = text_.find(tag, tag_end + 1);
    if (close == std::string_view::npos) return unterminated("dollar-quoted string", at_);
    at_ = close + tag.size();
    return TokenKind::dollar_string;
  }

  std::string_view text_;
  const DialectTraits& traits_;
  std::vector<Token> tokens_;
  size_t at_ = 0, begin_ = 0, counted_ = 0;
  int32_t line_ = 1, column_ = 1;
};

}  // namespace

Result<std::vector<Token>> scan(std::string_view text, const DialectTraits& traits) { return Scanner(text, traits).run(); }

size_t character_position(std::string_view text, size_t offset) {
  size_t position = 1;
  for (size_t i = 0; i < offset && i < text.size(); ++i) position += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  return position;
}

}  // namespace tarn::sql
