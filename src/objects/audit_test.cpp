#include "objects/audit.h"

#include <gtest/gtest.h>

#include "base/byte_source.h"
#include "objects/buckets.h"
#include "objects/keys.h"
#include "objects/multipart.h"
#include "objects/objects_for_tests.h"
#include "objects/record.h"
#include "objects/write.h"

namespace tarn::objects {
namespace {

// One small object, one of its own blob, and an upload with a part.
struct FilledStore : TestObjects {
  FilledStore() {
    EXPECT_TRUE(put_object(objects, who, name("small"), std::string("tiny")).ok());
    EXPECT_TRUE(put_object(objects, who, name("large"), test_bytes(200'000, 1)).ok());
    auto upload = create_upload(objects, who, name("upload"), {}).value();
    auto part = test_bytes(100'000, 2);
    StringSource body(part);
    EXPECT_TRUE(put_part(objects, who, {name("upload"), upload.upload_id}, 1, body, {}).ok());
    bucket_id = find_bucket(*store->snapshot(), bucket).value().id;
  }
  std::vector<std::string> defects() { return audit(*store->snapshot(), *blobs).value(); }
  void change(const std::function<void(kv::Txn&)>& edit) {
    EXPECT_TRUE(store->transact([&](kv::Txn& txn) -> Result<void> {
      edit(txn);
      return {};
    }).ok());
  }
  ObjectRecord record(const std::string& key) { return decode_object(*store->snapshot()->get(object_key(bucket_id, key)).value()).value(); }

  BucketId bucket_id = 0;
};

TEST(Audit, ASoundStoreHasNoDefects) { EXPECT_EQ(FilledStore().defects(), std::vector<std::string>()); }

TEST(Audit, FindsAMissingBlobOfAnObjectAndOfAPart) {
  FilledStore t;
  std::vector<blob::BlobId> ids;
  ASSERT_TRUE(t.blobs->for_each([&](const blob::StoredBlob& blob) -> Result<void> {
    ids.push_back(blob.id);
    return {};
  }).ok());
  ASSERT_EQ(ids.size(), 2u);
  for (auto& id : ids) ASSERT_TRUE(t.blobs->remove(id).ok());
  auto defects = t.defects();
  ASSERT_EQ(defects.size(), 2u);
  EXPECT_NE(defects[0].find("s3://a-bucket/large: its bytes are missing"), std::string::npos) << defects[0];
  EXPECT_NE(defects[1].find("part 1: its bytes are missing"), std::string::npos) << defects[1];
}

TEST(Audit, FindsMissingInlineBytes) {
  FilledStore t;
  auto extent = t.record("small").layout.extents.at(0);
  t.change([&](kv::Txn& txn) { txn.erase(inline_key(extent.id), kv::Space::bytes); });
  ASSERT_EQ(t.defects().size(), 1u);
  EXPECT_NE(t.defects()[0].find("s3://a-bucket/small: its bytes are missing"), std::string::npos);
}

TEST(Audit, FindsRecordsThatDoNotDecodeAndSizesThatDoNotAddUp) {
  FilledStore t;
  auto larger = t.record("small");
  larger.size += 1;
  t.change([&](kv::Txn& txn) {
    txn.put(object_key(t.bucket_id, "broken"), "\x01");
    txn.put(object_key(t.bucket_id, "small"), encode_object(larger));
  });
  auto defects = t.defects();
  ASSERT_EQ(defects.size(), 2u);
  EXPECT_EQ(defects[0], "s3://a-bucket/broken: a broken record: object");
  EXPECT_EQ(defects[1], "s3://a-bucket/small: its size is 5, its bytes are 4");
}

TEST(Audit, FindsACounterThatDiffersFromTheReferences) {
  FilledStore t;
  auto extent = t.record("large").layout.extents.at(0);
  t.change([&](kv::Txn& txn) { txn.add(blob_count_key(extent.id), -1); });
  ASSERT_EQ(t.defects().size(), 1u);
  EXPECT_NE(t.defects()[0].find("1 extents name it, its counter says 0"), std::string::npos);
}

}  // namespace
}  // namespace tarn::objects
