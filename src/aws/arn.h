// Amazon resource names: arn:partition:service:region:account:resource.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tarn::aws {

struct Arn {
  std::string partition = "aws";
  std::string service;
  std::string region;      // empty for iam, s3
  std::string account_id;  // empty for s3
  std::string resource;    // all that follows, colons included

  std::string str() const;
  // nullopt: not "arn:", fewer than six parts, or no partition, service or resource.
  static std::optional<Arn> parse(std::string_view text);
};

// arn:aws:glue:us-east-1:123456789012:table/db/t
std::string make_arn(std::string_view service, std::string_view region, std::string_view account_id, std::string_view resource);

}  // namespace tarn::aws
