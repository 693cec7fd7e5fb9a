#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "iam/policy/policy.h"

namespace tarn::iam {
namespace {

struct Case {
  std::string_view rule;
  PolicyKind kind;
  std::string_view json;
  std::string_view error;  // empty: accepted
};

constexpr auto kIdentity = PolicyKind::identity;
constexpr auto kResource = PolicyKind::resource;
constexpr auto kTrust = PolicyKind::trust;

constexpr Case kCases[] = {
    {"one statement", kIdentity, R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})", ""},
    {"version may be absent", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["*"]}]})", ""},
    {"not JSON", kIdentity, R"({"Version":)", "This policy contains invalid Json"},
    {"not an object", kIdentity, "[]", "Policies must be valid JSON and the first byte must be '{'"},
    {"unknown version", kIdentity, R"({"Version":"2020-01-01","Statement":[]})", "The policy must contain a valid version string"},
    {"unknown element", kIdentity, R"({"Statement":[],"Extra":1})", "Syntax errors in policy."},
    {"elements are case-sensitive", kIdentity, R"({"statement":[]})", "Syntax errors in policy."},
    {"effect is case-sensitive", kIdentity, R"({"Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]})", "Invalid effect"},
    {"no effect", kIdentity, R"({"Statement":[{"Action":"s3:*","Resource":"*"}]})", "Missing required field Effect"},
    {"no action", kIdentity, R"({"Statement":[{"Effect":"Allow","Resource":"*"}]})", "Policy statement must contain actions."},
    {"no resource", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*"}]})", "Policy statement must contain resources."},
    {"both kinds of action", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","NotAction":"s3:*","Resource":"*"}]})", "Statement must contain either"},
    {"action without service", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"*"}]})", "Actions/Conditions must be prefaced by a vendor"},
    {"wildcard service", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s*:Get","Resource":"*"}]})", "Vendor s* is not valid"},
    {"resource is no ARN", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"b/k"}]})", "Resource b/k must be in ARN format"},
    {"principal in an identity policy", kIdentity, R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]})",
     "Policy document should not specify a principal."},
    {"duplicate sid", kIdentity,
     R"({"Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"}]})",
     "Statement IDs (SID) in a single policy must be unique."},
    {"sid with a space", kIdentity, R"({"Statement":[{"Sid":"a b","Effect":"Allow","Action":"s3:*","Resource":"*"}]})", "Statement IDs (SID) must be alpha-numeric"},
    {"S3 takes a sid with a space", kResource, R"({"Statement":[{"Sid":"a b","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]})", ""},
    {"resource policy without principal", kResource, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})", "Missing required field Principal"},
    {"wildcard in a principal", kResource, R"({"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:user/*"},"Action":"s3:*","Resource":"*"}]})",
     "Invalid principal in policy"},
    {"trust policy", kTrust, R"({"Statement":[{"Effect":"Allow","Principal":{"Service":"glue.amazonaws.com"},"Action":"sts:AssumeRole"}]})", ""},
    {"trust policy with resource", kTrust, R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]})",
     "Has prohibited field Resource"},
    {"unknown operator", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringIs":{"a:b":"c"}}}]})", "Invalid Condition type : StringIs"},
    // 13 of iam.md section 13
    {"Null takes no IfExists", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NullIfExists":{"a:b":"true"}}}]})",
     "Invalid Condition type : NullIfExists"},
    {"values may be numbers and booleans", kIdentity,
     R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":[10]}}}]})", ""},
    {"bad network", kIdentity, R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}}}]})",
     "Invalid value 10.0.0.0/33"},
};

TEST(ParsePolicy, FollowsTheGrammar) {
  for (auto& c : kCases) {
    auto parsed = parse_policy(c.json, c.kind);
    if (c.error.empty()) {
      EXPECT_TRUE(parsed.ok()) << c.rule << ": " << (parsed.ok() ? "" : parsed.error().message);
      continue;
    }
    ASSERT_FALSE(parsed.ok()) << c.rule;
    EXPECT_TRUE(parsed.error().message.starts_with(c.error)) << c.rule << ": " << parsed.error().message;
    EXPECT_EQ(parsed.error().code, c.kind == kResource ? "MalformedPolicy" : "MalformedPolicyDocument") << c.rule;
  }
}

TEST(ParsePolicy, ReplaysTheFuzzCorpus) {
  for (auto& entry : std::filesystem::directory_iterator(TARN_SOURCE_DIR "/fuzz/corpus/policy")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    for (auto kind : {kIdentity, kResource, kTrust}) (void)parse_policy(text, kind).ok();
  }
}

}  // namespace
}  // namespace tarn::iam
