#include "iam/policy/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tarn::iam {
namespace {

constexpr std::string_view kAccount = "111122223333";

aws::Principal user(std::string name = "alice", std::string account = std::string(kAccount)) {
  return {.kind = aws::PrincipalKind::user, .account_id = account, .arn = "arn:aws:iam::" + account + ":user/" + name, .user_id = "AIDA" + name,
          .name = name, .role_arn = {}, .access_key_id = "AKIA"};
}

aws::Principal session(std::string id = "AROAONE") {
  return {.kind = aws::PrincipalKind::assumed_role, .account_id = std::string(kAccount), .arn = "arn:aws:sts::111122223333:assumed-role/etl/s1",
          .user_id = id + ":s1", .name = "etl", .role_arn = "arn:aws:iam::111122223333:role/etl", .access_key_id = "ASIA"};
}

aws::Principal root() {
  return {.kind = aws::PrincipalKind::root, .account_id = std::string(kAccount), .arn = "arn:aws:iam::111122223333:root",
          .user_id = std::string(kAccount), .name = {}, .role_arn = {}, .access_key_id = {}};
}

aws::Principal anonymous() { return {}; }

// {"Version": ..., "Statement": [statements]}, written with ' for ".
PolicyPtr policy(std::string statements, PolicyKind kind = PolicyKind::identity) {
  if (statements.empty()) return nullptr;
  std::string text = "{'Version':'2012-10-17','Statement':[" + statements + "]}";
  std::replace(text.begin(), text.end(), '\'', '"');
  auto parsed = parse_policy(text, kind);
  EXPECT_TRUE(parsed.ok()) << text << ": " << (parsed.ok() ? "" : parsed.error().message);
  return parsed.ok() ? std::make_shared<const ParsedPolicy>(std::move(*parsed)) : nullptr;
}

struct Case {
  std::string rule;
  aws::Principal who;
  std::string action, resource;
  std::string identity = {}, boundary = {}, session_policy = {}, resource_policy = {};
  std::vector<std::pair<std::string, std::string>> keys = {};
  std::string expected = "allow";  // or the start of the reason
  std::string resource_account = std::string(kAccount);
};

std::string outcome(const Case& c) {
  aws::AccessContext who;
  who.principal = c.who;
  ConditionKeys keys = [&](std::string_view key) {
    std::vector<std::string> values;
    for (auto& [name, value] : c.keys)
      if (name == key) values.push_back(value);
    if (key == "aws:username" && c.who.kind == aws::PrincipalKind::user) values.push_back(c.who.name);
    return values;
  };
  DecisionInput in{.who = who, .action = c.action, .resource = c.resource, .keys = keys, .identity = {}, .boundary = policy(c.boundary),
                   .sessions = {}, .resource_policy = policy(c.resource_policy, PolicyKind::resource), .resource_account = c.resource_account};
  if (auto identity = policy(c.identity)) in.identity.push_back(identity);
  if (auto narrowed = policy(c.session_policy)) in.sessions.push_back({narrowed});
  auto decision = decide(in);
  return decision.allowed ? "allow" : reason_text(decision, c.action);
}

const std::string kNoIdentity = "because no identity-based policy allows the ";
const std::string kAllS3 = "{'Effect':'Allow','Action':'s3:*','Resource':'*'}";
const std::string kReadObjects = "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}";

// The numbers are those of iam.md section 13.
const Case kCases[] = {
    {.rule = "1 allow everything but one action", .who = user(), .action = "s3:DeleteObject", .resource = "arn:aws:s3:::b/k",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'s3:DeleteObject','Resource':'*'}", .expected = "with an explicit deny in an identity-based policy"},
    {.rule = "1 the rest stays allowed", .who = user(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'s3:DeleteObject','Resource':'*'}"},
    {.rule = "2 deny with NotResource spares what it names", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/home/k",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::b/home/*'}"},
    {.rule = "2 deny with NotResource hits the others", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::b/home/*'}",
     .expected = "with an explicit deny in an identity-based policy"},
    {.rule = "2 deny with NotResource hits actions without resource", .who = user(), .action = "s3:ListAllMyBuckets", .resource = "*",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::b/home/*'}",
     .expected = "with an explicit deny in an identity-based policy"},
    {.rule = "3 StringNotEquals on an absent key holds", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .identity = kAllS3 + ",{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'StringNotEquals':{'aws:sourcevpc':'vpc-1'}}}",
     .expected = "with an explicit deny in an identity-based policy"},
    {.rule = "4 ForAllValues on no values holds", .who = user(), .action = "glue:CreateJob", .resource = "arn:aws:glue:us-east-1:111122223333:job/j",
     .identity = "{'Effect':'Allow','Action':'glue:*','Resource':'*','Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':['team']}}}"},
    {.rule = "4 ForAllValues fails on one foreign value", .who = user(), .action = "glue:CreateJob", .resource = "arn:aws:glue:us-east-1:111122223333:job/j",
     .identity = "{'Effect':'Allow','Action':'glue:*','Resource':'*','Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':['team']}}}",
     .keys = {{"aws:tagkeys", "team"}, {"aws:tagkeys", "cost"}}, .expected = kNoIdentity},
    {.rule = "4 ForAnyValue needs one", .who = user(), .action = "glue:CreateJob", .resource = "arn:aws:glue:us-east-1:111122223333:job/j",
     .identity = "{'Effect':'Allow','Action':'glue:*','Resource':'*','Condition':{'ForAnyValue:StringEquals':{'aws:TagKeys':['team']}}}",
     .keys = {{"aws:tagkeys", "cost"}, {"aws:tagkeys", "team"}}},
    {.rule = "4 ForAnyValue fails when absent", .who = user(), .action = "glue:CreateJob", .resource = "arn:aws:glue:us-east-1:111122223333:job/j",
     .identity = "{'Effect':'Allow','Action':'glue:*','Resource':'*','Condition':{'ForAnyValue:StringEquals':{'aws:TagKeys':['team']}}}",
     .expected = kNoIdentity},
    {.rule = "5 ${aws:username} has no value in a role session", .who = session(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/home/etl/k",
     .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/home/${aws:username}/*'}", .expected = kNoIdentity},
    {.rule = "6 listing one's own prefix", .who = user(), .action = "s3:ListBucket", .resource = "arn:aws:s3:::b",
     .identity = "{'Effect':'Allow','Action':'s3:ListBucket','Resource':'arn:aws:s3:::b','Condition':{'StringLike':{'s3:prefix':'home/${aws:username}/*'}}}",
     .keys = {{"s3:prefix", "home/alice/2024/"}}},
    {.rule = "6 listing another's prefix", .who = user(), .action = "s3:ListBucket", .resource = "arn:aws:s3:::b",
     .identity = "{'Effect':'Allow','Action':'s3:ListBucket','Resource':'arn:aws:s3:::b','Condition':{'StringLike':{'s3:prefix':'home/${aws:username}/*'}}}",
     .keys = {{"s3:prefix", "home/bob/"}}, .expected = kNoIdentity},
    {.rule = "6 a star in a variable's value is no wildcard", .who = user("*"), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/home/bob/k",
     .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/home/${aws:username}/*'}", .expected = kNoIdentity},
    {.rule = "7 session policy narrower than the role", .who = session(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3, .session_policy = kReadObjects,
     .expected = "because no session policy allows the s3:PutObject action"},
    {.rule = "7 within both", .who = session(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3, .session_policy = kReadObjects},
    {.rule = "8 resource policy naming the session itself", .who = session(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k", .session_policy = kReadObjects,
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'arn:aws:sts::111122223333:assumed-role/etl/s1'},'Action':'s3:PutObject','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "9 resource policy naming the role", .who = session(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k", .session_policy = kReadObjects,
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/etl'},'Action':'s3:PutObject','Resource':'arn:aws:s3:::b/*'}",
     .expected = "because no session policy allows"},
    {.rule = "9 the role needs no identity policy", .who = session(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .session_policy = kReadObjects,
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'AROAONE'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "10 another account, identity side only", .who = user("bob", "444455556666"), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .expected = "because no resource-based policy allows the s3:GetObject action"},
    {.rule = "10 another account, resource side only", .who = user("bob", "444455556666"), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'444455556666'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'}", .expected = kNoIdentity},
    {.rule = "10 another account, both sides", .who = user("bob", "444455556666"), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'444455556666'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "11 a star in a field crosses the slash", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b*'}"},
    {.rule = "12 IPv6 networks", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','2001:db8::/33']}}}",
     .keys = {{"aws:sourceip", "2001:db8:7fff::1"}}},
    {.rule = "12 outside the network", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','2001:db8::/33']}}}",
     .keys = {{"aws:sourceip", "2001:db8:8000::1"}}, .expected = kNoIdentity},
    {.rule = "14 boundary without the action", .who = user(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3, .boundary = kReadObjects,
     .expected = "because no permissions boundary allows the s3:PutObject action"},
    {.rule = "14 boundary does not limit what names the user", .who = user(), .action = "s3:PutObject", .resource = "arn:aws:s3:::b/k", .boundary = kReadObjects,
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'AIDAalice'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "15 a recreated role has another id", .who = session("AROATWO"), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'AROAONE'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'}", .expected = kNoIdentity},

    {.rule = "nothing allows by default", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .expected = kNoIdentity + "s3:GetObject action"},
    {.rule = "actions are compared without case", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = "{'Effect':'Allow','Action':'S3:gEtObj?ct','Resource':'*'}"},
    {.rule = "resources are compared with case", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/K", .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/k'}",
     .expected = kNoIdentity},
    {.rule = "a concrete resource does not match *", .who = user(), .action = "s3:ListAllMyBuckets", .resource = "*", .identity = "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::*'}",
     .expected = kNoIdentity},
    {.rule = "NotAction is the complement", .who = user(), .action = "glue:GetTable", .resource = "*", .identity = "{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}"},
    {.rule = "NotAction excludes what it names", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = "{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}",
     .expected = kNoIdentity},
    {.rule = "the account as principal delegates to identity policies", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:root'},'Action':'s3:*','Resource':'*'}", .expected = kNoIdentity},
    {.rule = "everyone includes the user without identity policy", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "everyone includes the anonymous", .who = anonymous(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}"},
    {.rule = "the anonymous have nothing else", .who = anonymous(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .expected = "because no resource-based policy allows"},
    {.rule = "resource policies deny", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .resource_policy = "{'Effect':'Deny','Principal':'*','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}",
     .expected = "with an explicit deny in a resource-based policy"},
    {.rule = "boundaries deny", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .boundary = kAllS3 + ",{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}", .expected = "with an explicit deny in a permissions boundary"},
    {.rule = "session policies deny", .who = session(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .session_policy = kAllS3 + ",{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}", .expected = "with an explicit deny in a session policy"},
    {"root may everything", root(), "s3:GetObject", "arn:aws:s3:::b/k"},
    {.rule = "root obeys a resource policy's deny", .who = root(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k",
     .resource_policy = "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':['arn:aws:s3:::b','arn:aws:s3:::b/*']}",
     .expected = "with an explicit deny in a resource-based policy"},
    {.rule = "root always reaches its bucket policies", .who = root(), .action = "s3:DeleteBucketPolicy", .resource = "arn:aws:s3:::b",
     .resource_policy = "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':['arn:aws:s3:::b','arn:aws:s3:::b/*']}"},
    {.rule = "NotPrincipal spares who is fully listed", .who = user(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .resource_policy = "{'Effect':'Deny','NotPrincipal':{'AWS':['arn:aws:iam::111122223333:user/alice','111122223333']},'Action':'s3:*','Resource':'*'}"},
    {.rule = "NotPrincipal denies a session whose role alone is listed", .who = session(), .action = "s3:GetObject", .resource = "arn:aws:s3:::b/k", .identity = kAllS3,
     .resource_policy = "{'Effect':'Deny','NotPrincipal':{'AWS':['arn:aws:iam::111122223333:role/etl','111122223333']},'Action':'s3:*','Resource':'*'}",
     .expected = "with an explicit deny in a resource-based policy"},
    {.rule = "ARNs compare by field", .who = user(), .action = "glue:GetTable", .resource = "arn:aws:glue:us-east-1:111122223333:table/db/t",
     .identity = "{'Effect':'Allow','Action':'glue:*','Resource':'arn:aws:glue:*:111122223333:table/db/*'}"},
    {.rule = "ARN conditions compare by field", .who = user(), .action = "glue:GetTable", .resource = "*",
     .identity = "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/al*'}}}",
     .keys = {{"aws:principalarn", "arn:aws:iam::111122223333:user/alice"}}},
};

TEST(Decide, FollowsTheRules) {
  for (auto& c : kCases) EXPECT_EQ(outcome(c).substr(0, c.expected.size()), c.expected) << c.rule;
}

TEST(Decide, VariablesHaveDefaults) {
  auto parsed = parse_policy(R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/home/${aws:username, 'shared'}/*"}})",
                             PolicyKind::identity);
  ASSERT_TRUE(parsed.ok());
  aws::AccessContext who;
  who.principal = session();
  std::string action = "s3:GetObject", resource = "arn:aws:s3:::b/home/shared/k";
  ConditionKeys none = [](std::string_view) { return std::vector<std::string>{}; };
  DecisionInput in{.who = who, .action = action, .resource = resource, .keys = none, .identity = {std::make_shared<const ParsedPolicy>(*parsed)},
                   .boundary = {}, .sessions = {}, .resource_policy = {}, .resource_account = std::string(kAccount)};
  EXPECT_TRUE(decide(in).allowed);
}

TEST(DecideAssumeRole, TrustComesFirst) {
  struct {
    std::string rule;
    aws::Principal who;
    std::string trust, identity;
    bool allowed;
  } cases[] = {
      {"trust that names the user is enough", user(), "{'Effect':'Allow','Principal':{'AWS':'AIDAalice'},'Action':'sts:AssumeRole'}", "", true},
      {"trust in the account needs an identity policy", user(), "{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}", "", false},
      {"both", user(), "{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}",
       "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}", true},
      {"identity alone is never enough", user(), "{'Effect':'Allow','Principal':{'Service':'glue.amazonaws.com'},'Action':'sts:AssumeRole'}",
       "{'Effect':'Allow','Action':'*','Resource':'*'}", false},
      {"another account needs both", user("bob", "444455556666"), "{'Effect':'Allow','Principal':{'AWS':'AIDAbob'},'Action':'sts:AssumeRole'}", "", false},
      {"conditions count", user(),
       "{'Effect':'Allow','Principal':{'AWS':'AIDAalice'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x'}}}", "", false},
  };
  for (auto& c : cases) {
    aws::AccessContext who;
    who.principal = c.who;
    std::string action = "sts:AssumeRole", resource = "arn:aws:iam::111122223333:role/etl";
    ConditionKeys none = [](std::string_view) { return std::vector<std::string>{}; };
    DecisionInput in{.who = who, .action = action, .resource = resource, .keys = none, .identity = {}, .boundary = {}, .sessions = {},
                     .resource_policy = policy(c.trust, PolicyKind::trust), .resource_account = std::string(kAccount)};
    if (auto identity = policy(c.identity)) in.identity.push_back(identity);
    EXPECT_EQ(decide_assume_role(in).allowed, c.allowed) << c.rule;
  }
}

}  // namespace
}  // namespace tarn::iam
