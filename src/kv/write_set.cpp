#include "kv/write_set.h"

namespace tarn::kv {
namespace {

constexpr size_t kCounterBytes = 8;

int64_t wrapping_sum(int64_t a, int64_t b) { return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b)); }

}  // namespace

std::string encode_counter(int64_t value) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift));
  return out;
}

int64_t decode_counter(std::string_view value) {
  if (value.size() != kCounterBytes) return 0;
  uint64_t bits = 0;
  for (char c : value) bits = bits << 8 | static_cast<unsigned char>(c);
  return static_cast<int64_t>(bits);
}

std::optional<std::string> apply_write(const Write& write, const std::optional<std::string>& before) {
  switch (write.kind) {
    case Write::Kind::put:
      return write.value;
    case Write::Kind::erase:
      return std::nullopt;
    case Write::Kind::add:
      break;
  }
  return encode_counter(wrapping_sum(before ? decode_counter(*before) : 0, write.delta));
}

void WriteSet::check(std::string_view key, std::string_view value) {
  size_bytes_ += key.size() + value.size();
  if (oversize_) return;
  if (key.size() > kMaxKeyBytes) oversize_ = internal_error("a key of " + std::to_string(key.size()) + " bytes is too long to store");
  if (value.size() > kMaxValueBytes)
    oversize_ = internal_error("a value of " + std::to_string(value.size()) + " bytes is too long to store");
}

void WriteSet::put(Space space, std::string_view key, std::string_view value) {
  check(key, value);
  of(space).insert_or_assign(std::string(key), Write{Write::Kind::put, std::string(value)});
}

void WriteSet::erase(Space space, std::string_view key) {
  check(key, {});
  of(space).insert_or_assign(std::string(key), Write{Write::Kind::erase});
}

void WriteSet::add(std::string_view key, int64_t delta) {
  check(key, {});
  auto [it, first] = records_.try_emplace(std::string(key), Write{Write::Kind::add});
  Write& write = it->second;
  if (first || write.kind == Write::Kind::add)
    write.delta = wrapping_sum(write.delta, delta);
  else
    write = Write{Write::Kind::put, *apply_write(Write{Write::Kind::add, {}, delta}, apply_write(write, std::nullopt))};
}

const Write* WriteSet::find(Space space, std::string_view key) const {
  auto& writes = space == Space::records ? records_ : bytes_;
  auto it = writes.find(key);
  return it == writes.end() ? nullptr : &it->second;
}

}  // namespace tarn::kv
