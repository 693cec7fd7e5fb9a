#include "iam/policy/pattern.h"

#include "base/encoding.h"

namespace tarn::iam {
namespace {

constexpr uint16_t kAnyRun = 256;
constexpr uint16_t kAnyOne = 257;
constexpr size_t kArnFields = 6;

unsigned char fold(unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c - 'A' + 'a') : c; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Linear in the common case: on a mismatch only the last '*' is tried again, one byte further.
bool glob_matches(const std::vector<uint16_t>& glob, std::string_view text, bool ignore_case) {
  size_t g = 0, t = 0, star_g = std::string::npos, star_t = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == kAnyRun) {
      star_g = ++g;
      star_t = t;
      continue;
    }
    if (g < glob.size() && glob[g] == kAnyOne) {
      t++;
      while (t < text.size() && is_continuation(text[t])) t++;  // one character, not one byte
      g++;
      continue;
    }
    auto c = static_cast<unsigned char>(text[t]);
    if (g < glob.size() && glob[g] < 256 && (ignore_case ? fold(static_cast<unsigned char>(glob[g])) == fold(c) : glob[g] == c)) {
      g++;
      t++;
      continue;
    }
    if (star_g == std::string::npos) return false;
    g = star_g;
    t = ++star_t;
  }
  while (g < glob.size() && glob[g] == kAnyRun) g++;
  return g == glob.size();
}

struct VariableText {
  std::string key;
  std::optional<std::string> fallback;
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "key" or "key, 'fallback'"
VariableText parse_variable(std::string_view inside) {
  VariableText out;
  auto comma = inside.find(',');
  out.key = to_lower(trim(inside.substr(0, comma)));
  if (comma == std::string_view::npos) return out;
  auto fallback = trim(inside.substr(comma + 1));
  if (fallback.size() >= 2 && fallback.front() == '\'' && fallback.back() == '\'') out.fallback = fallback.substr(1, fallback.size() - 2);
  return out;
}

}  // namespace

Pattern Pattern::parse(std::string_view text, PatternRules rules) {
  Pattern out;
  auto literal = [&](std::string_view bytes) {
    if (out.tokens_.empty() || out.tokens_.back().kind != Token::Kind::literal) out.tokens_.push_back({Token::Kind::literal, {}, {}});
    out.tokens_.back().text += bytes;
  };
  for (size_t i = 0; i < text.size(); i++) {
    size_t close = std::string_view::npos;
    if (rules.variables && text.substr(i, 2) == "${") close = text.find('}', i);
    if (close != std::string_view::npos) {
      auto inside = text.substr(i + 2, close - i - 2);
      if (inside == "*" || inside == "?" || inside == "$") {
        literal(inside);
      } else {
        auto variable = parse_variable(inside);
        out.tokens_.push_back({Token::Kind::variable, std::move(variable.key), std::move(variable.fallback)});
      }
      i = close;
    } else if (rules.wildcards && text[i] == '*') {
      out.tokens_.push_back({Token::Kind::any_run, "*", {}});
    } else if (rules.wildcards && text[i] == '?') {
      out.tokens_.push_back({Token::Kind::any_one, "?", {}});
    } else {
      literal(text.substr(i, 1));
    }
  }
  out.finish();
  return out;
}

void Pattern::finish() {
  has_variables_ = false;
  for (auto& token : tokens_) has_variables_ |= token.kind == Token::Kind::variable;
  if (!has_variables_) fixed_ = *glob([](std::string_view) { return std::nullopt; });
}

std::optional<Pattern::Glob> Pattern::glob(const Variables& variables) const {
  Glob out;
  auto append = [&](std::string_view bytes) {
    for (unsigned char c : bytes) out.push_back(c);
  };
  for (auto& token : tokens_) {
    switch (token.kind) {
      case Token::Kind::literal: append(token.text); break;
      case Token::Kind::any_run: out.push_back(kAnyRun); break;
      case Token::Kind::any_one: out.push_back(kAnyOne); break;
      case Token::Kind::variable: {
        auto value = variables(token.text);
        if (!value) value = token.fallback;
        if (!value) return std::nullopt;
        append(*value);
      }
    }
  }
  return out;
}

std::optional<bool> Pattern::matches(std::string_view text, const Variables& variables, bool ignore_case) const {
  if (!has_variables_) return glob_matches(fixed_, text, ignore_case);
  auto expanded = glob(variables);
  if (!expanded) return std::nullopt;
  return glob_matches(*expanded, text, ignore_case);
}

std::optional<std::string> Pattern::text(const Variables& variables) const {
  std::string out;
  for (auto& token : tokens_) {
    if (token.kind != Token::Kind::variable) {
      out += token.text;
      continue;
    }
    auto value = variables(token.text);
    if (!value) value = token.fallback;
    if (!value) return std::nullopt;
    out += *value;
  }
  return out;
}

std::optional<ArnPattern> ArnPattern::parse(std::string_view text, PatternRules rules) {
  ArnPattern out;
  if (text == "*") {
    out.matches_everything_ = true;
    return out;
  }
  // Split after tokenizing: the colon of ${aws:username} does not end a field.
  out.fields_.emplace_back();
  for (auto& token : Pattern::parse(text, rules).tokens_) {
    if (token.kind != Pattern::Token::Kind::literal) {
      out.fields_.back().tokens_.push_back(std::move(token));
      continue;
    }
    std::string_view rest = token.text;
    while (!rest.empty()) {
      auto colon = out.fields_.size() < kArnFields ? rest.find(':') : std::string_view::npos;
      if (colon != 0) out.fields_.back().tokens_.push_back({Pattern::Token::Kind::literal, std::string(rest.substr(0, colon)), {}});
      if (colon == std::string_view::npos) break;
      out.fields_.emplace_back();
      rest.remove_prefix(colon + 1);
    }
  }
  if (out.fields_.size() != kArnFields) return std::nullopt;
  for (auto& field : out.fields_) field.finish();
  return out;
}

std::optional<bool> ArnPattern::matches(std::string_view arn, const Variables& variables) const {
  if (matches_everything_) return true;
  for (size_t i = 0; i < kArnFields; i++) {
    auto colon = i + 1 < kArnFields ? arn.find(':') : std::string_view::npos;
    if (colon == std::string_view::npos && i + 1 < kArnFields) return false;
    auto matched = fields_[i].matches(arn.substr(0, colon), variables);
    if (!matched || !*matched) return matched;
    if (colon != std::string_view::npos) arn.remove_prefix(colon + 1);
  }
  return true;
}

}  // namespace tarn::iam
