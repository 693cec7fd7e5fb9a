// CompleteMultipartUpload: the listed parts become one object in one transaction that moves no bytes.
#include "base/encoding.h"
#include "objects/current.h"
#include "objects/digester.h"
#include "objects/errors.h"
#include "objects/keys.h"
#include "objects/multipart.h"
#include "objects/uploads.h"

namespace tarn::objects {
namespace {

// What tells a repeated request from another one.
std::string request_digest(const CompleteOptions& options) {
  std::string text;
  for (auto& part : options.parts) text += std::to_string(part.number) + " " + part.etag + "\n";
  return sha256(text);
}

Result<void> check_order(const CompleteOptions& options, const std::string& upload_id) {
  if (options.parts.empty()) return errors::no_parts();
  for (size_t i = 1; i < options.parts.size(); ++i) {
    if (options.parts[i].number <= options.parts[i - 1].number) return errors::invalid_part_order(upload_id);
  }
  return {};
}

// The claimed parts as they lie, in order; those that nobody claims stay in `unclaimed`.
struct Assembly {
  std::vector<NumberedPart> parts;
  std::vector<NumberedPart> unclaimed;
};

Result<Assembly> match_parts(const std::vector<NumberedPart>& stored, const CompleteOptions& options, const std::string& upload_id) {
  Assembly assembly;
  auto at = stored.begin();
  for (auto& claim : options.parts) {
    for (; at != stored.end() && at->number < claim.number; ++at) assembly.unclaimed.push_back(*at);
    bool found = at != stored.end() && at->number == claim.number && to_hex(at->record.md5) == claim.etag;
    if (!found) return errors::invalid_part(upload_id, claim);
    if (claim.checksum && claim.checksum->value != at->record.checksum) return errors::invalid_part(upload_id, claim);
    bool is_last = &claim == &options.parts.back();
    if (!is_last && at->record.size < kMinPartBytes) return errors::entity_too_small(at->record.size, claim);
    assembly.parts.push_back(*at++);
  }
  assembly.unclaimed.insert(assembly.unclaimed.end(), at, stored.end());
  return assembly;
}

// A composite checksum that the client asked for must be claimed part by part, from part 1 on.
Result<void> check_composite(const Upload& upload, const CompleteOptions& options) {
  if (!upload.checksum_algorithm || upload.checksum_type != ChecksumType::composite) return {};
  for (size_t i = 0; i < options.parts.size(); ++i) {
    auto& claim = options.parts[i];
    if (!claim.checksum) return errors::missing_part_checksum(*upload.checksum_algorithm, claim.number);
    if (claim.number != i + 1) return errors::part_numbers_not_consecutive();
  }
  return {};
}

ObjectRecord assemble(const Upload& upload, const Assembly& assembly) {
  ObjectRecord record;
  Digester md5({});
  std::vector<PartChecksum> checksums;
  bool keeps_part_checksums = upload.checksum_type == ChecksumType::composite;
  for (auto& [number, part] : assembly.parts) {
    record.size += part.size;
    md5.update(part.md5);
    checksums.push_back({part.checksum, part.size});
    record.layout.extents.insert(record.layout.extents.end(), part.extents.begin(), part.extents.end());
    record.layout.parts.push_back({number, part.size, keeps_part_checksums ? part.checksum : ""});
  }
  record.etag = {md5.finish().md5, static_cast<uint32_t>(assembly.parts.size())};
  record.checksum = merge_checksums(upload.algorithm(), upload.checksum_type, checksums);
  record.attributes = upload.attributes;
  return record;
}

Result<void> check_whole(const Upload& upload, const ObjectRecord& record, const CompleteOptions& options) {
  if (options.checksum_type && *options.checksum_type != upload.checksum_type) {
    return errors::wrong_checksum_type(upload.checksum_type, *options.checksum_type);
  }
  if (options.object_size && *options.object_size != record.size) return errors::wrong_object_size();
  if (!options.checksum) return {};
  if (options.checksum->algorithm != record.checksum.algorithm) {
    return errors::wrong_part_checksum_algorithm(record.checksum.algorithm, options.checksum->algorithm);
  }
  if (options.checksum->value != record.checksum.value) return errors::bad_digest(options.checksum->algorithm);
  return {};
}

// The answer of an earlier request for the same parts, or NoSuchUpload.
Result<PutResult> repeated_answer(kv::Reader& reader, BucketId bucket, const UploadName& name, const std::string& request) {
  auto stored = TRY(reader.get(completed_key(bucket, name.upload_id)));
  if (!stored) return errors::no_such_upload(name.upload_id);
  auto completed = TRY(decode_completed(*stored));
  if (completed.key != name.object.key || completed.request != request) return errors::no_such_upload(name.upload_id);
  return PutResult{completed.etag, completed.checksum, completed.size, completed.completed};
}

}  // namespace

Result<PutResult> complete_upload(ObjectStore& objects, const Caller& caller, const UploadName& name, const CompleteOptions& options) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(name.object)));
  TRY(check_order(options, name.upload_id));
  const auto request = request_digest(options);
  const auto cause = Cause::of(caller.who());
  return objects.store.transact([&](kv::Txn& txn) -> Result<PutResult> {
    auto bucket = TRY(find_bucket(txn, name.object.bucket));
    auto upload = load_upload(txn, bucket.id, name.object.key, name.upload_id);
    if (!upload.ok() && upload.error().code == "NoSuchUpload") return repeated_answer(txn, bucket.id, name, request);
    if (!upload.ok()) return upload.error();

    auto stored = TRY(load_parts(txn, bucket.id, name.upload_id, 0, kMaxPartNumber));
    TRY(check_composite(*upload, options));
    auto assembly = TRY(match_parts(stored, options, name.upload_id));
    auto record = assemble(*upload, assembly);
    TRY(check_whole(*upload, record, options));
    record.modified = objects.clock.now();

    // The object takes over the references that the rows of its parts held.
    for (auto& part : assembly.unclaimed) release(txn, objects.random, part.record.extents);
    erase_upload_rows(txn, bucket.id, *upload, stored);
    PutResult result{record.etag.str(), record.checksum, record.size, record.modified};
    txn.put(completed_key(bucket.id, name.upload_id),
            encode_completed({record.modified, name.object.key, request, result.etag, result.checksum, result.size}));
    TRY(replace_current(txn, objects, bucket, name.object.key, options.conditions, std::move(record), {EventKind::complete_upload, cause}));
    return result;
  });
}

}  // namespace tarn::objects
