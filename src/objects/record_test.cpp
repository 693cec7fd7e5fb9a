#include "objects/record.h"

#include <gtest/gtest.h>

#include "objects/keys.h"

namespace tarn::objects {
namespace {

ObjectRecord full_record() {
  ObjectRecord record;
  record.size = 5'000'000'000;
  record.modified = TimePoint{Duration{1'790'000'000'123'456}};
  record.etag = {std::string(15, '\x7f') + '\0', 2};
  record.checksum = {ChecksumAlgorithm::sha256, ChecksumType::composite, std::string(32, '\xfe'), 2};
  record.attributes = {"text/csv", "no-cache", "inline", "gzip", "de", "Thu, 01 Jan 1970 00:00:00 GMT", "/elsewhere", "STANDARD_IA",
                       {{"colour", "blue"}, {"empty", ""}}, {{"team", "lake"}}};
  record.layout.extents = {{ExtentKind::blob, {1, 2}, 0, 4'999'999'999}, {ExtentKind::inline_bytes, {~0ull, 0}, 7, 1}};
  record.layout.parts = {{1, 4'999'999'999, std::string(32, 'a')}, {9'999, 1, std::string(32, 'b')}};
  return record;
}

TEST(ObjectRecord, RoundTrips) {
  auto record = full_record();
  EXPECT_EQ(decode_object(encode_object(record)).value(), record);
  EXPECT_EQ(decode_object(encode_object(ObjectRecord{.etag = {std::string(16, 'x'), 0}})).value(), (ObjectRecord{.etag = {std::string(16, 'x'), 0}}));
  record.layout = {};
  record.manifest = blob::BlobId{3, 4};
  EXPECT_EQ(decode_object(encode_object(record)).value(), record);
}

TEST(ObjectRecord, ListingsReadTheHeadAlone) {
  auto stored = encode_object(full_record());
  auto listed = decode_listed("key", stored).value();
  EXPECT_EQ(listed.size, 5'000'000'000u);
  EXPECT_EQ(listed.etag, "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f00-2");
  EXPECT_EQ(listed.storage_class, "STANDARD_IA");
  EXPECT_EQ(listed.checksum_type, ChecksumType::composite);
}

TEST(ObjectRecord, CutOrLengthenedOnesAreErrors) {
  auto stored = encode_object(full_record());
  for (size_t n = 0; n < stored.size(); ++n) EXPECT_FALSE(decode_object(stored.substr(0, n)).ok()) << n;
  EXPECT_FALSE(decode_object(stored + "x").ok());
}

TEST(ObjectRecord, NewerVersionsAreRefused) {
  auto stored = encode_object(full_record());
  stored[0] = 2;
  EXPECT_FALSE(decode_object(stored).ok());
  EXPECT_FALSE(decode_listed("k", stored).ok());
}

TEST(PartRecord, RoundTrips) {
  PartRecord part{7, TimePoint{Duration{1}}, std::string(16, 'm'), "crc", {{ExtentKind::blob, {1, 2}, 3, 7}}};
  EXPECT_EQ(decode_part(encode_part(part)).value(), part);
}

TEST(UploadRecord, RoundTrips) {
  Upload upload;
  upload.initiated = TimePoint{Duration{77}};
  upload.attributes = full_record().attributes;
  upload.checksum_algorithm = ChecksumAlgorithm::crc32c;
  upload.checksum_type = ChecksumType::composite;
  upload.initiator_arn = "arn:aws:iam::111122223333:user/u";
  auto again = decode_upload("a/key", "id", encode_upload(upload)).value();
  EXPECT_EQ(again.key, "a/key");
  EXPECT_EQ(again.upload_id, "id");
  EXPECT_EQ(again.initiated, upload.initiated);
  EXPECT_EQ(again.attributes, upload.attributes);
  EXPECT_EQ(again.checksum_algorithm, upload.checksum_algorithm);
  EXPECT_EQ(again.initiator_arn, upload.initiator_arn);
}

TEST(CompletedRecord, RoundTrips) {
  CompletedRecord record{TimePoint{Duration{5}}, "key", "request", "etag-2", {ChecksumAlgorithm::crc32, ChecksumType::full_object, "abcd", 0}, 9};
  EXPECT_EQ(decode_completed(encode_completed(record)).value(), record);
}

TEST(Keys, RoundTrip) {
  const std::string odd("a\0b\xff/", 5);
  EXPECT_EQ(read_object_key(object_key(7, odd)), odd);
  auto upload = read_upload_key(upload_key(7, odd, "0123id"));
  ASSERT_TRUE(upload);
  EXPECT_EQ(upload->key, odd);
  EXPECT_EQ(upload->upload_id, "0123id");
  EXPECT_EQ(read_part_number(part_key(7, "0123id", 10'000)), 10'000u);
  EXPECT_EQ(read_garbage_key(garbage_key({3, ~0ull})), (blob::BlobId{3, ~0ull}));
  EXPECT_EQ(read_bucket_key(bucket_key("b")), "b");
}

TEST(Keys, OrderIsThatOfTheirFields) {
  EXPECT_LT(object_key(1, "\xff\xff"), object_key(2, ""));
  EXPECT_LT(object_key(1, "a"), object_key(1, std::string("a\0", 2)));
  EXPECT_LT(object_key(1, "a/"), object_key(1, "a0"));
  EXPECT_LT(upload_key(1, "a", "zzz"), upload_key(1, "a/", "000"));
  EXPECT_LT(part_key(1, "u", 9), part_key(1, "u", 10));
}

TEST(Keys, PrefixRangesHoldExactlyTheirKeys) {
  auto range = object_range(1, "a/");
  auto holds = [&](const std::string& key) { return key >= range.begin && key < range.end; };
  EXPECT_TRUE(holds(object_key(1, "a/")));
  EXPECT_TRUE(holds(object_key(1, "a/\xff\xff")));
  EXPECT_FALSE(holds(object_key(1, "a")));
  EXPECT_FALSE(holds(object_key(1, "a0")));
  EXPECT_FALSE(holds(object_key(2, "a/b")));
}

}  // namespace
}  // namespace tarn::objects
