#include "objects/record.h"

#include "base/encoding.h"
#include "objects/binary.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

constexpr uint8_t kVersion = 1;
constexpr size_t kMd5Bytes = 16;

Error broken(std::string_view what) { return internal_error("a broken record: " + std::string(what)); }
Error newer(std::string_view what) { return internal_error("a record of a version that this release does not know: " + std::string(what)); }

void write_time(BinaryWriter& out, TimePoint time) { out.varint(static_cast<uint64_t>(time.time_since_epoch().count())); }
TimePoint read_time(BinaryReader& in) { return TimePoint{Duration{static_cast<int64_t>(in.varint())}}; }

void write_checksum(BinaryWriter& out, const Checksum& checksum) {
  out.u8(static_cast<uint8_t>(checksum.algorithm)).u8(static_cast<uint8_t>(checksum.type)).text(checksum.value).varint(checksum.part_count);
}
Checksum read_checksum(BinaryReader& in) {
  Checksum checksum;
  checksum.algorithm = static_cast<ChecksumAlgorithm>(in.u8());
  checksum.type = static_cast<ChecksumType>(in.u8());
  checksum.value = in.text();
  checksum.part_count = static_cast<uint32_t>(in.varint());
  return checksum;
}

// The part that listings read.
void write_head(BinaryWriter& out, const ObjectRecord& record) {
  out.u8(kVersion).varint(record.size);
  write_time(out, record.modified);
  out.raw(record.etag.md5).varint(record.etag.part_count);
  write_checksum(out, record.checksum);
  out.text(record.attributes.storage_class);
}
void read_head(BinaryReader& in, ObjectRecord& record) {
  record.size = in.varint();
  record.modified = read_time(in);
  record.etag.md5 = in.raw(kMd5Bytes);
  record.etag.part_count = static_cast<uint32_t>(in.varint());
  record.checksum = read_checksum(in);
  record.attributes.storage_class = in.text();
}

void write_attributes(BinaryWriter& out, const ObjectAttributes& attributes) {
  out.text(attributes.content_type).text(attributes.cache_control).text(attributes.content_disposition).text(attributes.content_encoding);
  out.text(attributes.content_language).text(attributes.expires).text(attributes.website_redirect_location);
  out.varint(attributes.metadata.size());
  for (auto& [name, value] : attributes.metadata) out.text(name).text(value);
  out.varint(attributes.tags.size());
  for (auto& tag : attributes.tags) out.text(tag.key).text(tag.value);
}
void read_attributes(BinaryReader& in, ObjectAttributes& attributes) {
  attributes.content_type = in.text();
  attributes.cache_control = in.text();
  attributes.content_disposition = in.text();
  attributes.content_encoding = in.text();
  attributes.content_language = in.text();
  attributes.expires = in.text();
  attributes.website_redirect_location = in.text();
  for (uint64_t n = in.count(); n > 0; --n) {
    std::string name(in.text());
    attributes.metadata.emplace_back(std::move(name), in.text());
  }
  for (uint64_t n = in.count(); n > 0; --n) {
    std::string key(in.text());
    attributes.tags.push_back({std::move(key), std::string(in.text())});
  }
}

}  // namespace

std::string Etag::str() const {
  std::string text = to_hex(md5);
  if (part_count > 0) text += "-" + std::to_string(part_count);
  return text;
}

std::string encode_object(const ObjectRecord& record) {
  BinaryWriter out;
  write_head(out, record);
  write_attributes(out, record.attributes);
  out.u8(record.manifest ? 1 : 0);
  out.raw(record.manifest ? id_bytes(*record.manifest) : encode_layout(record.layout));
  return out.take();
}

Result<ObjectRecord> decode_object(std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kVersion) return newer("object");
  ObjectRecord record;
  read_head(in, record);
  read_attributes(in, record.attributes);
  bool in_manifest = in.u8() == 1;
  auto rest = in.rest();
  if (!in.ok()) return broken("object");
  if (!in_manifest) {
    record.layout = TRY(decode_layout(rest));
  } else if (rest.size() == kIdBytes) {
    record.manifest = id_of_bytes(rest);
  } else {
    return broken("object");
  }
  return record;
}

Result<ListedObject> decode_listed(std::string_view key, std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kVersion) return newer("object");
  ObjectRecord record;
  read_head(in, record);
  if (!in.ok()) return broken("object");
  return ListedObject{std::string(key),
                      record.size,
                      record.etag.str(),
                      record.modified,
                      std::move(record.attributes.storage_class),
                      record.checksum.algorithm,
                      record.checksum.type};
}

ObjectInfo object_info(const ObjectRecord& record) {
  return {record.size, record.etag.str(), record.modified, record.attributes, record.checksum, record.layout.parts};
}

std::string encode_part(const PartRecord& record) {
  BinaryWriter out;
  out.u8(kVersion).varint(record.size);
  write_time(out, record.modified);
  out.raw(record.md5).text(record.checksum).raw(encode_layout({record.extents, {}}));
  return out.take();
}

Result<PartRecord> decode_part(std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kVersion) return newer("part");
  PartRecord record;
  record.size = in.varint();
  record.modified = read_time(in);
  record.md5 = in.raw(kMd5Bytes);
  record.checksum = in.text();
  if (!in.ok()) return broken("part");
  record.extents = TRY(decode_layout(in.rest())).extents;
  return record;
}

std::string encode_upload(const Upload& upload) {
  BinaryWriter out;
  out.u8(kVersion);
  write_time(out, upload.initiated);
  out.u8(upload.checksum_algorithm ? static_cast<uint8_t>(*upload.checksum_algorithm) : 0).u8(static_cast<uint8_t>(upload.checksum_type));
  out.text(upload.initiator_arn).text(upload.attributes.storage_class);
  write_attributes(out, upload.attributes);
  return out.take();
}

Result<Upload> decode_upload(std::string_view key, std::string_view upload_id, std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kVersion) return newer("upload");
  Upload upload;
  upload.key = key;
  upload.upload_id = upload_id;
  upload.initiated = read_time(in);
  if (uint8_t algorithm = in.u8()) upload.checksum_algorithm = static_cast<ChecksumAlgorithm>(algorithm);
  upload.checksum_type = static_cast<ChecksumType>(in.u8());
  upload.initiator_arn = in.text();
  upload.attributes.storage_class = in.text();
  read_attributes(in, upload.attributes);
  if (!in.ok() || !in.rest().empty()) return broken("upload");
  return upload;
}

std::string encode_completed(const CompletedRecord& record) {
  BinaryWriter out;
  out.u8(kVersion);
  write_time(out, record.completed);
  out.text(record.key).text(record.request).text(record.etag).varint(record.size);
  write_checksum(out, record.checksum);
  return out.take();
}

Result<CompletedRecord> decode_completed(std::string_view stored) {
  BinaryReader in(stored);
  if (in.u8() != kVersion) return newer("completed upload");
  CompletedRecord record;
  record.completed = read_time(in);
  record.key = in.text();
  record.request = in.text();
  record.etag = in.text();
  record.size = in.varint();
  record.checksum = read_checksum(in);
  if (!in.ok() || !in.rest().empty()) return broken("completed upload");
  return record;
}

}  // namespace tarn::objects
