#include "objects/write.h"

#include "objects/buckets.h"
#include "objects/current.h"

namespace tarn::objects {
namespace {

class StagingWriter final : public ObjectWriter {
 public:
  StagingWriter(ObjectStore& objects, ObjectName name, PutOptions options, Cause cause)
      : name_(std::move(name)),
        attributes_(std::move(options.attributes)),
        conditions_(std::move(options.conditions)),
        cause_(std::move(cause)),
        content_(objects, std::move(options.digests)) {}

  Result<void> append(std::string_view bytes) override { return content_.append(bytes); }
  Result<StagedObject> finish() override {
    return StagedObject{std::move(name_), std::move(attributes_), std::move(conditions_), TRY(content_.finish()), std::move(cause_)};
  }

 private:
  ObjectName name_;
  ObjectAttributes attributes_;
  WriteConditions conditions_;
  Cause cause_;
  ContentWriter content_;
};

// Before any byte is read: the right to write, a legal key, an existing bucket, and conditions that could hold.
Result<void> check_before_writing(ObjectStore& objects, const Caller& caller, const ObjectName& name, const WriteConditions& conditions) {
  TRY(objects.check(caller, "s3:PutObject", object_arn(name)));
  TRY(check_object_key(name.key));
  auto now = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*now, name.bucket));
  if (!conditions.must_be_absent && !conditions.must_match) return {};
  return check_conditions(conditions, name.key, TRY(find_current(*now, bucket.id, name.key)));
}

}  // namespace

Result<PutResult> publish(kv::Txn& txn, ObjectStore& objects, const StagedObject& object) {
  auto bucket = TRY(find_bucket(txn, object.name.bucket));
  ObjectRecord record;
  record.size = object.size();
  record.modified = objects.clock.now();
  record.etag = {object.content.md5(), 0};
  record.checksum = object.content.checksum();
  record.attributes = object.attributes;
  record.layout.extents = object.content.refer(txn, objects.random);
  PutResult result{record.etag.str(), record.checksum, record.size, record.modified};
  TRY(replace_current(txn, objects, bucket, object.name.key, object.conditions, std::move(record), {EventKind::put, object.cause}));
  return result;
}

Result<std::unique_ptr<ObjectWriter>> create_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, PutOptions options) {
  TRY(check_before_writing(objects, caller, name, options.conditions));
  return std::unique_ptr<ObjectWriter>(std::make_unique<StagingWriter>(objects, name, std::move(options), Cause::of(caller.who())));
}

Result<PutResult> put_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, ByteSource& body, const PutOptions& options) {
  TRY(check_before_writing(objects, caller, name, options.conditions));
  StagedObject staged{name, options.attributes, options.conditions, TRY(stage_content(objects, body, options.digests)), Cause::of(caller.who())};
  auto result = TRY(objects.store.transact([&](kv::Txn& txn) { return publish(txn, objects, staged); }));
  staged.published();
  return result;
}

Result<PutResult> put_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, std::string bytes, const PutOptions& options) {
  StringSource body(std::move(bytes));
  return put_object(objects, caller, name, body, options);
}

}  // namespace tarn::objects
