// What one transaction has written so far.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kv/store.h"

namespace tarn::kv {

struct Write {
  enum class Kind { put, erase, add };
  Kind kind = Kind::put;
  std::string value;  // put
  int64_t delta = 0;  // add
};

class WriteSet {
 public:
  using Writes = std::map<std::string, Write, std::less<>>;

  void put(Space space, std::string_view key, std::string_view value);
  void erase(Space space, std::string_view key);
  void add(std::string_view key, int64_t delta);  // folds into a put, an erase or an add before it

  const Write* find(Space space, std::string_view key) const;
  const Writes& records() const { return records_; }
  const Writes& bytes() const { return bytes_; }
  bool empty() const { return records_.empty() && bytes_.empty(); }
  size_t size_bytes() const { return size_bytes_; }
  // The first key or value over its bound, which commit refuses.
  const std::optional<Error>& oversize() const { return oversize_; }

 private:
  Writes& of(Space space) { return space == Space::records ? records_ : bytes_; }
  void check(std::string_view key, std::string_view value);

  Writes records_;
  Writes bytes_;
  size_t size_bytes_ = 0;
  std::optional<Error> oversize_;
};

std::string encode_counter(int64_t value);
// The value a key has after `write`, given the one before.
std::optional<std::string> apply_write(const Write& write, const std::optional<std::string>& before);

}  // namespace tarn::kv
