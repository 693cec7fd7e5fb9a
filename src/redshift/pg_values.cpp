#include "redshift/pg_values.h"

#include <fmt/format.h>

#include <bit>

#include "base/encoding.h"
#include "redshift/pg_types.h"

namespace tarn::redshift {
namespace {

using sql::TypeKind;

constexpr int32_t kDaysTo2000 = 10'957;  // from 1970-01-01: the protocol counts from 2000-01-01
constexpr int64_t kMicrosTo2000 = int64_t{kDaysTo2000} * 86'400'000'000;

template <class T>
T big_endian(std::string_view bytes) {
  net::PgReader reader(bytes);
  if constexpr (sizeof(T) == 2) return static_cast<T>(reader.i16());
  else if constexpr (sizeof(T) == 4) return static_cast<T>(reader.i32());
  else {
    const uint64_t high = static_cast<uint32_t>(reader.i32());
    return static_cast<T>(high << 32 | static_cast<uint32_t>(reader.i32()));
  }
}

std::string date_text(int32_t days_since_2000) {
  const TimePoint time{std::chrono::microseconds{(int64_t{days_since_2000} + kDaysTo2000) * 86'400'000'000}};
  return iso8601(time, 0).substr(0, 10);
}

std::string timestamp_text(int64_t micros_since_2000, bool zoned) {
  std::string text = iso8601(TimePoint{std::chrono::microseconds{micros_since_2000 + kMicrosTo2000}}, 6);
  text[10] = ' ';
  text.pop_back();  // Z
  return zoned ? text + "+00" : text;
}

std::string time_text(int64_t micros) {
  return fmt::format("{:02}:{:02}:{:02}.{:06}", micros / 3'600'000'000, micros / 60'000'000 % 60, micros / 1'000'000 % 60, micros % 1'000'000);
}

// The OID that a binary value was encoded by, where the client left it open.
int32_t oid_of(const sql::Type& type) { return pg_type(type).oid; }

Error bad_length() { return {"22P03", "incorrect binary data format in bind parameter", 0, {}}; }

}  // namespace

bool has_binary_form(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::tinyint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::oid:
    case TypeKind::real:
    case TypeKind::double_:
    case TypeKind::date:
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
    case TypeKind::varchar:
    case TypeKind::char_:
    case TypeKind::name: return true;
    default: return false;
  }
}

void write_cell(net::PgWriter& writer, const engine::Batch& batch, size_t column, size_t row, const sql::Type& type, bool binary) {
  if (batch.is_null(column, row)) {
    writer.i32(-1);
    return;
  }
  if (!binary) {
    size_t mark = writer.begin_value();
    batch.print(column, row, writer.buffer());
    writer.end_value(mark);
    return;
  }
  switch (type.kind) {
    case TypeKind::boolean: writer.i32(1).u8(batch.integer(column, row) != 0); break;
    case TypeKind::tinyint:
    case TypeKind::smallint: writer.i32(2).i16(static_cast<int16_t>(batch.integer(column, row))); break;
    case TypeKind::integer:
    case TypeKind::oid: writer.i32(4).i32(static_cast<int32_t>(batch.integer(column, row))); break;
    case TypeKind::bigint: writer.i32(8).i64(batch.integer(column, row)); break;
    case TypeKind::real: writer.i32(4).i32(std::bit_cast<int32_t>(static_cast<float>(batch.floating(column, row)))); break;
    case TypeKind::double_: writer.i32(8).i64(std::bit_cast<int64_t>(batch.floating(column, row))); break;
    case TypeKind::date: writer.i32(4).i32(static_cast<int32_t>(batch.integer(column, row)) - kDaysTo2000); break;
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz: writer.i32(8).i64(batch.integer(column, row) - kMicrosTo2000); break;
    default: {
      size_t mark = writer.begin_value();
      batch.print(column, row, writer.buffer());
      writer.end_value(mark);
    }
  }
}

Result<std::string> read_parameter(std::string_view bytes, bool binary, int32_t oid, const sql::Type& type) {
  if (!binary) return std::string(bytes);
  const int32_t sent = oid == 0 || oid == 705 ? oid_of(type) : oid;
  auto fixed = [&](size_t length) { return bytes.size() == length; };
  switch (sent) {
    case 16: return fixed(1) ? Result<std::string>(bytes[0] != 0 ? "true" : "false") : bad_length();
    case 21: return fixed(2) ? Result<std::string>(std::to_string(big_endian<int16_t>(bytes))) : bad_length();
    case 23: return fixed(4) ? Result<std::string>(std::to_string(big_endian<int32_t>(bytes))) : bad_length();
    case 26: return fixed(4) ? Result<std::string>(std::to_string(big_endian<uint32_t>(bytes))) : bad_length();
    case 20: return fixed(8) ? Result<std::string>(std::to_string(big_endian<int64_t>(bytes))) : bad_length();
    case 700: return fixed(4) ? Result<std::string>(fmt::format("{}", std::bit_cast<float>(big_endian<int32_t>(bytes)))) : bad_length();
    case 701: return fixed(8) ? Result<std::string>(fmt::format("{}", std::bit_cast<double>(big_endian<int64_t>(bytes)))) : bad_length();
    case 1082: return fixed(4) ? Result<std::string>(date_text(big_endian<int32_t>(bytes))) : bad_length();
    case 1083: return fixed(8) ? Result<std::string>(time_text(big_endian<int64_t>(bytes))) : bad_length();
    case 1114:
    case 1184: return fixed(8) ? Result<std::string>(timestamp_text(big_endian<int64_t>(bytes), sent == 1184)) : bad_length();
    case 18:
    case 19:
    case 25:
    case 705:
    case 1042:
    case 1043: return std::string(bytes);
    default: return Error{"0A000", "binary parameters of type " + std::to_string(sent) + " are not supported", 0, {}};
  }
}

}  // namespace tarn::redshift
