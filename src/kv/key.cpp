#include "kv/key.h"

#include "base/assert.h"

namespace tarn::kv {
namespace {

constexpr size_t kIntegerBytes = 8;

void append_big_endian(std::string& out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

}  // namespace

KeyBuilder::KeyBuilder(std::string_view family) : key_(family) {
  ASSERT(family.size() >= 2 && family.find('\0') == std::string_view::npos);
  key_.push_back('\0');
}

KeyBuilder& KeyBuilder::text(std::string_view field) {
  for (char c : field) {
    key_.push_back(c);
    if (c == '\0') key_.push_back('\xFF');
  }
  key_.append("\0\1", 2);
  return *this;
}

KeyBuilder& KeyBuilder::u64(uint64_t field) {
  append_big_endian(key_, field);
  return *this;
}

KeyBuilder& KeyBuilder::descending_u64(uint64_t field) { return u64(~field); }

KeyBuilder& KeyBuilder::raw(std::string_view bytes) {
  key_.append(bytes);
  return *this;
}

KeyReader::KeyReader(std::string_view family, std::string_view key) : valid_(false) {
  if (key.size() <= family.size() || !key.starts_with(family) || key[family.size()] != '\0') return;
  rest_ = key.substr(family.size() + 1);
  valid_ = true;
}

std::optional<std::string> KeyReader::text() {
  std::string field;
  for (size_t i = 0; valid_ && i < rest_.size(); ++i) {
    if (rest_[i] != '\0') {
      field.push_back(rest_[i]);
      continue;
    }
    if (++i == rest_.size()) break;
    if (rest_[i] == '\1') {
      rest_.remove_prefix(i + 1);
      return field;
    }
    if (rest_[i] != '\xFF') break;
    field.push_back('\0');
  }
  valid_ = false;
  return std::nullopt;
}

std::optional<uint64_t> KeyReader::u64() {
  if (!valid_ || rest_.size() < kIntegerBytes) {
    valid_ = false;
    return std::nullopt;
  }
  uint64_t value = 0;
  for (size_t i = 0; i < kIntegerBytes; ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
  rest_.remove_prefix(kIntegerBytes);
  return value;
}

std::optional<uint64_t> KeyReader::descending_u64() {
  auto value = u64();
  return value ? std::optional(~*value) : std::nullopt;
}

std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xFF') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace tarn::kv
