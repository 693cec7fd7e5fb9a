// Binary Ion 1.0: types and symbol tables (amazon-ion.github.io/ion-docs/docs/binary.html).
#include <limits>

#include "base/encoding.h"
#include "glue/crawler/bytes.h"
#include "glue/crawler/ion.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr std::string_view kMarker{"\xE0\x01\x00\xEA", 4};
constexpr int kMaxDepth = 64;
constexpr size_t kSystemSymbols = 10;
constexpr uint64_t kSymbolTable = 3, kSymbols = 7;  // $ion_symbol_table, symbols
constexpr size_t kMaxSymbols = 100'000;

uint64_t var_uint(Bytes& in) {  // seven bits a byte, the highest first; the last has its high bit set
  uint64_t value = 0;
  for (int i = 0; i < 9 && in.ok(); i++) {
    auto byte = in.byte();
    value = value << 7 | (byte & 0x7F);
    if (byte & 0x80) return value;
  }
  return std::numeric_limits<uint64_t>::max();  // further than any file reaches
}

uint64_t big_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

struct Value {
  int kind = 0;
  int low = 0;  // the low half of the descriptor
  std::string_view bytes;
  bool is_null = false;
};

bool read_value(Bytes& in, Value& out) {
  auto descriptor = in.byte();
  out.kind = descriptor >> 4;
  out.low = descriptor & 15;
  out.is_null = out.low == 15;
  bool is_bare = out.is_null || out.kind == 1;  // booleans stand in the descriptor
  bool long_length = out.low == 14 || (out.kind == 13 && out.low == 1);
  uint64_t length = is_bare ? 0 : long_length ? var_uint(in) : static_cast<uint64_t>(out.low);
  out.bytes = in.take(length);
  return in.ok() && out.kind != 15;
}

class Reader {
 public:
  explicit Reader(const Sample& sample) : in_(std::string_view(sample.text).substr(kMarker.size())) {}

  // The rows up to the first that the sample cuts.
  void read(const std::function<void(const Type&)>& row) {
    while (!in_.empty()) {
      Value value;
      if (!read_value(in_, value)) return;
      if (value.kind == 14 && value.low == 0) {  // another version marker: 01 00 EA follow
        in_.take(3);
        symbols_.clear();
        continue;
      }
      if (value.kind == 14 && read_symbol_table(value.bytes)) continue;
      if (value.kind == 0 && !value.is_null) continue;  // padding
      if (!value.is_null) row(type_of(value, 0));
    }
  }

 private:
  static std::optional<Value> annotated(std::string_view bytes, uint64_t* first_annotation) {
    Bytes in(bytes);
    Bytes annotations(in.take(var_uint(in)));
    uint64_t first = var_uint(annotations);
    if (first_annotation) *first_annotation = first;
    Value inner;
    if (!in.ok() || !read_value(in, inner)) return std::nullopt;
    return inner;
  }

  bool read_symbol_table(std::string_view bytes) {
    uint64_t annotation = 0;
    auto table = annotated(bytes, &annotation);
    if (!table || annotation != kSymbolTable || table->kind != 13) return false;
    bool appends = false;
    std::vector<std::string> added;
    each_field(table->bytes, [&](uint64_t name, const Value& value) {
      if (name == 6 && value.kind == 7) appends = true;  // imports: $ion_symbol_table
      if (name != kSymbols || value.kind != 11) return;
      Bytes list(value.bytes);
      Value symbol;
      while (!list.empty() && added.size() < kMaxSymbols && read_value(list, symbol)) added.emplace_back(symbol.kind == 8 ? symbol.bytes : "");
    });
    if (!appends) symbols_.clear();
    if (symbols_.size() + added.size() <= kMaxSymbols) symbols_.insert(symbols_.end(), added.begin(), added.end());
    return true;
  }

  template <class Visit>
  static void each_field(std::string_view bytes, Visit&& visit) {
    Bytes in(bytes);
    Value value;
    while (!in.empty()) {
      uint64_t name = var_uint(in);
      if (!read_value(in, value)) return;
      visit(name, value);
    }
  }

  std::string symbol(uint64_t id) const {
    if (id >= kSystemSymbols && id - kSystemSymbols < symbols_.size()) return symbols_[id - kSystemSymbols];
    return "$" + std::to_string(id);
  }

  Type type_of(const Value& value, int depth) {
    if (value.is_null || depth == kMaxDepth) return sql::simple(TypeKind::unknown);
    switch (value.kind) {
      case 1: return sql::simple(TypeKind::boolean);
      case 2:
      case 3:
        if (value.bytes.size() > 8 || big_endian(value.bytes) > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return sql::decimal(38, 0);
        return sql::simple(big_endian(value.bytes) <= static_cast<uint64_t>(std::numeric_limits<int32_t>::max()) ? TypeKind::integer : TypeKind::bigint);
      case 4: return sql::simple(TypeKind::double_);
      case 5: return ion_decimal(value.bytes);
      case 6: return {.kind = TypeKind::timestamp, .precision = 3};
      case 9:
      case 10: return sql::simple(TypeKind::varbinary);
      case 11:
      case 12: return list_of(value.bytes, depth);
      case 13: return struct_of(value.bytes, depth);
      case 14: {
        auto inner = annotated(value.bytes, nullptr);
        return inner ? type_of(*inner, depth + 1) : sql::simple(TypeKind::unknown);
      }
      default: return sql::varchar();  // symbols and strings
    }
  }

  // A coefficient of at most n bytes has no more than 2.41 n digits.
  static Type ion_decimal(std::string_view bytes) {
    Bytes in(bytes);
    if (in.empty()) return sql::decimal(38, 0);
    auto first = in.byte();
    int64_t exponent = first & 0x3F;
    while (!(first & 0x80) && in.ok() && exponent < 1000) {
      first = in.byte();
      exponent = exponent << 7 | (first & 0x7F);
    }
    bool is_negative = static_cast<unsigned char>(bytes[0]) & 0x40;
    return sql::decimal(38, is_negative ? static_cast<int>(std::min<int64_t>(exponent, 38)) : 0);
  }

  Type list_of(std::string_view bytes, int depth) {
    Type element = sql::simple(TypeKind::unknown);
    Bytes in(bytes);
    Value value;
    while (!in.empty() && read_value(in, value)) element = widen(element, type_of(value, depth + 1));
    return sql::array_of(element);
  }

  Type struct_of(std::string_view bytes, int depth) {
    Schema fields;
    each_field(bytes, [&](uint64_t name, const Value& value) { merge_schema(fields, {{to_lower(symbol(name)), type_of(value, depth + 1)}}); });
    Type out = sql::simple(TypeKind::row);
    for (auto& field : fields) {
      out.field_names.push_back(field.name);
      out.children.push_back(field.type);
    }
    return out;
  }

  Bytes in_;
  std::vector<std::string> symbols_;
};

}  // namespace

bool is_binary_ion(std::string_view text) { return text.starts_with(kMarker); }
void read_binary_ion(const Sample& sample, const std::function<void(const Type&)>& row) { Reader(sample).read(row); }

}  // namespace tarn::glue::crawler
