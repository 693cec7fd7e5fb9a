#include "secrets/secrets.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace tarn::secrets {
namespace {

namespace json = boost::json;

class AllowAll final : public iam::Authorizer {
 public:
  Result<void> authorize(const aws::AccessContext&, const aws::AccessCheck& check) const override {
    last = check;
    return {};
  }
  mutable aws::AccessCheck last;
};

class SecretsTest : public testing::Test {
 protected:
  aws::RequestContext context() {
    aws::RequestContext ctx;
    ctx.access.principal.account_id = "000000000000";
    ctx.access.region = "us-east-1";
    ctx.access.now = clock_.now();
    return ctx;
  }
  Result<json::value> call(std::string_view name, const json::value& input) {
    auto service = secrets_->service();
    for (auto& operation : service.operations) {
      if (operation.name != name) continue;
      auto prepared = TRY(operation.prepare(input));
      TRY(prepared->checks(service.self, context()));
      return TRY(prepared->run(service.self, context())).output;
    }
    return Error{"NotImplemented", std::string(name), 501, {}};
  }
  json::value done(std::string_view name, const json::value& input) {
    auto result = call(name, input);
    EXPECT_TRUE(result.ok()) << name << ": " << (result.ok() ? "" : result.error().message);
    return result.ok() ? *result : json::value(json::object{});
  }
  std::string error(std::string_view name, const json::value& input) {
    auto result = call(name, input);
    return result.ok() ? "ok" : result.error().code + ": " + result.error().message;
  }
  std::string value_of(const json::value& input) { return std::string(done("GetSecretValue", input).at("SecretString").as_string()); }

  ManualClock clock_;
  SeededRandom random_{3};
  std::unique_ptr<kv::Store> store_ = kv::open_in_memory();
  iam::SecretBox box_{std::string(iam::kSecretKeyBytes, 'k'), random_};
  AllowAll authorizer_;
  std::unique_ptr<Secrets> secrets_ = open_secrets(*store_, box_, authorizer_, random_);
};

TEST_F(SecretsTest, NewValuesMoveTheStages) {
  auto made = done("CreateSecret", {{"Name", "db/password"}, {"SecretString", "one"}, {"ClientRequestToken", "token-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaa"}});
  std::string arn(made.at("ARN").as_string());
  EXPECT_EQ(arn.substr(0, arn.size() - 6), "arn:aws:secretsmanager:us-east-1:000000000000:secret:db/password-");
  done("PutSecretValue", {{"SecretId", arn}, {"SecretString", "two"}});
  EXPECT_EQ(value_of({{"SecretId", "db/password"}}), "two");
  EXPECT_EQ(value_of({{"SecretId", arn.substr(0, arn.size() - 7)}, {"VersionStage", "AWSPREVIOUS"}}), "one");
  done("UpdateSecret", {{"SecretId", arn}, {"SecretString", "three"}});
  EXPECT_EQ(value_of({{"SecretId", arn}, {"VersionStage", "AWSPREVIOUS"}}), "two");
  EXPECT_EQ(error("GetSecretValue", {{"SecretId", arn}, {"VersionId", "token-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, {"VersionStage", "AWSCURRENT"}}),
            "InvalidRequestException: You provided a VersionStage that is not associated to the provided VersionId.");
  EXPECT_EQ(error("PutSecretValue", {{"SecretId", arn}, {"SecretString", "other"}, {"ClientRequestToken", "token-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}).substr(0, 23),
            "ResourceExistsException");
  EXPECT_EQ(error("CreateSecret", {{"Name", "db/password"}, {"SecretString", "x"}}),
            "ResourceExistsException: The operation failed because the secret db/password already exists.");
}

TEST_F(SecretsTest, ValuesAreSealedAtRest) {
  done("CreateSecret", {{"Name", "s"}, {"SecretString", "a very secret value"}});
  auto entries = store_->snapshot()->page(kv::Range{"", ""}, 100);
  ASSERT_TRUE(entries.ok());
  for (auto& entry : *entries) EXPECT_EQ(entry.value.find("a very secret value"), std::string::npos);
}

TEST_F(SecretsTest, DeletionIsScheduledAndUndone) {
  done("CreateSecret", {{"Name", "s"}, {"SecretString", "v"}});
  done("DeleteSecret", {{"SecretId", "s"}, {"RecoveryWindowInDays", 7}});
  EXPECT_EQ(error("GetSecretValue", {{"SecretId", "s"}}),
            "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.");
  EXPECT_TRUE(done("DescribeSecret", {{"SecretId", "s"}}).as_object().contains("DeletedDate"));
  done("RestoreSecret", {{"SecretId", "s"}});
  EXPECT_EQ(value_of({{"SecretId", "s"}}), "v");
  done("DeleteSecret", {{"SecretId", "s"}});
  clock_.advance(std::chrono::hours{31 * 24});
  EXPECT_EQ(error("DescribeSecret", {{"SecretId", "s"}}), "ResourceNotFoundException: Secrets Manager can't find the specified secret.");
  done("CreateSecret", {{"Name", "s"}, {"SecretString", "new"}});
  EXPECT_EQ(value_of({{"SecretId", "s"}}), "new");
  done("DeleteSecret", {{"SecretId", "s"}, {"ForceDeleteWithoutRecovery", true}});
  EXPECT_EQ(error("DeleteSecret", {{"SecretId", "s"}, {"ForceDeleteWithoutRecovery", true}}), "ok");
}

TEST_F(SecretsTest, ListsWithFilters) {
  for (auto name : {"app/a", "app/b", "other"}) done("CreateSecret", {{"Name", name}, {"SecretString", "v"}});
  auto listed = done("ListSecrets", {{"Filters", json::array{json::object{{"Key", "name"}, {"Values", json::array{"APP/"}}}}}});
  EXPECT_EQ(listed.at("SecretList").as_array().size(), 2u);
  auto first = done("ListSecrets", {{"MaxResults", 2}});
  auto second = done("ListSecrets", {{"MaxResults", 2}, {"NextToken", first.at("NextToken")}});
  EXPECT_EQ(second.at("SecretList").at(0).at("Name").as_string(), "other");
}

TEST_F(SecretsTest, ServicesReadWithTheCallersRights) {
  done("CreateSecret", {{"Name", "s"}, {"SecretString", "v"}});
  auto text = secrets_->secret_string(context().access, "s");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, "v");
  EXPECT_EQ(authorizer_.last.action, "secretsmanager:GetSecretValue");
}

TEST_F(SecretsTest, RandomPasswordsHaveEachType) {
  auto password = std::string(done("GetRandomPassword", {{"PasswordLength", 4}}).at("RandomPassword").as_string());
  EXPECT_EQ(password.size(), 4u);
  EXPECT_EQ(error("GetRandomPassword", {{"PasswordLength", 3}}), "InvalidParameterException: The password is too short for each included type.");
}

}  // namespace
}  // namespace tarn::secrets
