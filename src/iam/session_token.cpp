#include "iam/session_token.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "iam/errors.h"
#include "kv/record_fields.h"

namespace tarn::iam {
namespace {

namespace json = boost::json;

constexpr int64_t kVersion = 1;

std::string_view kind_name(aws::PrincipalKind kind) {
  switch (kind) {
    case aws::PrincipalKind::root: return "root";
    case aws::PrincipalKind::user: return "user";
    case aws::PrincipalKind::assumed_role: return "role";
    case aws::PrincipalKind::service: return "service";
    case aws::PrincipalKind::anonymous: return "anonymous";
  }
  return {};
}

std::optional<aws::PrincipalKind> parse_kind(std::string_view name) {
  for (auto kind : {aws::PrincipalKind::root, aws::PrincipalKind::user, aws::PrincipalKind::assumed_role})
    if (kind_name(kind) == name) return kind;
  return std::nullopt;
}

Result<Session> read_session(const json::object& document) {
  kv::RecordFields fields(document);
  Session out;
  int64_t version = 0;
  std::string kind;
  fields.read("v", version);
  fields.read("kind", kind);
  fields.read("key", out.access_key_id);
  fields.read("secret", out.secret_access_key);
  fields.read("account", out.principal.account_id);
  fields.read("arn", out.principal.arn);
  fields.read("id", out.principal.user_id);
  fields.read("name", out.principal.name);
  fields.read("role", out.principal.role_arn);
  fields.read("policies", out.session_policies);
  fields.read("source_identity", out.source_identity);
  fields.read("issued", out.issued_at);
  fields.read("expires", out.expires_at);
  std::map<std::string, std::string> tags;
  fields.read("tags", tags);
  out.tags.assign(tags.begin(), tags.end());
  TRY(fields.finish());
  auto parsed_kind = parse_kind(kind);
  if (version != kVersion || !parsed_kind) return errors::invalid_client_token();
  out.principal.kind = *parsed_kind;
  out.principal.access_key_id = out.access_key_id;
  return out;
}

}  // namespace

std::string seal_session(const Session& session, const SecretBox& box) {
  json::object tags;
  for (auto& [key, value] : session.tags) tags[key] = value;
  json::object document{{"v", kVersion}, {"kind", kind_name(session.principal.kind)}, {"key", session.access_key_id},
                        {"secret", session.secret_access_key}, {"account", session.principal.account_id}, {"arn", session.principal.arn},
                        {"id", session.principal.user_id}, {"name", session.principal.name}, {"role", session.principal.role_arn},
                        {"policies", kv::to_json(session.session_policies)}, {"tags", std::move(tags)},
                        {"source_identity", session.source_identity}, {"issued", kv::to_micros(session.issued_at)},
                        {"expires", kv::to_micros(session.expires_at)}};
  return to_base64(box.seal(json::serialize(document), session.access_key_id));
}

Result<Session> open_session(const std::string& token, const std::string& access_key_id, const SecretBox& box) {
  auto sealed = from_base64(token);
  if (!sealed) return errors::invalid_client_token();
  auto text = box.open(*sealed, access_key_id);
  if (!text.ok()) return errors::invalid_client_token();
  boost::system::error_code failure;
  auto document = json::parse(*text, failure);
  if (failure || !document.is_object()) return errors::invalid_client_token();
  return read_session(document.as_object());
}

}  // namespace tarn::iam
