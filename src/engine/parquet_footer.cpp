// read_parquet_schema: the schema in a file's footer, without an engine. The footer is Thrift's compact protocol; only the fields that
// name and type columns are kept (Apache Parquet format, parquet.thrift).
#include <cstring>
#include <optional>
#include <utility>

#include "engine/engine.h"

namespace tarn::engine {
namespace {

using sql::ResultColumn;
using sql::Type;
using sql::TypeKind;

constexpr uint64_t kMaxFooterBytes = 256 * 1024 * 1024;
constexpr int kMaxDepth = 64;

Error broken(const std::string& path, const std::string& why) {
  return {"HIVE_CANNOT_OPEN_SPLIT", path + " is not a valid Parquet file: " + why};
}

// ---- Thrift's compact protocol

class Thrift {
 public:
  explicit Thrift(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }

  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      auto byte = u8();
      value |= uint64_t(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  int64_t zigzag() {
    auto value = varint();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  uint8_t byte() { return u8(); }
  std::string_view binary() {
    auto size = varint();
    if (size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  struct List {
    size_t size;
    int type;
  };
  List list() {
    auto head = u8();
    size_t size = head >> 4;
    if (size == 15) size = varint();
    if (size > bytes_.size()) ok_ = false;
    return {ok_ ? size : 0, head & 15};
  }
  // Calls visit(id, type) for each field of a struct; visit must read or skip it.
  template <class Visit>
  void fields(Visit&& visit) {
    int16_t id = 0;
    while (ok_) {
      auto head = u8();
      if ((head & 15) == 0) return;
      id = static_cast<int16_t>(head >> 4 ? id + (head >> 4) : zigzag());
      visit(id, head & 15);
    }
  }
  void skip(int type, int depth = 0) {
    if (depth > kMaxDepth) ok_ = false;
    if (!ok_) return;
    switch (type) {
      case 1:
      case 2: return;  // booleans stand in the type
      case 3: u8(); return;
      case 4:
      case 5:
      case 6: varint(); return;
      case 7: at_ += 8; return;
      case 8: binary(); return;
      case 9:
      case 10: {
        auto items = list();
        for (size_t i = 0; i < items.size && ok_; ++i) items.type <= 2 ? void(u8()) : skip(items.type, depth + 1);
        return;
      }
      case 11: {
        auto size = varint();
        if (!size) return;
        auto types = u8();
        for (uint64_t i = 0; i < size && ok_; ++i) {
          skip(types >> 4, depth + 1);
          skip(types & 15, depth + 1);
        }
        return;
      }
      case 12: fields([&](int16_t, int t) { skip(t, depth + 1); }); return;
      default: ok_ = false;
    }
  }

 private:
  uint8_t u8() {
    if (at_ >= bytes_.size()) {
      ok_ = false;
      return 0;
    }
    return static_cast<uint8_t>(bytes_[at_++]);
  }

  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

// ---- the schema

enum Physical { kBoolean, kInt32, kInt64, kInt96, kFloat, kDouble, kByteArray, kFixed };
enum Converted { kUtf8 = 0, kMap = 1, kMapKeyValue = 2, kList = 3, kEnum = 4, kDecimal = 5, kDate = 6, kTimeMillis = 7, kTimeMicros = 8,
                 kTimestampMillis = 9, kTimestampMicros = 10, kUint8 = 11, kUint16 = 12, kUint32 = 13, kUint64 = 14, kInt8 = 15, kInt16 = 16,
                 kJson = 19 };
enum Logical { kLogicalString = 1, kLogicalMap = 2, kLogicalList = 3, kLogicalEnum = 4, kLogicalDecimal = 5, kLogicalDate = 6, kLogicalTime = 7,
               kLogicalTimestamp = 8, kLogicalInteger = 10, kLogicalJson = 12, kLogicalUuid = 14 };

struct Element {
  std::optional<int> type, converted, logical;
  int repetition = 0;  // 2: repeated
  int children = 0;
  int precision = 0, scale = 0;
  int integer_bits = 0;
  bool integer_signed = true;
  std::string name;
};

void read_integer_type(Thrift& in, Element& element) {
  in.fields([&](int16_t id, int type) {
    if (id == 1 && type == 3) {
      element.integer_bits = in.byte();
    } else if (id == 2) {
      element.integer_signed = type == 1;
    } else {
      in.skip(type);
    }
  });
}

void read_decimal_type(Thrift& in, Element& element) {
  in.fields([&](int16_t id, int type) {
    if (id == 1) element.scale = static_cast<int>(in.zigzag());
    else if (id == 2) element.precision = static_cast<int>(in.zigzag());
    else in.skip(type);
  });
}

Element read_element(Thrift& in) {
  Element e;
  in.fields([&](int16_t id, int type) {
    switch (id) {
      case 1: e.type = static_cast<int>(in.zigzag()); return;
      case 3: e.repetition = static_cast<int>(in.zigzag()); return;
      case 4: e.name = in.binary(); return;
      case 5: e.children = static_cast<int>(in.zigzag()); return;
      case 6: e.converted = static_cast<int>(in.zigzag()); return;
      case 7: e.scale = static_cast<int>(in.zigzag()); return;
      case 8: e.precision = static_cast<int>(in.zigzag()); return;
      case 10:
        in.fields([&](int16_t logical, int t) {
          e.logical = logical;
          if (logical == kLogicalDecimal) read_decimal_type(in, e);
          else if (logical == kLogicalInteger) read_integer_type(in, e);
          else in.skip(t);
        });
        return;
      default: in.skip(type);
    }
  });
  return e;
}

std::vector<Element> read_schema(Thrift& in) {
  std::vector<Element> schema;
  in.fields([&](int16_t id, int type) {
    if (id != 2 || type != 9) return in.skip(type);
    auto items = in.list();
    for (size_t i = 0; i < items.size && in.ok(); ++i) schema.push_back(read_element(in));
  });
  return schema;
}

// ---- Hive's types of it

Type integer_type(int bits) {
  return sql::simple(bits == 8 ? TypeKind::tinyint : bits == 16 ? TypeKind::smallint : bits == 64 ? TypeKind::bigint : TypeKind::integer);
}

Type converted_type(const Element& e) {
  switch (e.converted.value_or(-1)) {
    case kUtf8:
    case kEnum:
    case kJson: return sql::varchar();
    case kDecimal: return sql::decimal(e.precision, e.scale);
    case kDate: return sql::simple(TypeKind::date);
    case kTimestampMillis:
    case kTimestampMicros: return {.kind = TypeKind::timestamp, .precision = 3};
    case kInt8: return integer_type(8);
    case kInt16:
    case kUint8: return integer_type(16);
    case kUint16: return integer_type(32);
    case kUint32: return integer_type(64);
    case kUint64: return sql::decimal(20, 0);
    default: break;
  }
  switch (*e.type) {
    case kBoolean: return sql::simple(TypeKind::boolean);
    case kInt32: return sql::simple(TypeKind::integer);
    case kInt64: return sql::simple(TypeKind::bigint);
    case kInt96: return {.kind = TypeKind::timestamp, .precision = 3};
    case kFloat: return sql::simple(TypeKind::real);
    case kDouble: return sql::simple(TypeKind::double_);
    default: return sql::simple(TypeKind::varbinary);
  }
}

Type leaf_type(const Element& e) {
  switch (e.logical.value_or(0)) {
    case kLogicalString:
    case kLogicalEnum:
    case kLogicalJson: return sql::varchar();
    case kLogicalDecimal: return sql::decimal(e.precision, e.scale);
    case kLogicalDate: return sql::simple(TypeKind::date);
    case kLogicalTimestamp: return {.kind = TypeKind::timestamp, .precision = 3};
    case kLogicalInteger:
      if (e.integer_signed) return integer_type(e.integer_bits);
      return e.integer_bits == 64 ? sql::decimal(20, 0) : integer_type(e.integer_bits * 2);
    default: return converted_type(e);
  }
}

// Walks the flattened tree; at(i) ends behind the subtree of element i.
class Tree {
 public:
  explicit Tree(const std::vector<Element>& schema) : schema_(schema) {}

  // nullopt: the tree does not fit the list of elements.
  std::optional<std::vector<ResultColumn>> children(int depth) {
    if (at_ >= schema_.size() || depth > kMaxDepth) return std::nullopt;
    int count = schema_[at_++].children;
    std::vector<ResultColumn> out;
    for (int i = 0; i < count; ++i) {
      if (at_ >= schema_.size()) return std::nullopt;
      auto name = schema_[at_].name;
      bool nullable = schema_[at_].repetition == 1;
      auto type = this->type(depth + 1);
      if (!type) return std::nullopt;
      out.push_back({std::move(name), std::move(*type), nullable});
    }
    return out;
  }

 private:
  std::optional<Type> type(int depth) {
    auto& e = schema_[at_];
    std::optional<Type> type;
    if (e.type && !e.children) {
      ++at_;
      type = leaf_type(e);
    } else {
      type = group(e, depth);
    }
    bool plain_repeated = e.repetition == 2 && !inside_list_;
    if (type && plain_repeated) return sql::array_of(std::move(*type));
    return type;
  }

  std::optional<Type> group(const Element& e, int depth) {
    bool is_list = e.logical == kLogicalList || e.converted == kList;
    bool is_map = e.logical == kLogicalMap || e.converted == kMap || e.converted == kMapKeyValue;
    if (is_list && e.children == 1) return list(depth);
    if (is_map && e.children == 1) return map(depth);
    auto fields = children(depth);
    if (!fields) return std::nullopt;
    Type row{.kind = TypeKind::row};
    for (auto& field : *fields) {
      row.field_names.push_back(field.name);
      row.children.push_back(std::move(field.type));
    }
    return row;
  }

  // A group with one repeated child: either a wrapper of the element (three levels) or the element itself (two, legacy).
  std::optional<Type> list(int depth) {
    auto list_name = schema_[at_].name;
    ++at_;
    if (at_ >= schema_.size()) return std::nullopt;
    auto& repeated = schema_[at_];
    bool wrapper = repeated.children == 1 && repeated.name != "array" && repeated.name != list_name + "_tuple";
    if (wrapper) ++at_;
    if (at_ >= schema_.size()) return std::nullopt;
    bool outer = std::exchange(inside_list_, !wrapper);
    auto element = type(depth + 1);
    inside_list_ = outer;
    if (!element) return std::nullopt;
    return sql::array_of(std::move(*element));
  }

  std::optional<Type> map(int depth) {
    ++at_;
    auto entry = children(depth + 1);  // key_value: key, value
    if (!entry || entry->size() != 2) return std::nullopt;
    return sql::map_of(std::move((*entry)[0].type), std::move((*entry)[1].type));
  }

  const std::vector<Element>& schema_;
  size_t at_ = 0;
  bool inside_list_ = false;
};

Result<std::string> read_bytes(RandomAccessFile& file, uint64_t offset, uint64_t size) {
  std::string bytes(size, '\0');
  size_t done = 0;
  while (done < size) {
    auto n = TRY(file.read_at(offset + done, {bytes.data() + done, size - done}));
    if (!n) return broken(file.info().path, "it is shorter than its own length");
    done += n;
  }
  return bytes;
}

}  // namespace

Result<std::vector<ResultColumn>> read_parquet_schema(RandomAccessFile& file) {
  constexpr uint64_t kTail = 8;  // length of the footer, "PAR1"
  auto& info = file.info();
  if (info.size < 12) return broken(info.path, "it is too short");
  auto tail = TRY(read_bytes(file, info.size - kTail, kTail));
  if (tail.substr(4) != "PAR1") return broken(info.path, "it does not end with PAR1");
  uint32_t length = 0;
  std::memcpy(&length, tail.data(), sizeof length);  // little-endian, as every machine that Tarn runs on
  if (length > info.size - kTail || length > kMaxFooterBytes) return broken(info.path, "the footer's length is wrong");
  auto footer = TRY(read_bytes(file, info.size - kTail - length, length));
  Thrift in(footer);
  auto schema = read_schema(in);
  if (!in.ok() || schema.empty()) return broken(info.path, "the footer cannot be read");
  auto columns = Tree(schema).children(0);
  if (!columns) return broken(info.path, "its schema is no tree");
  return std::move(*columns);
}

}  // namespace tarn::engine
