// The ORC classifier: the types in a file's footer (ORC specification v1: postscript, footer, protobuf wire format).
#include <algorithm>

#include "base/encoding.h"
#include "glue/crawler/builtin.h"
#include "glue/crawler/bytes.h"
#include "glue/crawler/orc_stream.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr std::string_view kMagic = "ORC";
constexpr uint64_t kMaxFooterBytes = 64 * 1024 * 1024;
constexpr int kMaxDepth = 32;

Error broken(const std::string& why) { return {"GlueCorruptFile", why, 400, {}}; }

// Calls visit(field, number, bytes) for each field of a protobuf message.
template <class Visit>
bool each_field(std::string_view message, Visit&& visit) {
  Bytes in(message);
  while (in.ok() && !in.empty()) {
    uint64_t tag = in.varint();
    switch (tag & 7) {
      case 0: visit(tag >> 3, in.varint(), std::string_view()); break;
      case 1: in.take(8); break;
      case 2: visit(tag >> 3, uint64_t(0), in.take(in.varint())); break;
      case 5: in.take(4); break;
      default: return false;
    }
  }
  return in.ok();
}

struct Postscript {
  uint64_t footer_bytes = 0;
  OrcCompression compression = OrcCompression::none;
  std::string_view magic;
};

struct OrcType {
  uint64_t kind = 0, precision = 0, scale = 0;
  std::vector<uint64_t> children;
  std::vector<std::string> names;
};

struct Footer {
  std::vector<OrcType> types;
  uint64_t rows = 0;
};

bool read_type(std::string_view message, OrcType& out) {
  return each_field(message, [&](uint64_t field, uint64_t number, std::string_view bytes) {
    if (field == 1) out.kind = number;
    if (field == 2 && bytes.data() == nullptr) out.children.push_back(number);
    if (field == 2 && bytes.data() != nullptr)
      for (Bytes packed(bytes); packed.ok() && !packed.empty();) out.children.push_back(packed.varint());
    if (field == 3) out.names.emplace_back(bytes);
    if (field == 5) out.precision = number;
    if (field == 6) out.scale = number;
  });
}

bool read_footer(std::string_view message, Footer& out) {
  bool whole = true;
  bool fields = each_field(message, [&](uint64_t field, uint64_t number, std::string_view bytes) {
    if (field == 4) whole = read_type(bytes, out.types.emplace_back()) && whole;
    if (field == 6) out.rows = number;
  });
  return fields && whole;
}

std::optional<Type> type_at(const Footer& footer, uint64_t index, int depth) {
  if (index >= footer.types.size() || depth == kMaxDepth) return std::nullopt;
  auto& in = footer.types[index];
  std::vector<Type> children;
  for (auto child : in.children) {
    auto type = child > index ? type_at(footer, child, depth + 1) : std::nullopt;  // children stand behind their parents
    if (!type) return std::nullopt;
    children.push_back(std::move(*type));
  }
  switch (in.kind) {
    case 0: return sql::simple(TypeKind::boolean);
    case 1: return sql::simple(TypeKind::tinyint);
    case 2: return sql::simple(TypeKind::smallint);
    case 3: return sql::simple(TypeKind::integer);
    case 4: return sql::simple(TypeKind::bigint);
    case 5: return sql::simple(TypeKind::real);
    case 6: return sql::simple(TypeKind::double_);
    case 7:
    case 16:
    case 17: return sql::varchar();
    case 8: return sql::simple(TypeKind::varbinary);
    case 9:
    case 18: return Type{.kind = TypeKind::timestamp, .precision = 9};
    case 14: return sql::decimal(in.precision ? static_cast<int>(std::min<uint64_t>(in.precision, 38)) : 38, in.precision ? static_cast<int>(std::min<uint64_t>(in.scale, 38)) : 10);
    case 15: return sql::simple(TypeKind::date);
    case 10: return children.size() == 1 ? std::optional(sql::array_of(children[0])) : std::nullopt;
    case 11: return children.size() == 2 ? std::optional(sql::map_of(children[0], children[1])) : std::nullopt;
    case 12: {
      if (children.size() != in.names.size()) return std::nullopt;
      Type row = sql::simple(TypeKind::row);
      row.children = std::move(children);
      for (auto& name : in.names) row.field_names.push_back(to_lower(name));
      return row;
    }
    default: return sql::varchar();  // unions
  }
}

Result<std::string> read_tail(engine::RandomAccessFile& file, uint64_t bytes) {
  std::string out(static_cast<size_t>(bytes), '\0');
  uint64_t offset = file.info().size - bytes;
  size_t filled = 0;
  while (filled < out.size()) {
    size_t n = TRY(file.read_at(offset + filled, std::span<char>(out.data() + filled, out.size() - filled)));
    if (n == 0) return broken("it is shorter than it says");
    filled += n;
  }
  return out;
}

Result<Footer> footer_of(engine::RandomAccessFile& file) {
  uint64_t size = file.info().size;
  auto tail = TRY(read_tail(file, std::min<uint64_t>(size, 256)));
  auto length = static_cast<unsigned char>(tail.back());
  if (length + 1u > tail.size()) return broken("it has no ORC postscript");
  std::string_view text = std::string_view(tail).substr(tail.size() - 1 - length, length);
  Postscript postscript;
  uint64_t kind = 0;
  bool whole = each_field(text, [&](uint64_t field, uint64_t number, std::string_view bytes) {
    if (field == 1) postscript.footer_bytes = number;
    if (field == 2) kind = number;
    if (field == 8000) postscript.magic = bytes;
  });
  if (!whole || postscript.magic != kMagic || kind > 5) return broken("it has no ORC postscript");
  postscript.compression = static_cast<OrcCompression>(kind);
  if (postscript.footer_bytes > kMaxFooterBytes || postscript.footer_bytes + length + 1 > size) return broken("its ORC footer is out of bounds");
  auto stored = TRY(read_tail(file, postscript.footer_bytes + length + 1));
  auto plain = inflate_orc(postscript.compression, std::string_view(stored).substr(0, static_cast<size_t>(postscript.footer_bytes)), kMaxFooterBytes);
  Footer out;
  if (!plain || !read_footer(*plain, out)) return broken("its ORC footer is broken");
  return out;
}

}  // namespace

Result<std::optional<FileClass>> classify_orc(engine::RandomAccessFile& file, const Sample& sample) {
  if (!sample.text.starts_with(kMagic) || sample.compression != "none") return std::optional<FileClass>();
  auto footer = TRY(footer_of(file));
  auto row = type_at(footer, 0, 0);
  if (!row || !row->is(TypeKind::row)) return broken("its ORC footer has no columns");
  FileClass out;
  out.classification = out.format = "orc";
  for (size_t i = 0; i < row->children.size(); i++) merge_schema(out.columns, {{row->field_names[i], row->children[i]}});
  out.sampled_records = footer.rows;
  out.sampled_bytes = file.info().size;
  return std::optional<FileClass>(std::move(out));
}

Result<std::optional<FileClass>> classify_parquet(engine::RandomAccessFile& file, const Sample& sample) {
  if (!sample.text.starts_with("PAR1") || sample.compression != "none") return std::optional<FileClass>();
  FileClass out;
  out.classification = out.format = "parquet";
  auto schema = engine::read_parquet_schema(file);
  if (!schema.ok() && schema.error().code == "HIVE_CANNOT_OPEN_SPLIT") return broken("it has no readable Parquet footer");
  if (!schema.ok()) return schema.error();
  for (auto& column : *schema) merge_schema(out.columns, {{to_lower(column.name), column.type}});
  return std::optional<FileClass>(std::move(out));
}

}  // namespace tarn::glue::crawler
