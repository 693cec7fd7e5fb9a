#include "sql/parser/cursor.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace tarn::sql {

Cursor::Cursor(std::string_view text, std::span<const Token> tokens, Dialect dialect, const ParseOptions& options, bool recording)
    : text_(text), tokens_(tokens), traits_(&traits_of(dialect)), options_(options), recording_(recording) {}

bool Cursor::at(std::string_view symbol, size_t ahead) const {
  const Token& token = peek(ahead);
  if (token.kind == TokenKind::word) return word_equals(token.in(text_), symbol);
  return token.kind == TokenKind::symbol && token.in(text_) == symbol;
}

bool Cursor::at_all(std::initializer_list<std::string_view> symbols) const {
  size_t ahead = 0;
  return std::ranges::all_of(symbols, [&](auto symbol) { return at(symbol, ahead++); });
}

bool Cursor::at_any(std::initializer_list<std::string_view> symbols, size_t ahead) const {
  return std::ranges::any_of(symbols, [&](auto symbol) { return at(symbol, ahead); });
}

bool Cursor::at_identifier(size_t ahead) const {
  const Token& token = peek(ahead);
  if (token.kind == TokenKind::quoted_identifier) return true;
  return token.kind == TokenKind::word && !is_reserved(*traits_, token.in(text_));
}

bool Cursor::at_string() const {
  return at_kind(TokenKind::string) || at_kind(TokenKind::unicode_string) || at_kind(TokenKind::dollar_string);
}

bool Cursor::accept(std::string_view symbol) {
  if (at(symbol)) {
    skip();
    return true;
  }
  note(symbol);
  return false;
}

bool Cursor::accept_all(std::initializer_list<std::string_view> symbols) {
  if (at_all(symbols)) {
    at_ += symbols.size();
    return true;
  }
  note(*symbols.begin());
  return false;
}

Result<void> Cursor::expect(std::string_view symbol) {
  if (!accept(symbol)) return mismatch();
  return {};
}

Result<void> Cursor::expect_closing_angle() {
  if (!at(">>")) return expect(">");
  if (half_taken_) skip();
  half_taken_ = !half_taken_;
  return {};
}

Result<void> Cursor::expect_all(std::initializer_list<std::string_view> symbols) {
  for (auto symbol : symbols) TRY(expect(symbol));
  return {};
}

std::string_view Cursor::accept_any(std::initializer_list<std::string_view> symbols) {
  for (auto symbol : symbols) {
    if (accept(symbol)) return symbol;
  }
  return {};
}

Result<std::string_view> Cursor::expect_any(std::initializer_list<std::string_view> symbols) {
  auto taken = accept_any(symbols);
  if (taken.empty()) return mismatch();
  return taken;
}

ast::Identifier Cursor::take_word() {
  const Token& token = peek();
  ast::Identifier out;
  out.text = token_value(token, text_, *traits_);
  out.quoted = token.kind != TokenKind::word;
  bool keep_case = out.quoted && options_.case_sensitive_identifiers;
  out.value = keep_case ? out.text : lower_ascii(out.text);
  out.span = {token.position(), token.offset, token.end};
  skip();
  return out;
}

Result<ast::Identifier> Cursor::identifier() {
  const Token& token = peek();
  if (at_identifier()) {
    if (token.kind == TokenKind::quoted_identifier && token.end - token.offset == 2) {
      return error_at(token, redshift() ? "zero-length delimited identifier at or near \"\"\"\"" : "Zero-length delimited identifier not allowed");
    }
    return take_word();
  }
  note("<identifier>");
  if (trino() && token.kind == TokenKind::backquoted) {
    return error_at(token, "backquoted identifiers are not supported; use double quotes to quote identifiers");
  }
  if (trino() && token.kind == TokenKind::digit_identifier) {
    return error_at(token, "identifiers must not start with a digit; surround the identifier with double quotes");
  }
  return mismatch();
}

Result<ast::Identifier> Cursor::label() {
  if (traits_->label_keywords && at_kind(TokenKind::word)) return take_word();
  return identifier();
}

Result<std::vector<ast::Identifier>> Cursor::identifiers() {
  std::vector<ast::Identifier> out;
  do {
    out.push_back(TRY(identifier()));
  } while (accept(","));
  return out;
}

Result<std::vector<ast::Identifier>> Cursor::parenthesized_identifiers() {
  TRY(expect("("));
  auto out = TRY(identifiers());
  TRY(expect(")"));
  return out;
}

Result<ast::ObjectName> Cursor::name() {
  auto begin = mark();
  ast::ObjectName out;
  out.parts.push_back(TRY(identifier()));
  while (accept(".")) out.parts.push_back(TRY(label()));
  out.span = span_from(begin);
  return out;
}

std::optional<std::string> Cursor::accept_string() {
  if (!at_kind(TokenKind::string) && !at_kind(TokenKind::dollar_string)) {
    note("<string>");
    return std::nullopt;
  }
  auto value = token_value(peek(), text_, *traits_);
  skip();
  // Adjacent literals on separate lines are one (PostgreSQL); Hive joins them anywhere.
  while (!trino() && at_kind(TokenKind::string) && (hive() || peek().line > previous().line)) {
    value += token_value(peek(), text_, *traits_);
    skip();
  }
  return value;
}

Result<std::string> Cursor::string() {
  if (auto value = accept_string()) return *value;
  if (!at_kind(TokenKind::unicode_string)) return mismatch();
  const Token token = peek();
  skip();
  char escape = '\\';
  if (accept("UESCAPE")) {
    auto given = TRY(string());
    if (given.size() != 1) return error_at(previous(), "Invalid Unicode escape character: " + given);
    escape = given[0];
  }
  auto decoded = decode_unicode_string(token_value(token, text_, *traits_), escape);
  if (!decoded.ok()) return error_at(token, decoded.error().message);
  return decoded;
}

Result<int64_t> Cursor::integer() {
  bool negative = at("-") && !trino();
  if (negative) skip();
  if (!at_integer()) {
    note("<integer>");
    return mismatch();
  }
  int64_t value = 0;
  std::string digits = (negative ? "-" : "") + std::string(piece());
  std::erase(digits, '_');
  auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc() || end != digits.data() + digits.size()) return error_at(peek(), "Invalid numeric literal: " + digits);
  skip();
  return value;
}

ast::Span Cursor::span_from(Mark begin) const {
  const Token& first = tokens_[begin.at];
  return {first.position(), first.offset, std::max(previous().end, first.offset)};
}

std::string_view Cursor::text_from(Mark begin) const {
  auto span = span_from(begin);
  return text_.substr(span.offset, span.end - span.offset);
}

void Cursor::note_slowly(std::string_view expected) {
  if (at_ < furthest_ || at_ == muted_) return;
  if (at_ > furthest_) {
    furthest_ = at_;
    expected_.clear();
  }
  expected_.emplace_back(expected);
}

Error Cursor::mismatch() {
  if (recording_ && furthest_ < at_) {
    furthest_ = at_;
    expected_.clear();
  }
  size_t where = recording_ ? furthest_ : at_;
  const Token& token = tokens_[where];
  switch (dialect()) {
    case Dialect::trino: return trino_mismatch(token);
    case Dialect::hive: return hive_mismatch(token);
    case Dialect::redshift: return redshift_mismatch(token);
  }
  return trino_mismatch(token);
}

Error Cursor::mismatch_here() {
  furthest_ = at_;
  expected_.clear();
  return mismatch();
}

namespace {

bool is_symbol(std::string_view expected) { return !expected.starts_with('<') || expected.size() < 3; }

// Trino sorts the quoted names and puts the rules, in angle brackets, behind them.
std::string join_expected(const std::vector<std::string>& expected) {
  std::set<std::string> quoted, rules;
  for (const auto& name : expected) {
    if (is_symbol(name)) {
      quoted.insert("'" + name + "'");
    } else {
      rules.insert(name);
    }
  }
  std::string out;
  for (const auto* names : {&quoted, &rules}) {
    for (const auto& name : *names) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

}  // namespace

Error Cursor::trino_mismatch(const Token& token) const {
  std::string found = token.kind == TokenKind::end ? "<EOF>" : std::string(token.in(text_));
  if (token.kind == TokenKind::backquoted) {
    return error_at(token, "backquoted identifiers are not supported; use double quotes to quote identifiers");
  }
  if (token.kind == TokenKind::digit_identifier) {
    return error_at(token, "identifiers must not start with a digit; surround the identifier with double quotes");
  }
  return error_at(token, "mismatched input '" + found + "'. Expecting: " + join_expected(expected_));
}

Error Cursor::hive_mismatch(const Token& token) const {
  std::string found = token.kind == TokenKind::end ? "<EOF>" : std::string(token.in(text_));
  std::set<std::string> unique(expected_.begin(), expected_.end());
  if (unique.size() != 1) {
    // The text from the beginning of the statement up to the token that fits nothing.
    auto read = text_.substr(tokens_[0].offset, token.end - tokens_[0].offset);
    return error_at(token, "no viable alternative at input '" + std::string(read) + (token.kind == TokenKind::end ? "<EOF>'" : "'"));
  }
  auto wanted = *unique.begin();
  return error_at(token, "mismatched input '" + found + "' expecting " + (is_symbol(wanted) ? "'" + wanted + "'" : wanted));
}

Error Cursor::redshift_mismatch(const Token& token) const {
  if (token.kind == TokenKind::end) return error_at(token, "syntax error at end of input");
  return error_at(token, "syntax error at or near \"" + std::string(token.in(text_)) + "\"");
}

Error Cursor::error_at(const Token& token, std::string message) const {
  return error_at(token, redshift() ? "42601" : "SYNTAX_ERROR", std::move(message));
}

Error Cursor::error_at(const Token& token, std::string code, std::string message) const {
  if (redshift()) return Error{std::move(code), std::move(message)}.with("Position", std::to_string(character_position(text_, token.offset)));
  return {std::move(code), "line " + std::to_string(token.line) + ":" + std::to_string(token.column) + ": " + message};
}

Error Cursor::not_supported() const { return {"NOT_SUPPORTED", "Queries of this type are not supported"}; }

Error Cursor::too_deep() const {
  if (redshift()) return {"54001", "stack depth limit exceeded"};
  return {"STATEMENT_TOO_LARGE", "line 1:1: statement is too large (stack overflow while parsing)"};
}

Result<Cursor::Nest> Cursor::nest() {
  if (depth_ >= kMaxDepth) return too_deep();
  return Nest(depth_);
}

Result<void> Cursor::chain(int links) const {
  if (links > kMaxChain) return too_deep();
  return {};
}

}  // namespace tarn::sql
