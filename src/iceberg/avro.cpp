#include "iceberg/avro.h"

#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

#include <cstring>

#include "iceberg/errors.h"

namespace tarn::iceberg::avro {
namespace {

using Kind = Schema::Kind;

constexpr std::string_view kMagic("Obj\1", 4);
constexpr size_t kSyncBytes = 16;
constexpr size_t kSnappyChecksumBytes = 4;

Error broken(const std::string& why) { return errors::invalid("Cannot read an Avro file: " + why); }

// Reads past the end answer zeros and are remembered, so that a decoder checks once.
class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  bool at_end() const { return at_ >= bytes_.size(); }
  size_t left() const { return bytes_.size() - at_; }

  std::string_view take(uint64_t size) {
    if (size > left()) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  int64_t integer() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_end()) break;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= uint64_t(byte & 0x7F) << shift;
      if (byte < 0x80) return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
    }
    ok_ = false;
    return 0;
  }
  std::string_view bytes() {
    const int64_t size = integer();
    if (size < 0) ok_ = false;
    return ok_ ? take(static_cast<uint64_t>(size)) : std::string_view();
  }
  template <class T>
  T raw() {
    T value{};
    const auto taken = take(sizeof(T));
    if (taken.size() == sizeof(T)) std::memcpy(&value, taken.data(), sizeof(T));
    return value;
  }
  void fail() { ok_ = false; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

class Decoder {
 public:
  Decoder(Input& in, const std::function<bool(int32_t, std::string_view)>& wants) : in_(in), wants_(wants) {}

  // `keep` false: the bytes are passed over.
  Datum datum(const Schema& schema, bool keep, int depth = 0) {
    Datum out;
    out.schema = &schema;
    if (depth > kMaxDepth) in_.fail();
    if (!in_.ok()) return out;
    switch (schema.kind) {
      case Kind::null: break;
      case Kind::boolean: out.value = in_.take(1) == std::string_view("\1", 1); break;
      case Kind::integer:
      case Kind::enum_: out.value = in_.integer(); break;
      case Kind::floating: out.value = static_cast<double>(in_.raw<float>()); break;
      case Kind::double_: out.value = in_.raw<double>(); break;
      case Kind::text:
      case Kind::bytes: set(out, in_.bytes(), keep); break;
      case Kind::fixed: set(out, in_.take(static_cast<uint64_t>(schema.fixed_size)), keep); break;
      case Kind::record:
        for (const auto& field : schema.fields) {
          const bool wanted = keep && wants_(field.id, field.name);
          auto value = datum(*field.type, wanted, depth + 1);
          if (keep) out.items.push_back(wanted ? std::move(value) : Datum());
        }
        break;
      case Kind::array:
      case Kind::map: blocks(schema, out, keep, depth); break;
      case Kind::union_: {
        const int64_t branch = in_.integer();
        if (branch < 0 || static_cast<size_t>(branch) >= schema.children.size()) {
          in_.fail();
          return out;
        }
        return datum(*schema.children[static_cast<size_t>(branch)], keep, depth + 1);
      }
    }
    return out;
  }

 private:
  static void set(Datum& out, std::string_view bytes, bool keep) {
    if (keep) out.value = std::string(bytes);
  }

  void blocks(const Schema& schema, Datum& out, bool keep, int depth) {
    for (int64_t count = in_.integer(); count != 0 && in_.ok(); count = in_.integer()) {
      if (count < 0) {
        count = -count;
        const int64_t size = in_.integer();
        if (!keep && size >= 0) {
          in_.take(static_cast<uint64_t>(size));
          continue;
        }
      }
      // An element of no bytes could be counted without end.
      if (count < 0 || static_cast<uint64_t>(count) > in_.left()) return in_.fail();
      for (int64_t i = 0; i < count && in_.ok(); ++i) {
        if (schema.kind == Kind::map) {
          Datum key;
          set(key, in_.bytes(), keep);
          if (keep) out.items.push_back(std::move(key));
        }
        auto item = datum(*schema.children[0], keep, depth + 1);
        if (keep) out.items.push_back(std::move(item));
      }
    }
  }

  Input& in_;
  const std::function<bool(int32_t, std::string_view)>& wants_;
};

Result<std::string> inflate_raw(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return internal_error("zlib cannot start");
  std::string out;
  std::string piece(256 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int status = Z_OK;
  while (status == Z_OK && out.size() <= kMaxBlockBytes) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return broken("a block does not decompress");
  return out;
}

Result<std::string> unsnap(std::string_view bytes) {
  if (bytes.size() < kSnappyChecksumBytes) return broken("a block is too short");
  bytes.remove_suffix(kSnappyChecksumBytes);
  size_t size = 0;
  if (snappy_uncompressed_length(bytes.data(), bytes.size(), &size) != SNAPPY_OK || size > kMaxBlockBytes) return broken("a block does not decompress");
  std::string out(size, '\0');
  if (snappy_uncompress(bytes.data(), bytes.size(), out.data(), &size) != SNAPPY_OK) return broken("a block does not decompress");
  return out;
}

Result<std::string> unzstd(std::string_view bytes) {
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
  std::string out;
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  size_t left = 1;
  while (left != 0 && out.size() <= kMaxBlockBytes) {
    ZSTD_outBuffer produced{piece.data(), piece.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &produced, &in);
    if (ZSTD_isError(left) || (produced.pos == 0 && in.pos == in.size && left != 0)) return broken("a block does not decompress");
    out.append(piece.data(), produced.pos);
  }
  if (left != 0) return broken("a block is too long");
  return out;
}

Result<std::string> decompress(const std::string& codec, std::string_view block) {
  if (codec.empty() || codec == "null") return std::string(block);
  if (codec == "deflate") return inflate_raw(block);
  if (codec == "snappy") return unsnap(block);
  if (codec == "zstandard") return unzstd(block);
  return Error{"NOT_SUPPORTED", "Tarn does not read Avro files compressed with " + codec, 0, {}};
}

Result<std::map<std::string, std::string>> read_header(Input& in) {
  if (in.take(kMagic.size()) != kMagic) return broken("it does not begin as one");
  std::map<std::string, std::string> metadata;
  for (int64_t count = in.integer(); count != 0 && in.ok(); count = in.integer()) {
    if (count < 0) in.integer();  // the block's size
    const auto pairs = static_cast<uint64_t>(count < 0 ? -(count + 1) + 1 : count);
    if (pairs > in.left()) return broken("its header is broken");
    for (uint64_t i = 0; i < pairs && in.ok(); ++i) {
      const std::string key(in.bytes());
      metadata[key] = in.bytes();
    }
  }
  if (!in.ok()) return broken("its header is broken");
  return metadata;
}

}  // namespace

const Datum* Datum::field(int32_t id, std::string_view name) const {
  if (!schema || schema->kind != Kind::record) return nullptr;
  const Datum* named = nullptr;
  for (size_t i = 0; i < schema->fields.size() && i < items.size(); ++i) {
    const auto& field = schema->fields[i];
    if (field.id == id) return items[i].is_null() ? nullptr : &items[i];
    if (field.id < 0 && field.name == name) named = &items[i];
  }
  return named && !named->is_null() ? named : nullptr;
}

int64_t Datum::integer(int32_t id, std::string_view name, int64_t otherwise) const {
  const auto* found = field(id, name);
  const auto* value = found ? std::get_if<int64_t>(&found->value) : nullptr;
  return value ? *value : otherwise;
}

std::string Datum::text(int32_t id, std::string_view name) const {
  const auto* found = field(id, name);
  const auto* value = found ? std::get_if<std::string>(&found->value) : nullptr;
  return value ? *value : std::string();
}

Result<File> read_file(std::string_view bytes, const std::function<bool(int32_t, std::string_view)>& wants,
                       const std::function<Result<void>(const File&, const Datum&)>& use) {
  Input in(bytes);
  File file;
  file.metadata = TRY(read_header(in));
  file.schema = TRY(parse_schema(file.metadata["avro.schema"]));
  const std::string codec = file.metadata["avro.codec"];
  const std::string sync(in.take(kSyncBytes));
  while (in.ok() && !in.at_end()) {
    const int64_t count = in.integer();
    const auto block = in.bytes();
    if (!in.ok() || count < 0 || in.take(kSyncBytes) != sync) return broken("a block is cut off");
    const std::string plain = TRY(decompress(codec, block));
    Input data(plain);
    Decoder decoder(data, wants);
    for (int64_t i = 0; i < count; ++i) {
      if (data.at_end()) return broken("a block holds fewer records than it says");
      const auto datum = decoder.datum(*file.schema, true);
      if (!data.ok()) return broken("a record is broken");
      TRY(use(file, datum));
    }
  }
  if (!in.ok()) return broken("it is cut off");
  return file;
}

}  // namespace tarn::iceberg::avro
