// Token text to values: quotes, doublings, escapes.

#include <optional>
#include "sql/scanner/scanner.h"

namespace tarn::sql {
namespace {

std::string undouble(std::string_view body, char quote) {
  std::string out;
  out.reserve(body.size());
  for (size_t i = 0; i < body.size(); ++i) {
    out += body[i];
    if (body[i] == quote && i + 1 < body.size() && body[i + 1] == quote) ++i;
  }
  return out;
}

void append_utf8(std::string& out, uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::optional<uint32_t> digits_value(std::string_view digits, int base) {
  uint32_t value = 0;
  for (char c : digits) {
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : 99;
    if (digit >= base) return std::nullopt;
    value = value * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit);
  }
  return value;
}

char simple_escape(char c, Dialect dialect) {
  switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return dialect == Dialect::redshift ? '\f' : 'f';
    case 'Z': return dialect == Dialect::hive ? '\x1A' : 'Z';
    default: return c;
  }
}

// One escape at body[i] == '\\'; returns the index of its last character.
size_t unescape_one(std::string_view body, size_t i, Dialect dialect, std::string& out) {
  char c = body[i + 1];
  bool octal = c >= '0' && c <= '7';
  if (octal && (dialect == Dialect::redshift || body.size() > i + 3)) {
    size_t length = 1;
    while (length < 3 && i + 1 + length < body.size() && body[i + 1 + length] >= '0' && body[i + 1 + length] <= '7') ++length;
    // Hive reads \001 as a byte only with three digits; \0 is NUL there.
    if (dialect == Dialect::redshift || length == 3) {
      out += static_cast<char>(*digits_value(body.substr(i + 1, length), 8));
      return i + length;
    }
  }
  if (dialect == Dialect::hive && c == 'u' && i + 5 < body.size()) {
    if (auto code = digits_value(body.substr(i + 2, 4), 16)) {
      append_utf8(out, *code);
      return i + 5;
    }
  }
  if (dialect == Dialect::hive && c == '0') {
    out += '\0';
  } else if (dialect == Dialect::hive && (c == '%' || c == '_')) {
    out += '\\';
    out += c;
  } else {
    out += simple_escape(c, dialect);
  }
  return i + 1;
}

std::string unescape(std::string_view body, char quote, Dialect dialect) {
  std::string out;
  out.reserve(body.size());
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\\' && i + 1 < body.size()) {
      i = unescape_one(body, i, dialect, out);
      continue;
    }
    out += body[i];
    if (dialect == Dialect::redshift && body[i] == quote && i + 1 < body.size() && body[i + 1] == quote) ++i;
  }
  return out;
}

std::string_view dollar_body(std::string_view piece) {
  size_t tag = piece.find('$', 1) + 1;
  return piece.substr(tag, piece.size() - 2 * tag);
}

}  // namespace

std::string token_value(const Token& token, std::string_view text, const DialectTraits& traits) {
  auto piece = token.in(text);
  switch (token.kind) {
    case TokenKind::quoted_identifier:
    case TokenKind::backquoted: return undouble(piece.substr(1, piece.size() - 2), piece[0]);
    case TokenKind::string: {
      bool prefixed = piece[0] == 'E' || piece[0] == 'e';
      auto body = piece.substr(prefixed ? 2 : 1, piece.size() - (prefixed ? 3 : 2));
      return traits.backslash_escapes ? unescape(body, piece.back(), traits.dialect) : undouble(body, piece[0]);
    }
    case TokenKind::unicode_string: return undouble(piece.substr(3, piece.size() - 4), '\'');
    case TokenKind::binary_string: return std::string(piece.substr(2, piece.size() - 3));
    case TokenKind::dollar_string: return std::string(dollar_body(piece));
    default: return std::string(piece);
  }
}

Result<std::string> decode_unicode_string(std::string_view body, char escape) {
  auto broken = [](std::string_view why) { return Error{"SYNTAX_ERROR", std::string(why)}; };
  std::string out;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != escape) {
      out += body[i];
      continue;
    }
    if (i + 1 < body.size() && body[i + 1] == escape) {
      out += escape;
      ++i;
      continue;
    }
    bool six = i + 1 < body.size() && body[i + 1] == '+';
    size_t first = i + (six ? 2 : 1), length = six ? 6 : 4;
    if (first + length > body.size()) return broken("Incomplete escape sequence: " + std::string(body.substr(first)));
    auto digits = body.substr(first, length);
    auto code = digits_value(digits, 16);
    if (!code) return broken("Invalid hexadecimal digit: " + std::string(1, digits[digits.find_first_not_of("0123456789abcdefABCDEF")]));
    if (*code > 0x10FFFF) return broken("Invalid escaped character: " + std::string(digits));
    if (*code >= 0xD800 && *code <= 0xDFFF) {
      return broken("Invalid escaped character: " + std::string(digits) + ". Escaped character is a surrogate. Use '\\+123456' instead.");
    }
    append_utf8(out, *code);
    i = first + length - 1;
  }
  return out;
}

Result<std::string> decode_binary_string(std::string_view body) {
  std::string digits;
  for (char c : body) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') continue;
    if (!digits_value({&c, 1}, 16)) return Error{"SYNTAX_ERROR", "Binary literal can only contain hexadecimal digits"};
    digits += c;
  }
  if (digits.size() % 2) return Error{"SYNTAX_ERROR", "Binary literal must contain an even number of digits"};
  std::string out;
  for (size_t i = 0; i < digits.size(); i += 2) out += static_cast<char>(*digits_value(std::string_view(digits).substr(i, 2), 16));
  return out;
}

}  // namespace tarn::sql
