#include "catalog/partition_scan.h"

#include "catalog/partition_order.h"
#include "kv/key.h"

namespace tarn::catalog {
namespace {

// A new position costs about as much as reading some rows: where the gap is short, it is read through.
constexpr int kRowsBeforeSeek = 8;

enum class Verdict : uint8_t { inside, seek, past, damaged };

// Where the fields lie; for seek, `target` becomes the least fields that can lie inside.
Verdict judge(std::string_view fields, const FieldFilter& filter, std::string& target) {
  size_t at = 0;
  for (size_t i = 0; i < filter.order.size(); ++i) {
    auto length = key_field_length(filter.order[i], fields.substr(at));
    if (!length) return Verdict::damaged;
    if (!filter.intervals[i].is_all()) {
      const std::string_view field = fields.substr(at, *length);
      if (!filter.intervals[i].contains(field)) {
        if (const std::string* begin = filter.intervals[i].next(field)) {
          target = std::string(fields.substr(0, at)) + *begin;
          return Verdict::seek;
        }
        target = kv::prefix_end(fields.substr(0, at));
        return at == 0 || target.empty() ? Verdict::past : Verdict::seek;
      }
    }
    at += *length;
  }
  return at == fields.size() ? Verdict::inside : Verdict::damaged;
}

}  // namespace

Result<void> scan_fields(kv::Reader& reader, const std::string& prefix, const FieldFilter& filter, const std::string& after,
                         const std::function<bool(std::string_view fields, std::string_view value)>& visit) {
  kv::Range range = kv::Range::prefix(prefix);
  if (!after.empty()) range.begin += after + '\0';
  for (bool more = true; more;) {
    std::string target;
    bool seeking = false, damaged = false;
    int passed = 0;
    more = false;
    TRY(reader.scan(range, [&](std::string_view key, std::string_view value) {
      const std::string_view fields = key.substr(prefix.size());
      if (seeking && fields < target) return !(more = ++passed >= kRowsBeforeSeek);
      seeking = false;
      switch (judge(fields, filter, target)) {
        case Verdict::inside: return visit(fields, value);
        case Verdict::past: return false;
        case Verdict::damaged: damaged = true; return false;
        case Verdict::seek: break;
      }
      seeking = true;
      passed = 0;
      return true;
    }));
    if (damaged) return internal_error("a partition's key is damaged");
    range.begin = prefix + target;
  }
  return {};
}

}  // namespace tarn::catalog
