// Order-preserving keys: text fields are escaped (0x00 becomes 0x00 0xFF) and ended by 0x00 0x01, integers are big-endian, so
// that the byte order of keys is the order of their fields. Every service lays out its keys with these in its keys.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn::kv {

class KeyBuilder {
 public:
  // `family` names the kind of record, two or more lower-case letters unique in the whole store, e.g. "s3.object" (see
  // docs/storage-format.md for the list).
  explicit KeyBuilder(std::string_view family);
  KeyBuilder& text(std::string_view field);
  KeyBuilder& u64(uint64_t field);
  KeyBuilder& descending_u64(uint64_t field);  // newest first
  KeyBuilder& raw(std::string_view bytes);     // must be the last field, or of fixed length
  std::string take() { return std::move(key_); }
  const std::string& str() const { return key_; }

 private:
  std::string key_;
};

// Reads the fields back in the same order; nullopt when the bytes do not have that form.
class KeyReader {
 public:
  KeyReader(std::string_view family, std::string_view key);
  std::optional<std::string> text();
  std::optional<uint64_t> u64();
  std::optional<uint64_t> descending_u64();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool valid_;
};

// The smallest key above every key that begins with `prefix`; empty (no end) when there is none.
std::string prefix_end(std::string_view prefix);

}  // namespace tarn::kv
