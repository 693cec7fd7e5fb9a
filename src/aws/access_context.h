// Who acts, with which session policies, through which service. Every read of an object or of catalog metadata takes one.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace tarn::aws {

enum class PrincipalKind { root, user, assumed_role, service, anonymous };

struct Principal {
  PrincipalKind kind = PrincipalKind::anonymous;
  std::string account_id;     // 12 digits; empty for anonymous and service
  std::string arn;            // arn:aws:iam::A:root, ...:user/path/name, arn:aws:sts::A:assumed-role/name/session
  std::string user_id;        // aws:userid: AIDA..., AROA...:session, the account id for root
  std::string name;           // user name, or role name of a session, or service (glue.amazonaws.com)
  std::string role_arn;       // of a session: arn:aws:iam::A:role/path/name (aws:PrincipalArn)
  std::string access_key_id;  // empty for work that a service does on its own
};

struct AccessContext {
  Principal principal;
  // Each narrows what the identity allows. A JSON policy text, or a JSON list of policies of which one must allow (AssumeRole
  // with Policy and PolicyArns).
  std::vector<std::string> session_policies;
  std::vector<std::pair<std::string, std::string>> session_tags;  // aws:PrincipalTag, over the role's own tags
  std::string source_identity;
  std::optional<TimePoint> token_issued_at;  // of temporary credentials (aws:TokenIssueTime)
  std::string via_service;                    // athena.amazonaws.com when a service calls with the caller's rights (aws:CalledVia)
  std::string source_ip;
  bool secure_transport = false;
  std::string user_agent;
  std::string region;                         // of the request's signature
  TimePoint now{};

  const std::string& account_id() const { return principal.account_id; }
};

// One thing that must be allowed: action on resource, with the request's own condition keys (lower-case key names).
struct AccessCheck {
  std::string action;    // "s3:GetObject"
  std::string resource;  // an ARN, or "*" for actions without resource-level permissions
  std::vector<std::pair<std::string, std::string>> keys;
};
using AccessChecks = std::vector<AccessCheck>;

}  // namespace tarn::aws
