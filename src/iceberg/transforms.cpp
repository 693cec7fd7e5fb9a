#include "iceberg/transforms.h"

#include <re2/re2.h>

#include <chrono>
#include <cstring>

namespace tarn::iceberg {
namespace {

uint32_t rotate_left(uint32_t x, int bits) { return x << bits | x >> (32 - bits); }

// MurmurHash3_x86_32 with the seed 0.
int32_t murmur3(std::string_view bytes) {
  constexpr uint32_t kFirst = 0xcc9e2d51, kSecond = 0x1b873593;
  const auto mixed = [](uint32_t k) { return rotate_left(k * kFirst, 15) * kSecond; };
  uint32_t hash = 0;
  size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) {
    uint32_t block = 0;
    std::memcpy(&block, bytes.data() + at, 4);
    hash = rotate_left(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
  }
  uint32_t tail = 0;
  for (size_t i = bytes.size(); i > at; --i) tail = tail << 8 | static_cast<unsigned char>(bytes[i - 1]);
  if (at < bytes.size()) hash ^= mixed(tail);
  hash ^= static_cast<uint32_t>(bytes.size());
  hash = (hash ^ hash >> 16) * 0x85ebca6b;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35;
  return static_cast<int32_t>(hash ^ hash >> 16);
}

int64_t floor_divide(int64_t value, int64_t by) {
  const int64_t quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

constexpr int64_t kMicrosPerHour = 3'600'000'000, kHoursPerDay = 24;

bool is_timestamp(TypeKind kind) {
  return kind == TypeKind::timestamp || kind == TypeKind::timestamptz || kind == TypeKind::timestamp_ns || kind == TypeKind::timestamptz_ns;
}

Value time_part(Transform::Kind kind, const Type& source, int64_t value) {
  int64_t days = value;
  if (is_timestamp(source.kind)) {
    const bool nanos = source.kind == TypeKind::timestamp_ns || source.kind == TypeKind::timestamptz_ns;
    const int64_t hours = floor_divide(value, nanos ? kMicrosPerHour * 1000 : kMicrosPerHour);
    if (kind == Transform::Kind::hour) return hours;
    days = floor_divide(hours, kHoursPerDay);
  } else if (source.kind != TypeKind::date || kind == Transform::Kind::hour) {
    return {};
  }
  if (kind == Transform::Kind::day) return days;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  const int64_t years = int(date.year()) - 1970;
  return kind == Transform::Kind::year ? years : years * 12 + (unsigned(date.month()) - 1);
}

// The first `width` code points.
std::string cut_text(const std::string& text, int64_t width) {
  size_t at = 0;
  for (int64_t seen = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && seen++ == width) break;
  return text.substr(0, at);
}

Value truncate(const Type& source, int64_t width, const Value& value) {
  if (const auto* integer = std::get_if<int64_t>(&value)) return floor_divide(*integer, width) * width;
  if (const auto* decimal = std::get_if<__int128>(&value)) {
    const __int128 rest = *decimal % width;
    return *decimal - (rest < 0 ? rest + width : rest);
  }
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return {};
  return source.kind == TypeKind::string ? cut_text(*text, width) : text->substr(0, static_cast<size_t>(width));
}

}  // namespace

Transform Transform::parse(std::string_view text) {
  static const RE2 kWidth(R"((bucket|truncate)\[([1-9]\d{0,8})\])");
  std::string name;
  Transform out;
  if (RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kWidth, &name, &out.width)) {
    out.kind = name == "bucket" ? Kind::bucket : Kind::truncate;
    return out;
  }
  constexpr std::pair<std::string_view, Kind> kNames[] = {{"identity", Kind::identity}, {"year", Kind::year}, {"month", Kind::month},
                                                          {"day", Kind::day},           {"hour", Kind::hour}, {"void", Kind::void_}};
  for (const auto& [known, kind] : kNames)
    if (known == text) out.kind = kind;
  return out;
}

Type Transform::result(const Type& source) const {
  switch (kind) {
    case Kind::bucket:
    case Kind::year:
    case Kind::month:
    case Kind::hour: return {.kind = TypeKind::int_};
    case Kind::day: return {.kind = TypeKind::date};
    default: return source;
  }
}

int32_t bucket_hash(const Type& type, const Value& value) {
  if (const auto* integer = std::get_if<int64_t>(&value)) {
    const bool nanos = type.kind == TypeKind::timestamp_ns || type.kind == TypeKind::timestamptz_ns;
    const int64_t hashed = nanos ? floor_divide(*integer, 1000) : *integer;  // as the same instant in microseconds
    return murmur3({reinterpret_cast<const char*>(&hashed), sizeof hashed});
  }
  return murmur3(encode_value(type, value));
}

Value apply(const Transform& transform, const Type& source, const Value& value) {
  if (is_null(value)) return {};
  switch (transform.kind) {
    case Transform::Kind::identity: return value;
    case Transform::Kind::bucket: return int64_t((bucket_hash(source, value) & INT32_MAX) % transform.width);
    case Transform::Kind::truncate: return truncate(source, transform.width, value);
    case Transform::Kind::year:
    case Transform::Kind::month:
    case Transform::Kind::day:
    case Transform::Kind::hour: {
      const auto* integer = std::get_if<int64_t>(&value);
      return integer ? time_part(transform.kind, source, *integer) : Value();
    }
    case Transform::Kind::void_:
    case Transform::Kind::unknown: break;
  }
  return {};
}

}  // namespace tarn::iceberg
