#include "engine/batch.h"

#include <duckdb.hpp>
#include <duckdb/common/types/decimal.hpp>
#include <duckdb/common/types/uuid.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>

#include "engine/number_text.h"

namespace tarn::engine {

using duckdb::idx_t;
using duckdb::Vector;
using sql::TypeKind;

// ---- dates and times

namespace {

void append(std::string& out, const char* format, auto... values) {
  char text[64];
  out.append(text, std::snprintf(text, sizeof text, format, values...));
}

void print_date(duckdb::date_t date, std::string& out) {
  int32_t year = 0, month = 0, day = 0;
  duckdb::Date::Convert(date, year, month, day);
  append(out, year < 0 ? "-%04d-%02d-%02d" : "%04d-%02d-%02d", std::abs(year), month, day);
}

// `trim`: as PostgreSQL, no zeros at the end and no point without digits.
void print_fraction(int64_t nanos, int precision, bool trim, std::string& out) {
  char digits[12];
  std::snprintf(digits, sizeof digits, "%09" PRId64, nanos);
  std::string_view text(digits, std::min(precision, 9));
  if (trim)
    while (!text.empty() && text.back() == '0') text.remove_suffix(1);
  if (!text.empty()) out.append(".").append(text);
  if (!trim && precision > 9) out.append(precision - 9, '0');
}

void print_time(int64_t nanos_of_day, int precision, bool trim, std::string& out) {
  int64_t seconds = nanos_of_day / 1'000'000'000;
  append(out, "%02d:%02d:%02d", int(seconds / 3600), int(seconds / 60 % 60), int(seconds % 60));
  print_fraction(nanos_of_day % 1'000'000'000, precision, trim, out);
}

constexpr int64_t kNanosPerDay = 86'400'000'000'000;

void print_timestamp(int64_t micros, int64_t extra_nanos, int precision, bool trim, std::string& out) {
  int64_t days = micros / 86'400'000'000, rest = micros % 86'400'000'000;
  if (rest < 0) {
    --days;
    rest += 86'400'000'000;
  }
  print_date(duckdb::date_t(static_cast<int32_t>(days)), out);
  out += ' ';
  print_time(rest * 1000 + extra_nanos, precision, trim, out);
}

void print_offset(int seconds, std::string& out) {
  append(out, "%c%02d:%02d", seconds < 0 ? '-' : '+', std::abs(seconds) / 3600, std::abs(seconds) / 60 % 60);
}

// As PostgreSQL prints it: minutes only where there are some.
void print_short_offset(int seconds, std::string& out) {
  append(out, "%c%02d", seconds < 0 ? '-' : '+', std::abs(seconds) / 3600);
  if (std::abs(seconds) / 60 % 60) append(out, ":%02d", std::abs(seconds) / 60 % 60);
}

void print_interval(const duckdb::interval_t& interval, TypeKind kind, std::string& out) {
  if (kind == TypeKind::interval_year_month) {
    append(out, interval.months < 0 ? "-%d-%d" : "%d-%d", std::abs(interval.months) / 12, std::abs(interval.months) % 12);
    return;
  }
  int64_t millis = (int64_t{interval.days} * 86'400'000'000 + interval.micros) / 1000;
  if (millis < 0) out += '-';
  millis = std::abs(millis);
  append(out, "%" PRId64 " %02d:%02d:%02d.%03d", millis / 86'400'000, int(millis / 3'600'000 % 24), int(millis / 60'000 % 60),
         int(millis / 1000 % 60), int(millis % 1000));
}

void print_hex(std::string_view bytes, bool blanks, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (blanks && i) out += ' ';
    out += kDigits[static_cast<unsigned char>(bytes[i]) >> 4];
    out += kDigits[static_cast<unsigned char>(bytes[i]) & 15];
  }
}

size_t utf8_length(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

}  // namespace

// ---- cells

CellPrinter::CellPrinter(Vector& vector, idx_t count, const sql::Type& type, PrintStyle style, ZoneTimes* zones)
    : type_(type), style_(style), physical_(vector.GetType()) {
  vector.Flatten(count);
  vector.ToUnifiedFormat(count, format_);
  switch (type.kind) {
    case TypeKind::array: {
      auto& element = duckdb::ListVector::GetEntry(vector);
      children_.emplace_back(element, duckdb::ListVector::GetListSize(vector), type.children[0], style, zones);
      break;
    }
    case TypeKind::map: {
      auto size = duckdb::ListVector::GetListSize(vector);
      children_.emplace_back(duckdb::MapVector::GetKeys(vector), size, type.children[0], style, zones);
      children_.emplace_back(duckdb::MapVector::GetValues(vector), size, type.children[1], style, zones);
      break;
    }
    case TypeKind::row: {
      auto& fields = duckdb::StructVector::GetEntries(vector);
      for (size_t i = 0; i < fields.size(); ++i) children_.emplace_back(*fields[i], count, type.children[i], style, zones);
      break;
    }
    case TypeKind::timestamp_tz: {
      static const sql::Type kLocal{.kind = TypeKind::timestamp}, kZone{.kind = TypeKind::varchar};
      if (physical_.id() != duckdb::LogicalTypeId::STRUCT) {
        if (!zones || style.zone.empty()) break;
        Vector zone(duckdb::Value(style.zone));
        local_times_ = std::make_unique<Vector>(duckdb::LogicalType::TIMESTAMP, std::max<idx_t>(count, 1));
        zones->local(zone, vector, count, *local_times_);
        children_.emplace_back(*local_times_, count, kLocal, style, nullptr);
        break;
      }
      auto& parts = duckdb::StructVector::GetEntries(vector);  // instant, zone
      local_times_ = std::make_unique<Vector>(duckdb::LogicalType::TIMESTAMP, std::max<idx_t>(count, 1));
      if (zones) zones->local(*parts[1], *parts[0], count, *local_times_);
      children_.emplace_back(*local_times_, count, kLocal, style, nullptr);
      children_.emplace_back(*parts[1], count, kZone, style, nullptr);
      break;
    }
    default: break;
  }
}

std::string_view CellPrinter::text(idx_t row) const {
  auto& value = at<duckdb::string_t>(row);
  return {value.GetData(), value.GetSize()};
}

int64_t CellPrinter::integer(idx_t row) const {
  switch (physical_.InternalType()) {
    case duckdb::PhysicalType::BOOL: return at<bool>(row);
    case duckdb::PhysicalType::INT8: return at<int8_t>(row);
    case duckdb::PhysicalType::UINT8: return at<uint8_t>(row);
    case duckdb::PhysicalType::INT16: return at<int16_t>(row);
    case duckdb::PhysicalType::UINT16: return at<uint16_t>(row);
    case duckdb::PhysicalType::INT32: return at<int32_t>(row);
    case duckdb::PhysicalType::UINT32: return at<uint32_t>(row);
    case duckdb::PhysicalType::INT64: return at<int64_t>(row);
    case duckdb::PhysicalType::UINT64: return static_cast<int64_t>(at<uint64_t>(row));
    case duckdb::PhysicalType::INT128: {
      auto value = at<duckdb::hugeint_t>(row);
      return duckdb::Hugeint::Cast<int64_t>(value);
    }
    default: throw duckdb::InvalidInputException("not an integer column");
  }
}

double CellPrinter::floating(idx_t row) const {
  return physical_.InternalType() == duckdb::PhysicalType::FLOAT ? at<float>(row) : at<double>(row);
}

void CellPrinter::print_value(idx_t row, bool nested, std::string& out) const {
  switch (type_.kind) {
    case TypeKind::array: return print_array(row, out);
    case TypeKind::map: return print_map(row, out);
    case TypeKind::row: return print_row(row, out);
    default: break;
  }
  if (style_.dialect == sql::Dialect::redshift) return print_scalar_redshift(row, out);
  print_scalar_trino(row, nested, out);
}

void CellPrinter::print_decimal(idx_t row, std::string& out) const {
  if (physical_.id() != duckdb::LogicalTypeId::DECIMAL) {
    out += std::to_string(integer(row));
    return;
  }
  uint8_t width = 0, scale = 0;
  physical_.GetDecimalProperties(width, scale);
  auto text = physical_.InternalType() == duckdb::PhysicalType::INT128 ? duckdb::Decimal::ToString(at<duckdb::hugeint_t>(row), width, scale)
                                                                       : duckdb::Decimal::ToString(integer(row), width, scale);
  auto point = text.find_first_not_of('-');  // DuckDB leaves the zero out where all digits are behind the point
  if (text[point] == '.') text.insert(point, "0");
  out += text;
}

void CellPrinter::print_scalar_trino(idx_t row, bool nested, std::string& out) const {
  switch (type_.kind) {
    case TypeKind::boolean: out += at<bool>(row) ? "true" : "false"; return;
    case TypeKind::real: return print_java(static_cast<float>(floating(row)), out);
    case TypeKind::double_: return print_java(floating(row), out);
    case TypeKind::decimal: return print_decimal(row, out);
    case TypeKind::char_: {
      auto value = text(row);
      out += value;
      auto length = utf8_length(value);
      if (length < static_cast<size_t>(type_.precision)) out.append(type_.precision - length, ' ');
      return;
    }
    case TypeKind::varbinary:
    case TypeKind::hyperloglog:
    case TypeKind::tdigest:
    case TypeKind::qdigest:
    case TypeKind::set_digest:
      if (nested) {  // Java's Object.toString of a byte array: an identity, here a fixed one of the content
        append(out, "[B@%08x", static_cast<unsigned>(std::hash<std::string_view>{}(text(row))));
      } else {
        print_hex(text(row), true, out);
      }
      return;
    case TypeKind::date: return print_date(at<duckdb::date_t>(row), out);
    case TypeKind::time: return print_time(at<int64_t>(row) * 1000, type_.precision, false, out);
    case TypeKind::time_tz: {
      auto value = at<duckdb::dtime_tz_t>(row);
      print_time(value.time().micros * 1000, type_.precision, false, out);
      return print_offset(value.offset(), out);
    }
    case TypeKind::timestamp:
      if (physical_.id() == duckdb::LogicalTypeId::TIMESTAMP_NS) {
        int64_t nanos = at<int64_t>(row), extra = ((nanos % 1000) + 1000) % 1000;
        return print_timestamp((nanos - extra) / 1000, extra, type_.precision, false, out);
      }
      return print_timestamp(at<int64_t>(row), 0, type_.precision, false, out);
    case TypeKind::timestamp_tz:
      if (children_.empty()) {
        print_timestamp(at<int64_t>(row), 0, type_.precision, false, out);
        out += " UTC";
        return;
      }
      print_timestamp(children_[0].at<int64_t>(row), 0, type_.precision, false, out);
      out.append(" ").append(children_[1].text(row));
      return;
    case TypeKind::interval_day_time:
    case TypeKind::interval_year_month: return print_interval(at<duckdb::interval_t>(row), type_.kind, out);
    case TypeKind::uuid: out += duckdb::UUID::ToString(at<duckdb::hugeint_t>(row)); return;
    default: break;
  }
  if (physical_.InternalType() == duckdb::PhysicalType::VARCHAR) {
    out += text(row);
  } else {
    append(out, "%" PRId64, integer(row));
  }
}

void CellPrinter::print_scalar_redshift(idx_t row, std::string& out) const {
  switch (type_.kind) {
    case TypeKind::boolean: out += at<bool>(row) ? 't' : 'f'; return;
    case TypeKind::real: return print_postgres(static_cast<float>(floating(row)), style_.extra_float_digits, out);
    case TypeKind::double_: return print_postgres(floating(row), style_.extra_float_digits, out);
    case TypeKind::varbinary: return print_hex(text(row), false, out);
    case TypeKind::time: return print_time(at<int64_t>(row) * 1000, 6, true, out);
    case TypeKind::time_tz: {
      auto value = at<duckdb::dtime_tz_t>(row);
      print_time(value.time().micros * 1000, 6, true, out);
      return print_short_offset(value.offset(), out);
    }
    case TypeKind::timestamp: return print_timestamp(at<int64_t>(row), 0, 6, true, out);
    case TypeKind::timestamp_tz: {
      const int64_t instant = at<int64_t>(row), local = children_.empty() ? instant : children_[0].integer(row);
      print_timestamp(local, 0, 6, true, out);
      return print_short_offset(static_cast<int>((local - instant) / 1'000'000), out);
    }
    default: return print_scalar_trino(row, false, out);
  }
}

void CellPrinter::print_child(const CellPrinter& child, idx_t row, std::string& out) const {
  if (child.is_null(row)) {
    out += "null";
  } else {
    child.print_value(row, true, out);
  }
}

namespace {

// {1,2}: text that could be read otherwise stands in quotes. In Redshift arrays exist in the catalog only.
void print_array_element(const std::string& text, bool is_text, std::string& out) {
  const bool plain = !is_text || (!text.empty() && text.find_first_of("{},\"\\ \t\n\r\v\f") == text.npos && !duckdb::StringUtil::CIEquals(text, "null"));
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace

void CellPrinter::print_array(idx_t row, std::string& out) const {
  auto entry = list(row);
  if (style_.dialect == sql::Dialect::redshift) {
    out += '{';
    for (idx_t i = 0; i < entry.length; ++i) {
      if (i) out += ',';
      if (children_[0].is_null(entry.offset + i)) {
        out += "NULL";
        continue;
      }
      std::string element;
      children_[0].print_value(entry.offset + i, true, element);
      print_array_element(element, children_[0].physical_.InternalType() == duckdb::PhysicalType::VARCHAR, out);
    }
    out += '}';
    return;
  }
  out += '[';
  for (idx_t i = 0; i < entry.length; ++i) {
    if (i) out += ", ";
    print_child(children_[0], entry.offset + i, out);
  }
  out += ']';
}

bool CellPrinter::key_less(idx_t a, idx_t b) const {
  switch (physical_.InternalType()) {
    case duckdb::PhysicalType::VARCHAR: return text(a) < text(b);
    case duckdb::PhysicalType::FLOAT:
    case duckdb::PhysicalType::DOUBLE: return floating(a) < floating(b);
    case duckdb::PhysicalType::INT128: return at<duckdb::hugeint_t>(a) < at<duckdb::hugeint_t>(b);
    case duckdb::PhysicalType::STRUCT:
    case duckdb::PhysicalType::LIST:
    case duckdb::PhysicalType::INTERVAL: {
      std::string left, right;
      print_value(a, true, left);
      print_value(b, true, right);
      return left < right;
    }
    default: return integer(a) < integer(b);
  }
}

void CellPrinter::print_map(idx_t row, std::string& out) const {
  auto entry = list(row);
  std::vector<idx_t> order(entry.length);
  for (idx_t i = 0; i < entry.length; ++i) order[i] = entry.offset + i;
  std::sort(order.begin(), order.end(), [&](idx_t a, idx_t b) { return children_[0].key_less(a, b); });
  out += '{';
  for (size_t i = 0; i < order.size(); ++i) {
    if (i) out += ", ";
    print_child(children_[0], order[i], out);
    out += '=';
    print_child(children_[1], order[i], out);
  }
  out += '}';
}

void CellPrinter::print_row(idx_t row, std::string& out) const {
  out += '{';
  for (size_t i = 0; i < children_.size(); ++i) {
    if (i) out += ", ";
    if (i < type_.field_names.size() && !type_.field_names[i].empty()) out += type_.field_names[i] + '=';
    print_child(children_[i], row, out);
  }
  out += '}';
}

ChunkBatch::ChunkBatch(duckdb::unique_ptr<duckdb::DataChunk> chunk, const std::vector<sql::ResultColumn>& columns, PrintStyle style,
                       ZoneTimes* zones)
    : chunk_(std::move(chunk)) {
  cells_.reserve(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) cells_.emplace_back(chunk_->data[i], chunk_->size(), columns[i].type, style, zones);
}

}  // namespace tarn::engine
