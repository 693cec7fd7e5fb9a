#include "iam/iam.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/encoding.h"

namespace tarn::iam {
namespace {

namespace json = boost::json;

constexpr auto kGlueTrust = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"glue.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
constexpr auto kReadBucket = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]})";

class IamTest : public testing::Test {
 protected:
  IamTest() {
    auto opened = open_iam({{"000000000000", "AKIAROOT", "root-secret"}}, *store_, box_, random_);
    iam_ = std::move(*opened);
  }

  aws::RequestContext as(const std::string& key, const std::string& token = "") {
    auto signer = iam_->identities().find_signer(key, token, clock_.now());
    EXPECT_TRUE(signer.ok()) << (signer.ok() ? "" : signer.error().message);
    aws::RequestContext ctx;
    if (signer.ok()) ctx.access = signer->access;
    ctx.access.now = clock_.now();
    ctx.access.region = "us-east-1";
    return ctx;
  }

  // Runs an operation as the gateway does: checks, then the handler.
  Result<json::value> call(const aws::Service& service, const aws::RequestContext& ctx, std::string_view name, const json::value& input) {
    for (auto& operation : service.operations) {
      if (operation.name != name) continue;
      auto prepared = TRY(operation.prepare(input));
      for (auto& check : TRY(prepared->checks(service.self, ctx))) TRY(iam_->authorizer().authorize(ctx.access, check));
      return TRY(prepared->run(service.self, ctx)).output;
    }
    return Error{"NotImplemented", std::string(name), 501, {}};
  }
  Result<json::value> iam(const aws::RequestContext& ctx, std::string_view name, const json::value& input) {
    return call(iam_->iam_service(), ctx, name, input);
  }
  Result<json::value> sts(const aws::RequestContext& ctx, std::string_view name, const json::value& input) {
    return call(iam_->sts_service(), ctx, name, input);
  }
  json::value done(Result<json::value> result) {
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().code + ": " + result.error().message);
    return result.ok() ? *result : json::value();
  }
  static std::string code(const Result<json::value>& result) { return result.ok() ? "ok" : result.error().code; }
  static std::string message(const Result<json::value>& result) { return result.ok() ? "ok" : result.error().message; }

  aws::RequestContext root() { return as("AKIAROOT"); }

  // A user with a key: the context of its requests.
  aws::RequestContext new_user(const std::string& name) {
    done(iam(root(), "CreateUser", {{"UserName", name}}));
    auto key = done(iam(root(), "CreateAccessKey", {{"UserName", name}}));
    return as(std::string(key.at("AccessKey").at("AccessKeyId").as_string()));
  }
  void allow(const std::string& user, const std::string& statements) {
    done(iam(root(), "PutUserPolicy", {{"UserName", user}, {"PolicyName", "p"}, {"PolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}"}}));
  }

  std::unique_ptr<kv::Store> store_ = kv::open_in_memory();
  SeededRandom random_{7};
  SecretBox box_{std::string(kSecretKeyBytes, 'k'), random_};
  ManualClock clock_;
  std::unique_ptr<Iam> iam_;
};

TEST_F(IamTest, RootIsKnownByItsKeyOnly) {
  auto signer = iam_->identities().find_signer("AKIAROOT", "", clock_.now());
  ASSERT_TRUE(signer.ok());
  EXPECT_EQ(signer->secret_access_key, "root-secret");
  EXPECT_EQ(signer->access.principal.arn, "arn:aws:iam::000000000000:root");
  EXPECT_EQ(iam_->identities().find_signer("AKIANOBODY", "", clock_.now()).error().code, "InvalidClientTokenId");
  EXPECT_EQ(iam_->identities().find_signer("AKIAROOT", "token", clock_.now()).error().code, "InvalidClientTokenId");
}

TEST_F(IamTest, UsersGetWhatTheirPoliciesAllow) {
  auto alice = new_user("alice");
  aws::AccessCheck get{"s3:GetObject", "arn:aws:s3:::b/k", {}};
  auto refused = iam_->authorizer().authorize(alice.access, get);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "AccessDenied");
  EXPECT_EQ(refused.error().message,
            "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k because no "
            "identity-based policy allows the s3:GetObject action");
  done(iam(root(), "PutUserPolicy", {{"UserName", "alice"}, {"PolicyName", "read"}, {"PolicyDocument", kReadBucket}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, get));
  done(iam(root(), "DeleteUserPolicy", {{"UserName", "alice"}, {"PolicyName", "read"}}));
  done(iam(root(), "AttachUserPolicy", {{"UserName", "alice"}, {"PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, get));
  EXPECT_FALSE(iam_->authorizer().allowed(alice.access, {"s3:PutObject", "arn:aws:s3:::b/k", {}}));
}

TEST_F(IamTest, SecretsAreSealedAtRest) {
  auto key = done(iam((new_user("alice"), root()), "CreateAccessKey", {{"UserName", "alice"}}));
  std::string secret(key.at("AccessKey").at("SecretAccessKey").as_string());
  auto entries = store_->snapshot()->page(kv::Range{"", ""}, 1000);
  ASSERT_TRUE(entries.ok());
  for (auto& entry : *entries) EXPECT_EQ(entry.value.find(secret), std::string::npos);
  auto signer = iam_->identities().find_signer(std::string(key.at("AccessKey").at("AccessKeyId").as_string()), "", clock_.now());
  ASSERT_TRUE(signer.ok());
  EXPECT_EQ(signer->secret_access_key, secret);
}

TEST_F(IamTest, InactiveAndDeletedKeysAreUnknown) {
  auto alice = new_user("alice");
  std::string id = alice.access.principal.access_key_id;
  done(iam(root(), "UpdateAccessKey", {{"UserName", "alice"}, {"AccessKeyId", id}, {"Status", "Inactive"}}));
  EXPECT_EQ(iam_->identities().find_signer(id, "", clock_.now()).error().code, "InvalidClientTokenId");
  done(iam(root(), "UpdateAccessKey", {{"UserName", "alice"}, {"AccessKeyId", id}, {"Status", "Active"}}));
  EXPECT_TRUE(iam_->identities().find_signer(id, "", clock_.now()).ok());
  EXPECT_EQ(code(iam(root(), "DeleteUser", {{"UserName", "alice"}})), "DeleteConflict");
  done(iam(root(), "DeleteAccessKey", {{"UserName", "alice"}, {"AccessKeyId", id}}));
  EXPECT_EQ(iam_->identities().find_signer(id, "", clock_.now()).error().code, "InvalidClientTokenId");
  done(iam(root(), "DeleteUser", {{"UserName", "alice"}}));
  EXPECT_EQ(code(iam(root(), "GetUser", {{"UserName", "alice"}})), "NoSuchEntity");
}

TEST_F(IamTest, AssumedRolesActWithTheRoleAndTheSessionPolicy) {
  auto alice = new_user("alice");
  std::string trust = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/alice"},"Action":"sts:AssumeRole"}]})";
  auto role = done(iam(root(), "CreateRole", {{"RoleName", "etl"}, {"AssumeRolePolicyDocument", trust}}));
  done(iam(root(), "AttachRolePolicy", {{"RoleName", "etl"}, {"PolicyArn", "arn:aws:iam::aws:policy/AmazonS3FullAccess"}}));
  std::string arn(role.at("Role").at("Arn").as_string());

  EXPECT_EQ(message(sts(root(), "AssumeRole", {{"RoleArn", arn}, {"RoleSessionName", "s1"}})), "Roles may not be assumed by root accounts.");
  auto bob = new_user("bob");
  EXPECT_EQ(message(sts(bob, "AssumeRole", {{"RoleArn", arn}, {"RoleSessionName", "s1"}})),
            "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: sts:AssumeRole on resource: " + arn);

  auto assumed = done(sts(alice, "AssumeRole", {{"RoleArn", arn}, {"RoleSessionName", "s1"}, {"Policy", kReadBucket}}));
  EXPECT_EQ(assumed.at("AssumedRoleUser").at("Arn").as_string(), "arn:aws:sts::000000000000:assumed-role/etl/s1");
  std::string id(assumed.at("Credentials").at("AccessKeyId").as_string()), token(assumed.at("Credentials").at("SessionToken").as_string());
  auto session = as(id, token);
  EXPECT_TRUE(iam_->authorizer().allowed(session.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  EXPECT_FALSE(iam_->authorizer().allowed(session.access, {"s3:PutObject", "arn:aws:s3:::b/k", {}}));

  // Pairing, tampering, expiry, deletion.
  EXPECT_EQ(iam_->identities().find_signer(id, "", clock_.now()).error().code, "InvalidClientTokenId");
  EXPECT_EQ(iam_->identities().find_signer("ASIAOTHER", token, clock_.now()).error().code, "InvalidClientTokenId");
  std::string changed = token;
  changed[40] = changed[40] == 'A' ? 'B' : 'A';
  EXPECT_EQ(iam_->identities().find_signer(id, changed, clock_.now()).error().code, "InvalidClientTokenId");
  EXPECT_EQ(iam_->identities().find_signer(id, token, clock_.now() + std::chrono::hours{1}).error().code, "ExpiredToken");
  done(iam(root(), "DetachRolePolicy", {{"RoleName", "etl"}, {"PolicyArn", "arn:aws:iam::aws:policy/AmazonS3FullAccess"}}));
  EXPECT_FALSE(iam_->authorizer().allowed(session.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  done(iam(root(), "DeleteRole", {{"RoleName", "etl"}}));
  EXPECT_FALSE(iam_->authorizer().allowed(session.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
}

TEST_F(IamTest, ServicesActForRolesThatTrustThem) {
  done(iam(root(), "CreateRole", {{"RoleName", "AWSGlueServiceRole"}, {"Path", "/service-role/"}, {"AssumeRolePolicyDocument", kGlueTrust}}));
  done(iam(root(), "PutRolePolicy", {{"RoleName", "AWSGlueServiceRole"}, {"PolicyName", "read"}, {"PolicyDocument", kReadBucket}}));
  auto& identities = iam_->identities();
  auto acting = identities.act_as_role("000000000000", "AWSGlueServiceRole", "glue.amazonaws.com", "GlueJobRunnerSession", clock_.now());
  ASSERT_TRUE(acting.ok());
  EXPECT_EQ(acting->principal.role_arn, "arn:aws:iam::000000000000:role/service-role/AWSGlueServiceRole");
  EXPECT_TRUE(iam_->authorizer().allowed(*acting, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  EXPECT_EQ(identities.act_as_role("000000000000", "AWSGlueServiceRole", "redshift.amazonaws.com", "s", clock_.now()).error().code, "AccessDenied");
  EXPECT_EQ(identities.act_as_role("000000000000", "Nobody", "glue.amazonaws.com", "s", clock_.now()).error().code, "NoSuchEntity");
  auto credentials = identities.role_credentials("000000000000", acting->principal.role_arn, "glue.amazonaws.com", "jr_1", std::chrono::hours{1}, clock_.now());
  ASSERT_TRUE(credentials.ok());
  auto child = as(credentials->access_key_id, credentials->session_token);
  EXPECT_TRUE(iam_->authorizer().allowed(child.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  auto trusting = iam_->roles_trusting("000000000000", "glue.amazonaws.com");
  ASSERT_TRUE(trusting.ok());
  EXPECT_EQ(trusting->size(), 1u);
}

TEST_F(IamTest, PassRoleNeedsLeaveAndTrust) {
  done(iam(root(), "CreateRole", {{"RoleName", "etl"}, {"AssumeRolePolicyDocument", kGlueTrust}}));
  auto alice = new_user("alice");
  auto refused = iam_->check_pass_role(alice.access, "etl", "glue.amazonaws.com");
  EXPECT_EQ(refused.error().message,
            "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: iam:PassRole on resource: "
            "arn:aws:iam::000000000000:role/etl because no identity-based policy allows the iam:PassRole action");
  allow("alice", R"({"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}}})");
  EXPECT_TRUE(iam_->check_pass_role(alice.access, "etl", "glue.amazonaws.com").ok());
  EXPECT_EQ(iam_->check_pass_role(root().access, "etl", "redshift.amazonaws.com").error().code, "RoleNotAssumable");
  EXPECT_EQ(iam_->check_pass_role(root().access, "missing", "glue.amazonaws.com").error().code, "RoleNotAssumable");
}

TEST_F(IamTest, TrustForgetsADeletedUser) {
  new_user("alice");
  std::string trust = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/alice"},"Action":"sts:AssumeRole"}]})";
  done(iam(root(), "CreateRole", {{"RoleName", "etl"}, {"AssumeRolePolicyDocument", trust}}));
  auto shown = [&] { return *percent_decode(std::string(done(iam(root(), "GetRole", {{"RoleName", "etl"}})).at("Role").at("AssumeRolePolicyDocument").as_string())); };
  EXPECT_NE(shown().find("user/alice"), std::string::npos);
  auto keys = done(iam(root(), "ListAccessKeys", {{"UserName", "alice"}}));
  std::string id(keys.at("AccessKeyMetadata").at(0).at("AccessKeyId").as_string());
  done(iam(root(), "DeleteAccessKey", {{"UserName", "alice"}, {"AccessKeyId", id}}));
  done(iam(root(), "DeleteUser", {{"UserName", "alice"}}));
  EXPECT_NE(shown().find("\"AIDA"), std::string::npos);
  auto again = new_user("alice");
  EXPECT_EQ(code(sts(again, "AssumeRole", {{"RoleArn", "arn:aws:iam::000000000000:role/etl"}, {"RoleSessionName", "s1"}})), "AccessDenied");
  EXPECT_EQ(code(iam(root(), "UpdateAssumeRolePolicy", {{"RoleName", "etl"}, {"PolicyDocument", R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/nobody"},"Action":"sts:AssumeRole"}})"}})),
            "MalformedPolicyDocument");
}

TEST_F(IamTest, ManagedPoliciesHaveVersions) {
  auto alice = new_user("alice");
  auto made = done(iam(root(), "CreatePolicy", {{"PolicyName", "p"}, {"Path", "/team/"}, {"PolicyDocument", kReadBucket}}));
  std::string arn(made.at("Policy").at("Arn").as_string());
  EXPECT_EQ(arn, "arn:aws:iam::000000000000:policy/team/p");
  done(iam(root(), "AttachUserPolicy", {{"UserName", "alice"}, {"PolicyArn", arn}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  std::string nothing = R"({"Version":"2012-10-17","Statement":[]})";
  done(iam(root(), "CreatePolicyVersion", {{"PolicyArn", arn}, {"PolicyDocument", nothing}, {"SetAsDefault", true}}));
  EXPECT_FALSE(iam_->authorizer().allowed(alice.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  EXPECT_EQ(code(iam(root(), "DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v2"}})), "DeleteConflict");
  done(iam(root(), "SetDefaultPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, {"s3:GetObject", "arn:aws:s3:::b/k", {}}));
  EXPECT_EQ(done(iam(root(), "GetPolicy", {{"PolicyArn", arn}})).at("Policy").at("AttachmentCount").as_int64(), 1);
  EXPECT_EQ(code(iam(root(), "DeletePolicy", {{"PolicyArn", arn}})), "DeleteConflict");
  EXPECT_EQ(code(iam(root(), "DeletePolicy", {{"PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"}})), "AccessDenied");
}

TEST_F(IamTest, BoundariesAndTagsCount) {
  auto alice = new_user("alice");
  allow("alice", R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:PrincipalTag/team}/*"})");
  aws::AccessCheck get{"s3:GetObject", "arn:aws:s3:::red/k", {}}, put{"s3:PutObject", "arn:aws:s3:::red/k", {}};
  EXPECT_FALSE(iam_->authorizer().allowed(alice.access, get));
  done(iam(root(), "TagUser", {{"UserName", "alice"}, {"Tags", json::array{json::object{{"Key", "team"}, {"Value", "red"}}}}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, put));
  done(iam(root(), "PutUserPermissionsBoundary", {{"UserName", "alice"}, {"PermissionsBoundary", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}}));
  EXPECT_TRUE(iam_->authorizer().allowed(alice.access, get));
  EXPECT_FALSE(iam_->authorizer().allowed(alice.access, put));
}

TEST_F(IamTest, EveryOperationIsRefusedToStrangers) {
  auto alice = new_user("alice");
  json::value input{{"UserName", "bob"}, {"RoleName", "r"}, {"PolicyName", "p"}, {"PolicyArn", "arn:aws:iam::000000000000:policy/p"}, {"PolicyDocument", "{}"},
                    {"AssumeRolePolicyDocument", "{}"}, {"VersionId", "v1"}, {"AccessKeyId", "AKIA"}, {"Status", "Active"},
                    {"PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"}, {"Tags", json::array{}}, {"TagKeys", json::array{}}};
  for (auto& operation : iam_->iam_service().operations) {
    auto refused = iam(alice, operation.name, input);
    EXPECT_EQ(code(refused), "AccessDenied") << operation.name;
    EXPECT_NE(message(refused).find("is not authorized to perform: iam:" + std::string(operation.name)), std::string::npos) << message(refused);
  }
}

TEST_F(IamTest, AwsManagedPoliciesParse) {
  auto listed = done(iam(root(), "ListPolicies", {{"Scope", "AWS"}}));
  ASSERT_GT(listed.at("Policies").as_array().size(), 10u);
  done(iam(root(), "CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", kGlueTrust}}));
  auto acting = iam_->identities().act_as_role("000000000000", "r", "glue.amazonaws.com", "s", clock_.now());
  for (auto& policy : listed.at("Policies").as_array()) {
    done(iam(root(), "AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", policy.at("Arn")}}));
    EXPECT_EQ(iam_->authorizer().authorize(acting->principal.arn.empty() ? aws::AccessContext{} : *acting, {"none:Such", "*", {}}).ok(),
              policy.at("PolicyName") == "AdministratorAccess" || policy.at("PolicyName") == "PowerUserAccess")
        << policy.at("Arn");
    done(iam(root(), "DetachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", policy.at("Arn")}}));
  }
}

TEST_F(IamTest, TokensSurviveARestart) {
  auto alice = new_user("alice");
  auto made = done(sts(alice, "GetSessionToken", {{"DurationSeconds", 900}}));
  auto reopened = open_iam({{"000000000000", "AKIAROOT", "root-secret"}}, *store_, box_, random_);
  ASSERT_TRUE(reopened.ok());
  auto signer = (*reopened)->identities().find_signer(std::string(made.at("Credentials").at("AccessKeyId").as_string()),
                                                      std::string(made.at("Credentials").at("SessionToken").as_string()), clock_.now());
  EXPECT_TRUE(signer.ok());
}

}  // namespace
}  // namespace tarn::iam
