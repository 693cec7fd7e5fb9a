// The token stream that the parsers read: looking ahead, taking symbols, and remembering what would have been accepted at the furthest
// token reached, because the real errors print it. The parsers are free functions over a Cursor, grouped by what they parse.
#pragma once
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/ast/node.h"
#include "sql/parser/parser.h"
#include "sql/scanner/scanner.h"

namespace tarn::sql {

class Cursor {
 public:
  // `recording`: note what was expected. The first, fast run does without; a text that fails is read again with it.
  // Text and tokens are borrowed.
  Cursor(std::string_view text, std::span<const Token> tokens, Dialect dialect, const ParseOptions& options, bool recording);

  const DialectTraits& traits() const { return *traits_; }
  Dialect dialect() const { return traits_->dialect; }
  bool trino() const { return dialect() == Dialect::trino; }
  bool hive() const { return dialect() == Dialect::hive; }
  bool redshift() const { return dialect() == Dialect::redshift; }
  std::string_view text() const { return text_; }

  // --- looking

  const Token& peek(size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& previous() const { return tokens_[at_ > 0 ? at_ - 1 : 0]; }
  bool at_end() const { return peek().kind == TokenKind::end; }
  std::string_view piece(size_t ahead = 0) const { return peek(ahead).in(text_); }
  // A word (upper case) or a symbol stands there; nothing is noted.
  bool at(std::string_view symbol, size_t ahead = 0) const;
  bool at_all(std::initializer_list<std::string_view> symbols) const;
  bool at_any(std::initializer_list<std::string_view> symbols, size_t ahead = 0) const;
  bool at_kind(TokenKind kind, size_t ahead = 0) const { return peek(ahead).kind == kind; }
  bool at_identifier(size_t ahead = 0) const;  // a quoted name, or a word that is not reserved
  bool at_integer(size_t ahead = 0) const { return at_kind(TokenKind::integer, ahead); }
  bool at_string() const;

  // --- taking

  void skip() { at_ += at_ + 1 < tokens_.size(); }
  bool accept(std::string_view symbol);                                // notes the symbol where it does not stand
  bool accept_all(std::initializer_list<std::string_view> symbols);    // all or none; notes the first
  Result<void> expect(std::string_view symbol);
  Result<void> expect_closing_angle();                                 // '>', or one half of a '>>' token: struct<a:array<int>>
  Result<void> expect_all(std::initializer_list<std::string_view> symbols);
  std::string_view accept_any(std::initializer_list<std::string_view> symbols);  // the one taken, or empty
  Result<std::string_view> expect_any(std::initializer_list<std::string_view> symbols);

  Result<ast::Identifier> identifier();
  Result<ast::Identifier> label();                       // after '.' and AS: Redshift takes any word there
  ast::Identifier take_word();                           // the current word as a name, whatever it is
  Result<std::vector<ast::Identifier>> identifiers();    // a, b, c
  Result<std::vector<ast::Identifier>> parenthesized_identifiers();
  Result<ast::ObjectName> name();                        // a.b.c
  Result<std::string> string();                          // a string literal, decoded
  Result<int64_t> integer();                             // optional '-', digits
  std::optional<std::string> accept_string();

  // --- places

  struct Mark {
    size_t at;
  };
  Mark mark() const { return {at_}; }
  void reset(Mark mark) { at_ = mark.at; }
  size_t index() const { return at_; }
  ast::Span span_from(Mark begin) const;  // from that token to the last one taken
  std::string_view text_from(Mark begin) const;

  // --- errors

  void note(std::string_view expected) {
    if (recording_) note_slowly(expected);
  }
  // Inside, only `rule` counts as expected at the present token: <expression> instead of the fifty tokens that begin one.
  class Rule;
  Rule rule(std::string_view name);

  Error mismatch();                                    // at the furthest token reached
  Error mismatch_here();                               // at the present token, whatever was tried beyond it
  Error error_at(const Token& token, std::string message) const;  // worded by the dialect's conventions, code SYNTAX_ERROR or 42601
  Error error_at(const Token& token, std::string code, std::string message) const;
  Error not_supported() const;

  // --- bounds

  class Nest;
  Result<Nest> nest();
  Result<void> chain(int links) const;  // of a left-deep operator

  int next_parameter() { return parameters_++; }

  // Of the select item being read: there t.* may stand where t.a may.
  bool in_select_list() const { return in_select_list_; }
  void set_in_select_list(bool value) { in_select_list_ = value; }

 private:
  void note_slowly(std::string_view expected);
  Error trino_mismatch(const Token& token) const;
  Error hive_mismatch(const Token& token) const;
  Error redshift_mismatch(const Token& token) const;
  Error too_deep() const;

  std::string_view text_;
  std::span<const Token> tokens_;
  bool half_taken_ = false;  // of the current '>>'
  const DialectTraits* traits_;
  ParseOptions options_;
  bool recording_;
  size_t at_ = 0;
  size_t furthest_ = 0;
  size_t muted_ = SIZE_MAX;  // the token at which a rule's own name is all that is noted
  std::vector<std::string> expected_;
  int depth_ = 0;
  int parameters_ = 0;
  bool in_select_list_ = false;
};

class Cursor::Rule {
 public:
  Rule(Cursor& cursor, std::string_view name) : cursor_(cursor), outer_(cursor.muted_) {
    cursor.note(name);
    cursor.muted_ = cursor.at_;
  }
  Rule(const Rule&) = delete;
  ~Rule() { cursor_.muted_ = outer_; }

 private:
  Cursor& cursor_;
  size_t outer_;
};
inline Cursor::Rule Cursor::rule(std::string_view name) { return Rule(*this, name); }

class Cursor::Nest {
 public:
  explicit Nest(int& depth) : depth_(&depth) { ++depth; }
  Nest(Nest&& other) noexcept : depth_(std::exchange(other.depth_, nullptr)) {}
  Nest& operator=(Nest&&) = delete;
  ~Nest() {
    if (depth_) --*depth_;
  }

 private:
  int* depth_;
};

}  // namespace tarn::sql
