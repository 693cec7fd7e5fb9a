// Policy documents from strangers: parsing, and a decision with whatever was accepted.
#include <cstddef>
#include <cstdint>

#include "iam/policy/evaluate.h"

using namespace tarn;

namespace {

void decide_with(const iam::PolicyPtr& policy, iam::PolicyKind kind) {
  aws::AccessContext who;
  who.principal = {.kind = aws::PrincipalKind::user, .account_id = "111122223333", .arn = "arn:aws:iam::111122223333:user/alice",
                   .user_id = "AIDAEXAMPLE", .name = "alice", .role_arn = {}, .access_key_id = {}};
  const std::string action = kind == iam::PolicyKind::trust ? "sts:AssumeRole" : "s3:GetObject";
  const std::string resource = "arn:aws:s3:::bucket/home/alice/key";
  iam::ConditionKeys keys = [](std::string_view key) -> std::vector<std::string> {
    if (key == "aws:username") return {"alice"};
    if (key == "aws:sourceip") return {"10.1.2.3"};
    if (key == "aws:tagkeys") return {"a", "b"};
    if (key == "aws:currenttime") return {"2026-11-24T00:00:00Z"};
    return {};
  };
  iam::DecisionInput in{.who = who, .action = action, .resource = resource, .keys = keys, .identity = {}, .boundary = nullptr, .sessions = {},
                        .resource_policy = nullptr, .resource_account = "111122223333"};
  if (kind == iam::PolicyKind::identity) in.identity.push_back(policy);
  else in.resource_policy = policy;
  (void)(kind == iam::PolicyKind::trust ? iam::decide_assume_role(in) : iam::decide(in));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (auto kind : {iam::PolicyKind::identity, iam::PolicyKind::resource, iam::PolicyKind::trust}) {
    auto parsed = iam::parse_policy(text, kind);
    if (parsed.ok()) decide_with(std::make_shared<const iam::ParsedPolicy>(std::move(*parsed)), kind);
  }
  return 0;
}
