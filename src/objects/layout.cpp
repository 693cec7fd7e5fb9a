#include "objects/layout.h"

#include "objects/binary.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

constexpr uint8_t kLayoutVersion = 1;

void write_extent(BinaryWriter& out, const Extent& extent) {
  out.u8(static_cast<uint8_t>(extent.kind)).raw(id_bytes(extent.id)).varint(extent.offset).varint(extent.length);
}

Extent read_extent(BinaryReader& in) {
  Extent extent;
  extent.kind = static_cast<ExtentKind>(in.u8());
  extent.id = id_of_bytes(in.raw(kIdBytes));
  extent.offset = in.varint();
  extent.length = in.varint();
  return extent;
}

}  // namespace

std::string encode_layout(const Layout& layout) {
  BinaryWriter out;
  out.u8(kLayoutVersion).varint(layout.extents.size());
  for (auto& extent : layout.extents) write_extent(out, extent);
  out.varint(layout.parts.size());
  for (auto& part : layout.parts) out.varint(part.number).varint(part.size).text(part.checksum);
  return out.take();
}

Result<Layout> decode_layout(std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kLayoutVersion) return internal_error("an object layout of a version that this release does not know");
  Layout layout;
  for (uint64_t n = in.count(); n > 0; --n) layout.extents.push_back(read_extent(in));
  for (uint64_t n = in.count(); n > 0; --n) {
    auto number = static_cast<uint32_t>(in.varint());
    auto size = in.varint();
    layout.parts.push_back({number, size, std::string(in.text())});
  }
  if (!in.ok() || !in.at_end()) return internal_error("a broken object layout");
  for (auto& extent : layout.extents) {
    if (extent.kind != ExtentKind::inline_bytes && extent.kind != ExtentKind::blob) return internal_error("an extent of unknown kind");
  }
  return layout;
}

blob::BlobId random_id(Random& random) { return {random.next_u64(), random.next_u64()}; }

void release(kv::Txn& txn, Random& random, const Extents& extents) {
  for (auto& extent : extents) {
    if (extent.kind == ExtentKind::inline_bytes) {
      txn.erase(inline_key(extent.id), kv::Space::bytes);
      continue;
    }
    txn.add(blob_count_key(extent.id), -1);
    // The stamp tells the reclaimer whether the blob was freed again after it looked.
    txn.put(garbage_key(extent.id), id_bytes(random_id(random)));
  }
}

}  // namespace tarn::objects
