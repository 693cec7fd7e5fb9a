// An object store in memory with everything allowed, for the tests of this folder and of those above it.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "io/power_cut_files.h"
#include "objects/buckets.h"
#include "objects/object_store.h"

namespace tarn::objects {

class AllowEverything final : public iam::Authorizer {
 public:
  Result<void> authorize(const aws::AccessContext&, const aws::AccessCheck&) const override { return {}; }
};

struct TestObjects {
  explicit TestObjects(uint64_t seed = 1)
      : files(seed), random(seed), store(kv::open_in_memory(clock)), blobs(blob::open_files("/blobs", files, random).value()),
        objects{*store, *blobs, authorizer, random, clock} {
    who.principal.kind = aws::PrincipalKind::root;
    who.principal.account_id = "111122223333";
    who.principal.arn = "arn:aws:iam::111122223333:root";
    who.region = "us-east-1";
    EXPECT_TRUE(create_bucket(objects, who, BucketName::parse(bucket).value(), "us-east-1").ok());
  }

  size_t blobs_at_rest() {
    size_t n = 0;
    EXPECT_TRUE(blobs->for_each([&](const blob::StoredBlob&) -> Result<void> {
      ++n;
      return {};
    }).ok());
    return n;
  }
  ObjectName name(const std::string& key) const { return {bucket, key}; }

  std::string bucket = "a-bucket";
  io::PowerCutFiles files;
  SeededRandom random;
  ManualClock clock;
  AllowEverything authorizer;
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<blob::Files> blobs;
  aws::AccessContext who;
  ObjectStore objects;
};

// Bytes that no two seeds and offsets share.
inline std::string test_bytes(size_t size, uint64_t seed) {
  SeededRandom random(seed);
  std::string bytes(size, '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

}  // namespace tarn::objects
