#include "catalog/partition_record.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/keys.h"

namespace tarn::catalog {
namespace {

constexpr std::string_view kVersion = "P1";
constexpr size_t kDigestBytes = 16;
enum LocationForm : char { kNone, kText, kFolder, kFolderAndSlash };  // as stored

// ---- the form of locations: most are <table>/k=v/k=v

std::string value_folder(const Table& table, const std::vector<std::string>& values) {
  std::string out;
  for (size_t i = 0; i < values.size(); ++i) out += (i ? "/" : "") + table.partition_keys[i].name + "=" + values[i];
  return out;
}

LocationForm form_of(const std::string& location, const std::string& base, const std::string& folder) {
  if (location.empty()) return kNone;
  if (base.empty() || !location.starts_with(base)) return kText;
  const std::string_view rest = std::string_view(location).substr(base.size());
  if (rest == folder) return kFolder;
  return rest.size() == folder.size() + 1 && rest.starts_with(folder) && rest.ends_with('/') ? kFolderAndSlash : kText;
}

std::string base_of(const Table& table) {
  const std::string& location = table.storage.location;
  return location.empty() || location.ends_with('/') ? location : location + "/";
}

// ---- bytes

void put_number(uint64_t number, std::string& out) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}
void put_text(std::string_view text, std::string& out) {
  put_number(text.size(), out);
  out += text;
}
void put_time(const std::optional<TimePoint>& time, std::string& out) {
  put_number(time ? static_cast<uint64_t>(time->time_since_epoch().count()) + 1 : 0, out);
}

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(size_t n) {
    if (n > rest_.size()) sound_ = false;
    std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(out.size());
    return out;
  }
  uint64_t number() {
    uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::string_view byte = take(1);
      if (byte.empty()) return 0;
      out |= static_cast<uint64_t>(byte[0] & 0x7F) << shift;
      if (!(byte[0] & 0x80)) return out;
    }
    sound_ = false;
    return 0;
  }
  std::string text() { return std::string(take(number())); }
  std::optional<TimePoint> time() {
    const uint64_t number = this->number();
    return number ? std::optional(TimePoint{Duration{static_cast<int64_t>(number - 1)}}) : std::nullopt;
  }
  bool finished() const { return sound_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool sound_ = true;
};

bool has_names(const std::vector<std::string>& names, const Parameters& parameters) {
  return std::equal(names.begin(), names.end(), parameters.begin(), parameters.end(), [](const std::string& name, const auto& entry) { return name == entry.first; });
}

std::vector<std::string> names_of(const Parameters& parameters) {
  std::vector<std::string> out;
  for (const auto& [name, value] : parameters) out.push_back(name);
  return out;
}

// Equal but for location and parameters.
bool same_form(const StorageDescriptor& a, const StorageDescriptor& b) {
  return a.columns == b.columns && a.input_format == b.input_format && a.output_format == b.output_format && a.serde_name == b.serde_name &&
         a.serde_library == b.serde_library && a.serde_parameters == b.serde_parameters && a.bucket_columns == b.bucket_columns &&
         a.sort_columns == b.sort_columns && a.number_of_buckets == b.number_of_buckets && a.compressed == b.compressed &&
         a.stored_as_sub_directories == b.stored_as_sub_directories && a.more == b.more;
}

}  // namespace

PartitionRow RowMaker::row_of(const Partition& partition) {
  const bool same = last_ && same_form(last_->storage, partition.storage) && has_names(last_->storage_parameters, partition.storage.parameters) &&
                    has_names(last_->partition_parameters, partition.parameters);
  if (!same) {
    Layout layout{partition.storage, "", names_of(partition.storage.parameters), names_of(partition.parameters)};
    layout.storage.location.clear();
    layout.storage.parameters.clear();
    last_ = std::make_shared<const Layout>(std::move(layout));
  }
  PartitionRow row{.values = partition.values, .layout = last_, .location = partition.storage.location, .created_at = partition.created_at,
                   .last_access_at = partition.last_access_at, .last_analyzed_at = partition.last_analyzed_at};
  for (const auto& [name, value] : partition.storage.parameters) row.storage_parameters.push_back(value);
  for (const auto& [name, value] : partition.parameters) row.partition_parameters.push_back(value);
  return row;
}

PartitionWriter::PartitionWriter(kv::Txn& txn, const Table& table) : txn_(txn), table_(table), location_base_(base_of(table)) {}

Result<void> PartitionWriter::use_layout(const std::shared_ptr<const Layout>& layout) {
  if (layout == layout_) return {};
  Layout stored = *layout;
  stored.location_base = location_base_;
  const std::string record = encode_layout(stored);
  digest_ = sha256(record).substr(0, kDigestBytes);
  const std::string key = layout_key(table_.id, digest_);
  if (!TRY(txn_.get(key))) txn_.put(key, record);
  layout_ = layout;
  return {};
}

Result<void> PartitionWriter::put(const std::string& key, const PartitionRow& row, TimePoint created_at) {
  TRY(use_layout(row.layout));
  const LocationForm form = form_of(row.location, location_base_, value_folder(table_, row.values));
  std::string record = std::string(kVersion) + digest_ + static_cast<char>(form);
  put_time(created_at, record);
  put_time(row.last_access_at, record);
  put_time(row.last_analyzed_at, record);
  if (form == kText) put_text(row.location, record);
  for (const std::string& value : row.storage_parameters) put_text(value, record);
  for (const std::string& value : row.partition_parameters) put_text(value, record);
  txn_.put(key, record);
  return {};
}

Result<std::shared_ptr<const Layout>> PartitionReader::layout(std::string_view digest) {
  auto known = layouts_.find(digest);
  if (known == layouts_.end()) {
    auto record = TRY(reader_.get(layout_key(table_.id, digest)));
    if (!record) return internal_error("a partition of table " + table_.name + " without its layout");
    known = layouts_.emplace(digest, std::make_shared<const Layout>(TRY(decode_layout(*record)))).first;
  }
  return known->second;
}

Result<PartitionRow> PartitionReader::read_row(std::vector<std::string> values, std::string_view record) {
  Bytes bytes(record);
  if (bytes.take(kVersion.size()) != kVersion) return internal_error("a partition's record is damaged or newer");
  PartitionRow out;
  out.layout = TRY(layout(bytes.take(kDigestBytes)));
  out.values = std::move(values);
  const std::string_view form_byte = bytes.take(1);
  const char form = form_byte.empty() ? char{kNone} : form_byte[0];
  out.created_at = bytes.time().value_or(TimePoint{});
  out.last_access_at = bytes.time();
  out.last_analyzed_at = bytes.time();
  if (form == kText) out.location = bytes.text();
  else if (form != kNone) out.location = out.layout->location_base + value_folder(table_, out.values) + (form == kFolderAndSlash ? "/" : "");
  for (size_t i = 0; i < out.layout->storage_parameters.size(); ++i) out.storage_parameters.push_back(bytes.text());
  for (size_t i = 0; i < out.layout->partition_parameters.size(); ++i) out.partition_parameters.push_back(bytes.text());
  if (!bytes.finished()) return internal_error("a partition's record is damaged");
  return out;
}

Partition joined(PartitionRow row) {
  Partition out;
  out.values = std::move(row.values);
  out.storage = row.layout->storage;
  out.storage.location = std::move(row.location);
  for (size_t i = 0; i < row.storage_parameters.size(); ++i) out.storage.parameters.emplace(row.layout->storage_parameters[i], std::move(row.storage_parameters[i]));
  for (size_t i = 0; i < row.partition_parameters.size(); ++i) out.parameters.emplace(row.layout->partition_parameters[i], std::move(row.partition_parameters[i]));
  out.created_at = row.created_at;
  out.last_access_at = row.last_access_at;
  out.last_analyzed_at = row.last_analyzed_at;
  return out;
}

}  // namespace tarn::catalog
