// Reads, writes, copies, uploads and reclaiming as their callers see them.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "blob/layout.h"
#include "objects/copy.h"
#include "objects/list.h"
#include "objects/multipart.h"
#include "objects/objects_for_tests.h"
#include "objects/reclaim.h"
#include "objects/remove.h"
#include "objects/tagging.h"
#include "objects/write.h"

namespace tarn::objects {
namespace {

constexpr uint64_t kNoLimit = UINT64_MAX;

std::string content(TestObjects& t, const std::string& key) { return read_object(t.objects, t.who, t.name(key), kNoLimit).value(); }
std::string put(TestObjects& t, const std::string& key, const std::string& bytes) { return put_object(t.objects, t.who, t.name(key), bytes).value().etag; }

uint64_t reclaim(TestObjects& t) {
  Reclaimer reclaimer(t.objects);
  return reclaimer.run_once(t.clock.now()).value().blobs_removed;
}

Part upload_part(TestObjects& t, const Upload& upload, uint32_t number, const std::string& bytes) {
  StringSource body(bytes);
  return put_part(t.objects, t.who, {t.name(upload.key), upload.upload_id}, number, body, {}).value();
}

TEST(PutObject, KeepsBytesOfEverySizeAroundTheInlineLimit) {
  TestObjects t;
  for (size_t size : {size_t{0}, size_t{1}, kMaxInlineBytes - 1, kMaxInlineBytes, kMaxInlineBytes + 1, size_t{300'000}}) {
    auto bytes = test_bytes(size, size + 1);
    auto etag = put(t, "k", bytes);
    EXPECT_EQ(content(t, "k"), bytes) << size;
    auto info = head_object(t.objects, t.who, t.name("k")).value();
    EXPECT_EQ(info.size, size);
    EXPECT_EQ(info.etag, etag);
    EXPECT_EQ(info.checksum.algorithm, ChecksumAlgorithm::crc64nvme);
  }
  EXPECT_EQ(put(t, "k", "hello"), "5d41402abc4b2a76b9719d911017c592");
}

TEST(PutObject, WrongDigestsChangeNothing) {
  TestObjects t;
  put(t, "k", "old");
  PutOptions options;
  options.digests.md5 = std::string(16, 'x');
  EXPECT_EQ(put_object(t.objects, t.who, t.name("k"), test_bytes(200'000, 1), options).error().code, "BadDigest");
  options.digests.md5.reset();
  options.digests.checksum = Checksum{ChecksumAlgorithm::crc32, ChecksumType::full_object, "abcd", 0};
  EXPECT_EQ(put_object(t.objects, t.who, t.name("k"), std::string("new"), options).error().code, "BadDigest");
  EXPECT_EQ(content(t, "k"), "old");
  EXPECT_EQ(t.blobs_at_rest(), 0u);
}

TEST(PutObject, ConditionsHoldOrNothingChanges) {
  TestObjects t;
  auto put_if = [&](WriteConditions conditions) {
    PutOptions options;
    options.conditions = std::move(conditions);
    auto result = put_object(t.objects, t.who, t.name("k"), std::string("x"), options);
    return result.ok() ? "" : result.error().code;
  };
  EXPECT_EQ(put_if({false, "0123"}), "NoSuchKey");
  EXPECT_EQ(put_if({true, {}}), "");
  EXPECT_EQ(put_if({true, {}}), "PreconditionFailed");
  EXPECT_EQ(put_if({false, "0123"}), "PreconditionFailed");
  EXPECT_EQ(put_if({false, to_hex("")}), "PreconditionFailed");
  EXPECT_EQ(put_if({false, "9dd4e461268c8034f5c8564e155c67a6"}), "");
}

TEST(PutObject, KeysAreChecked) {
  TestObjects t;
  EXPECT_EQ(put_object(t.objects, t.who, t.name(std::string(1025, 'k')), std::string("x")).error().code, "KeyTooLongError");
  EXPECT_TRUE(put_object(t.objects, t.who, t.name(std::string(1024, 'k')), std::string("x")).ok());
  EXPECT_EQ(put_object(t.objects, t.who, t.name("\xff"), std::string("x")).error().code, "InvalidURI");
  EXPECT_EQ(put_object(t.objects, t.who, {"no-such", "k"}, std::string("x")).error().code, "NoSuchBucket");
}

TEST(Publish, ManyObjectsBecomeVisibleAtOnceOrNotAtAll) {
  TestObjects t;
  std::vector<StagedObject> staged;
  for (int i = 0; i < 3; ++i) {
    auto writer = create_object(t.objects, t.who, t.name("out/" + std::to_string(i))).value();
    ASSERT_TRUE(writer->append(test_bytes(100'000, i)).ok());
    staged.push_back(writer->finish().value());
  }
  EXPECT_TRUE(list_objects(t.objects, t.who, {t.bucket, "", "", {}, 10}).value().objects.empty());
  auto publish_all = [&](bool fail) {
    return t.store->transact([&](kv::Txn& txn) -> Result<void> {
      for (auto& object : staged) TRY(publish(txn, t.objects, object));
      if (fail) return Error{"Cancelled", "by the test", 0, {}};
      return {};
    });
  };
  EXPECT_FALSE(publish_all(true).ok());
  EXPECT_TRUE(list_objects(t.objects, t.who, {t.bucket, "", "", {}, 10}).value().objects.empty());
  EXPECT_TRUE(publish_all(false).ok());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(content(t, "out/" + std::to_string(i)), test_bytes(100'000, i));
  staged.clear();  // without saying that they are published: the reclaimer looks, and leaves them
  EXPECT_EQ(reclaim(t), 0u);
  EXPECT_EQ(t.blobs_at_rest(), 3u);
}

TEST(Publish, WhatWasStagedAndGivenUpIsReclaimed) {
  TestObjects t;
  {
    auto writer = create_object(t.objects, t.who, t.name("k")).value();
    ASSERT_TRUE(writer->append(test_bytes(100'000, 1)).ok());
    auto staged = writer->finish().value();
    EXPECT_EQ(reclaim(t), 0u);
    EXPECT_EQ(t.blobs_at_rest(), 1u);
  }
  EXPECT_EQ(reclaim(t), 1u);
  EXPECT_EQ(t.blobs_at_rest(), 0u);
}

TEST(Read, AnOpenObjectOutlivesItsDeletion) {
  TestObjects t;
  auto bytes = test_bytes(200'000, 1);
  put(t, "k", bytes);
  auto open = open_object(t.objects, t.who, t.name("k")).value();
  ASSERT_TRUE(delete_object(t.objects, t.who, t.name("k")).ok());
  Reclaimer reclaimer(t.objects);
  EXPECT_EQ(reclaimer.run_once(t.clock.now()).value().waiting, 1u);
  std::string got(bytes.size(), '\0');
  ASSERT_EQ(open->read_at(0, got).value(), bytes.size());
  EXPECT_EQ(got, bytes);
  open.reset();
  EXPECT_EQ(reclaimer.run_once(t.clock.now()).value().blobs_removed, 1u);
  EXPECT_EQ(t.blobs_at_rest(), 0u);
}

TEST(Read, RangesAreExact) {
  TestObjects t;
  auto bytes = test_bytes(200'000, 9);
  put(t, "k", bytes);
  auto open = open_object(t.objects, t.who, t.name("k")).value();
  for (auto [offset, length] : {std::pair<size_t, size_t>{0, 1}, {65'535, 2}, {199'999, 1}, {100, 150'000}}) {
    EXPECT_EQ(read_all(*read_range(open, offset, length), kNoLimit).value(), bytes.substr(offset, length));
  }
}

TEST(Read, FlippedBitsAreNeverServed) {
  TestObjects t;
  put(t, "k", test_bytes(200'000, 1));
  auto id = open_object(t.objects, t.who, t.name("k")).value()->extents().front().id;
  t.files.flip_bit(blob::Layout{"/blobs"}.file(id), 8 * 70'000);
  std::string out(200'000, '\0');
  EXPECT_EQ(open_object(t.objects, t.who, t.name("k")).value()->read_at(0, out).error().code, "InternalError");
}

TEST(Copy, SharesBytesAndSurvivesTheSource) {
  TestObjects t;
  auto bytes = test_bytes(200'000, 1);
  put(t, "a", bytes);
  put(t, "small", "tiny");
  for (auto [from, to] : {std::pair<std::string, std::string>{"a", "b"}, {"small", "small-2"}}) {
    auto source = open_object(t.objects, t.who, t.name(from)).value();
    EXPECT_TRUE(copy_object(t.objects, t.who, source, t.name(to), {}).ok());
  }
  EXPECT_EQ(t.blobs_at_rest(), 1u);
  ASSERT_TRUE(delete_object(t.objects, t.who, t.name("a")).ok());
  ASSERT_TRUE(delete_object(t.objects, t.who, t.name("small")).ok());
  EXPECT_EQ(reclaim(t), 0u);
  EXPECT_EQ(content(t, "b"), bytes);
  EXPECT_EQ(content(t, "small-2"), "tiny");
  ASSERT_TRUE(delete_object(t.objects, t.who, t.name("b")).ok());
  EXPECT_EQ(reclaim(t), 1u);
}

TEST(Copy, OntoItselfKeepsTheBytes) {
  TestObjects t;
  auto bytes = test_bytes(200'000, 1);
  put(t, "a", bytes);
  CopyOptions options;
  options.attributes = ObjectAttributes{};
  options.attributes->content_type = "text/plain";
  auto source = open_object(t.objects, t.who, t.name("a")).value();
  ASSERT_TRUE(copy_object(t.objects, t.who, source, t.name("a"), options).ok());
  source.reset();
  EXPECT_EQ(reclaim(t), 0u);
  EXPECT_EQ(content(t, "a"), bytes);
  EXPECT_EQ(head_object(t.objects, t.who, t.name("a")).value().attributes.content_type, "text/plain");
}

TEST(Multipart, JoinsPartsWithoutMovingBytes) {
  TestObjects t;
  auto upload = create_upload(t.objects, t.who, t.name("big"), {}).value();
  auto first = test_bytes(kMinPartBytes, 1), second = test_bytes(kMinPartBytes + 1, 2), last = test_bytes(10, 3);
  auto a = upload_part(t, upload, 1, first), b = upload_part(t, upload, 5, second), c = upload_part(t, upload, 7, last);
  upload_part(t, upload, 6, test_bytes(kMinPartBytes, 4));  // not listed: dropped
  CompleteOptions options;
  options.parts = {{1, a.etag(), {}}, {5, b.etag(), {}}, {7, c.etag(), {}}};
  UploadName name{t.name("big"), upload.upload_id};
  auto done = complete_upload(t.objects, t.who, name, options).value();
  EXPECT_EQ(done.etag.substr(32), "-3");
  EXPECT_EQ(content(t, "big"), first + second + last);
  auto again = complete_upload(t.objects, t.who, name, options).value();
  EXPECT_EQ(again.etag, done.etag);
  auto plain = put_object(t.objects, t.who, t.name("plain"), first + second + last).value();
  EXPECT_EQ(plain.checksum, done.checksum);
  EXPECT_EQ(reclaim(t), 1u);
  EXPECT_EQ(t.blobs_at_rest(), 3u);  // two parts, and "plain"
}

TEST(Multipart, CopiedPartsShareTheSourcesBytes) {
  TestObjects t;
  auto bytes = test_bytes(2 * kMinPartBytes, 1);
  put(t, "source", bytes);
  auto upload = create_upload(t.objects, t.who, t.name("copy"), {}).value();
  UploadName name{t.name("copy"), upload.upload_id};
  auto source = open_object(t.objects, t.who, t.name("source")).value();
  auto a = copy_part(t.objects, t.who, name, 1, source, kMinPartBytes, kMinPartBytes).value();
  auto b = copy_part(t.objects, t.who, name, 2, source, 3, 70'000).value();
  CompleteOptions options;
  options.parts = {{1, a.etag(), {}}, {2, b.etag(), {}}};
  ASSERT_TRUE(complete_upload(t.objects, t.who, name, options).ok());
  EXPECT_EQ(content(t, "copy"), bytes.substr(kMinPartBytes) + bytes.substr(3, 70'000));
  EXPECT_EQ(t.blobs_at_rest(), 1u);
}

TEST(Multipart, RefusesWrongLists) {
  TestObjects t;
  auto upload = create_upload(t.objects, t.who, t.name("k"), {}).value();
  auto a = upload_part(t, upload, 1, "small"), b = upload_part(t, upload, 2, "tiny");
  UploadName name{t.name("k"), upload.upload_id};
  auto code = [&](std::vector<ClaimedPart> parts) {
    CompleteOptions options;
    options.parts = std::move(parts);
    auto result = complete_upload(t.objects, t.who, name, options);
    return result.ok() ? "" : result.error().code;
  };
  EXPECT_EQ(code({}), "MalformedXML");
  EXPECT_EQ(code({{2, b.etag(), {}}, {1, a.etag(), {}}}), "InvalidPartOrder");
  EXPECT_EQ(code({{1, a.etag(), {}}, {1, a.etag(), {}}}), "InvalidPartOrder");
  EXPECT_EQ(code({{1, b.etag(), {}}}), "InvalidPart");
  EXPECT_EQ(code({{3, b.etag(), {}}}), "InvalidPart");
  EXPECT_EQ(code({{1, a.etag(), {}}, {2, b.etag(), {}}}), "EntityTooSmall");
  name.upload_id = "0000";
  EXPECT_EQ(code({{1, a.etag(), {}}}), "NoSuchUpload");
}

TEST(Multipart, AbortAndReplacedPartsLeaveNoBytes) {
  TestObjects t;
  auto upload = create_upload(t.objects, t.who, t.name("k"), {}).value();
  upload_part(t, upload, 1, test_bytes(100'000, 1));
  upload_part(t, upload, 1, test_bytes(100'000, 2));
  EXPECT_EQ(reclaim(t), 1u);
  ASSERT_TRUE(abort_upload(t.objects, t.who, {t.name("k"), upload.upload_id}).ok());
  EXPECT_EQ(reclaim(t), 1u);
  EXPECT_EQ(abort_upload(t.objects, t.who, {t.name("k"), upload.upload_id}).error().code, "NoSuchUpload");
}

TEST(Multipart, ManyPartsStandInAManifest) {
  TestObjects t;
  auto bytes = test_bytes(kMinPartBytes, 1);
  put(t, "source", bytes);
  auto source = open_object(t.objects, t.who, t.name("source")).value();
  auto upload = create_upload(t.objects, t.who, t.name("many"), {}).value();
  UploadName name{t.name("many"), upload.upload_id};
  CompleteOptions options;
  for (uint32_t n = 1; n <= 40; ++n) options.parts.push_back({n, copy_part(t.objects, t.who, name, n, source, 0, bytes.size()).value().etag(), {}});
  ASSERT_TRUE(complete_upload(t.objects, t.who, name, options).ok());
  EXPECT_EQ(head_object(t.objects, t.who, t.name("many")).value().parts.size(), 40u);
  EXPECT_EQ(read_all(*read_range(open_object(t.objects, t.who, t.name("many")).value(), 39 * bytes.size() - 1, 2), 10).value(),
            bytes.substr(bytes.size() - 1) + bytes.substr(0, 1));
  source.reset();
  for (auto* key : {"many", "source"}) ASSERT_TRUE(delete_object(t.objects, t.who, t.name(key)).ok());
  EXPECT_EQ(reclaim(t), 1u);
}

TEST(Uploads, AreListedByKeyThenTimeAndRolledUp) {
  TestObjects t;
  std::vector<std::string> ids;
  for (auto* key : {"b", "a/1", "a/2", "b"}) {
    t.clock.advance(Duration{1});
    ids.push_back(create_upload(t.objects, t.who, t.name(key), {}).value().upload_id);
  }
  auto page = list_uploads(t.objects, t.who, {t.bucket, "", "/", "", "", 10}).value();
  EXPECT_EQ(page.common_prefixes, std::vector<std::string>{"a/"});
  ASSERT_EQ(page.uploads.size(), 2u);
  EXPECT_EQ(page.uploads[0].upload_id, ids[0]);
  EXPECT_EQ(page.uploads[1].upload_id, ids[3]);
  page = list_uploads(t.objects, t.who, {t.bucket, "", "", "b", ids[0], 10}).value();
  ASSERT_EQ(page.uploads.size(), 1u);
  EXPECT_EQ(page.uploads[0].upload_id, ids[3]);
}

TEST(Tags, AreReplacedAndRemoved) {
  TestObjects t;
  put(t, "k", "x");
  ASSERT_TRUE(put_object_tags(t.objects, t.who, t.name("k"), {{"a", "1"}, {"b", "2"}}).ok());
  EXPECT_EQ(get_object_tags(t.objects, t.who, t.name("k")).value().size(), 2u);
  ASSERT_TRUE(delete_object_tags(t.objects, t.who, t.name("k")).ok());
  EXPECT_TRUE(get_object_tags(t.objects, t.who, t.name("k")).value().empty());
  EXPECT_EQ(content(t, "k"), "x");
  EXPECT_EQ(get_object_tags(t.objects, t.who, t.name("none")).error().code, "NoSuchKey");
}

TEST(Reclaimer, FindsWhatACrashLeft) {
  TestObjects t;
  put(t, "k", test_bytes(100'000, 1));
  auto writer = t.blobs->create().value();  // finished, and nothing refers to it
  ASSERT_TRUE(writer->append("orphan").ok());
  ASSERT_TRUE(writer->finish().ok());
  Reclaimer reclaimer(t.objects);
  ASSERT_TRUE(reclaimer.find_unreachable().ok());
  EXPECT_EQ(reclaimer.run_once(t.clock.now()).value().blobs_removed, 1u);
  EXPECT_EQ(content(t, "k"), test_bytes(100'000, 1));
}

}  // namespace
}  // namespace tarn::objects
