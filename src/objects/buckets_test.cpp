#include "objects/buckets.h"

#include <gtest/gtest.h>

#include "objects/bucket_policy.h"
#include "objects/multipart.h"
#include "objects/objects_for_tests.h"
#include "objects/public_policy.h"
#include "objects/remove.h"
#include "objects/write.h"

namespace tarn::objects {
namespace {

constexpr struct {
  std::string_view name;
  bool legal;
} kNames[] = {
    {"abc", true},          {"my.bucket-1", true},   {"ab", false},         {"Abc", false},        {"a_b", false},
    {"-abc", false},        {"abc-", false},         {"a..b", false},       {"a.-b", false},       {"192.168.0.1", false},
    {"1234.5.6", true},     {"xn--abc", false},      {"abc-s3alias", false}, {"abc--x-s3", false}, {"amzn-s3-demo-b", false},
    {"prefix-111122223333-us-east-1-an", false},
};

TEST(BucketName, FollowsThePublishedRules) {
  for (auto& c : kNames) EXPECT_EQ(BucketName::parse(c.name).ok(), c.legal) << c.name;
  EXPECT_TRUE(BucketName::parse(std::string(63, 'a')).ok());
  EXPECT_FALSE(BucketName::parse(std::string(64, 'a')).ok());
}

TEST(Buckets, CreatingAgainIsForgivenInOneRegionOnly) {
  TestObjects t;
  auto name = BucketName::parse(t.bucket).value();
  EXPECT_TRUE(create_bucket(t.objects, t.who, name, "us-east-1").ok());
  EXPECT_EQ(create_bucket(t.objects, t.who, name, "eu-west-1").error().code, "BucketAlreadyOwnedByYou");
  auto other = t.who;
  other.principal.account_id = "999999999999";
  EXPECT_EQ(create_bucket(t.objects, other, name, "us-east-1").error().code, "BucketAlreadyExists");
}

TEST(Buckets, OnlyEmptyOnesGoAndTheirUploadsWithThem) {
  TestObjects t;
  ASSERT_TRUE(put_object(t.objects, t.who, t.name("k"), "x").ok());
  EXPECT_EQ(delete_bucket(t.objects, t.who, t.bucket).error().code, "BucketNotEmpty");
  ASSERT_TRUE(t.objects.store.transact([&](kv::Txn& txn) { return unpublish(txn, t.objects, t.name("k"), {}); }).ok());
  auto upload = create_upload(t.objects, t.who, t.name("u"), {});
  ASSERT_TRUE(upload.ok());
  EXPECT_TRUE(delete_bucket(t.objects, t.who, t.bucket).ok());
  EXPECT_EQ(head_bucket(t.objects, t.who, t.bucket).error().code, "NoSuchBucket");
}

TEST(Buckets, AreListedByNameAndOwner) {
  TestObjects t;
  for (auto* name : {"b-1", "b-2", "c-1"}) ASSERT_TRUE(create_bucket(t.objects, t.who, BucketName::parse(name).value(), "eu-west-1").ok());
  auto page = list_buckets(t.objects, t.who, "b-", "", 1).value();
  ASSERT_EQ(page.buckets.size(), 1u);
  EXPECT_TRUE(page.truncated);
  page = list_buckets(t.objects, t.who, "b-", page.buckets[0].name, 1).value();
  ASSERT_EQ(page.buckets.size(), 1u);
  EXPECT_EQ(page.buckets[0].name, "b-2");
  EXPECT_FALSE(page.truncated);
  auto other = t.who;
  other.principal.account_id = "999999999999";
  EXPECT_TRUE(list_buckets(t.objects, other, "", "", 10).value().buckets.empty());
}

constexpr struct {
  std::string_view statement;
  bool is_public;
} kPolicies[] = {
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})", true},
    {R"({"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})", true},
    {R"({"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})", true},
    {R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"})", false},
    {R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"})", false},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}})", false},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}})", true},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"StringNotEquals":{"aws:SourceVpc":"v"}}})", true},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})", false},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}})", true},
    {R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}})", true},
    {R"({"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"})", true},
};

TEST(BucketPolicy, IsPublicWhenItNamesEverybodyUnconditionally) {
  for (auto& c : kPolicies) {
    EXPECT_EQ(is_public_policy(R"({"Version":"2012-10-17","Statement":[)" + std::string(c.statement) + "]}"), c.is_public) << c.statement;
  }
  EXPECT_TRUE(is_public_policy("not json"));
}

TEST(BucketPolicy, IsFoundByTheArnOfBucketAndObject) {
  TestObjects t;
  std::string policy = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"AIDA1"},"Action":"s3:*","Resource":"arn:aws:s3:::a-bucket/*"}]})";
  BucketPolicies policies(*t.store);
  ASSERT_TRUE(policies.find("arn:aws:s3:::a-bucket/k/l").value());
  EXPECT_EQ(policies.find("arn:aws:s3:::a-bucket").value()->policy_json, "");
  ASSERT_TRUE(put_bucket_policy(t.objects, t.who, t.bucket, policy).ok());
  EXPECT_EQ(policies.find("arn:aws:s3:::a-bucket/k/l").value()->policy_json, policy);
  EXPECT_EQ(policies.find("arn:aws:s3:::a-bucket").value()->owner_account_id, "111122223333");
  EXPECT_FALSE(policies.find("arn:aws:s3:::another/k").value());
  ASSERT_TRUE(delete_bucket_policy(t.objects, t.who, t.bucket).ok());
  EXPECT_EQ(get_bucket_policy(t.objects, t.who, t.bucket).error().code, "NoSuchBucketPolicy");
}

}  // namespace
}  // namespace tarn::objects
