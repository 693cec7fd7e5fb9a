// Files of Iceberg tables: the first byte chooses table metadata (opened as a snapshot), a manifest list, a manifest, or a deletion vector.
#include <cstddef>
#include <cstdint>

#include "iceberg/deletion_vector.h"
#include "iceberg/snapshot.h"

using namespace tarn;
using namespace tarn::iceberg;

namespace {

constexpr uint64_t kMaxPositions = 1'000'000;

void read_table(std::string_view text) {
  auto metadata = parse_metadata(text);
  if (!metadata.ok()) return;
  auto snapshot = Snapshot::open(std::move(*metadata), {}, [](const std::string&) -> Result<std::string> { return Error{"NoSuchKey", "no file"}; });
  if (snapshot.ok()) (void)(*snapshot)->files({});
}

void read_entries(std::string_view bytes) {
  const std::map<int32_t, Type> types = {{1000, {.kind = TypeKind::int_}}, {1001, {.kind = TypeKind::decimal, .precision = 9, .scale = 2}}};
  const PartitionSpec spec{0, {{1, 1000, "p", Transform::parse("bucket[4]")}, {2, 1001, "q", Transform::parse("identity")}}};
  auto entries = read_manifest(bytes, Manifest(), types, Statistics::all);
  if (!entries.ok()) return;
  for (const auto& entry : *entries) (void)may_match(entry, spec, {Filter{Filter::Op::eq, 1, {.kind = TypeKind::int_}, {int64_t(7)}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0: read_table(rest); break;
    case 1: (void)read_manifest_list(rest); break;
    case 2: read_entries(rest); break;
    default: (void)read_deletion_vector(rest, kMaxPositions); break;
  }
  return 0;
}
