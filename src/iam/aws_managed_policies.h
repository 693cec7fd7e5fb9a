// The AWS managed policies that scripts commonly attach (arn:aws:iam::aws:policy/...), written after what each is published to
// grant. Those of other services are not here: attaching them answers NoSuchEntity.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace tarn::iam {

struct AwsManagedPolicy {
  std::string_view name;
  std::string_view path;  // "/", "/service-role/"
  std::string_view id;    // ANPA...
  std::string_view description;
  std::string_view document;
};

std::span<const AwsManagedPolicy> aws_managed_policies();
const AwsManagedPolicy* find_aws_managed_policy(std::string_view arn);
std::string aws_managed_policy_arn(const AwsManagedPolicy& policy);

}  // namespace tarn::iam
