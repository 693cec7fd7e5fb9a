#include "glue/iceberg/vending.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "glue/catalog_access.h"
#include "iam/iam.h"

namespace tarn::glue_iceberg {
namespace {

constexpr std::chrono::hours kVendedLifetime{1};

// What stands for itself in a policy: '*', '?' and '$' of a key are no wildcards.
std::string literal(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '*' || c == '?' || c == '$') {
      out += std::string("${") + c + "}";
    } else {
      out += c;
    }
  }
  return out;
}

std::string location_policy(const objects::ObjectName& root, bool may_write) {
  std::string prefix = literal(root.key);
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  const std::string bucket = objects::bucket_arn(root.bucket);
  boost::json::array actions{"s3:GetObject"};
  if (may_write) {
    for (std::string_view action : {"s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"}) actions.emplace_back(action);
  }
  boost::json::object on_objects{{"Effect", "Allow"}, {"Action", std::move(actions)}, {"Resource", bucket + "/" + prefix + "*"}};
  boost::json::object on_bucket{{"Effect", "Allow"}, {"Action", boost::json::array{"s3:ListBucket"}}, {"Resource", bucket},
                                {"Condition", boost::json::object{{"StringLike", boost::json::object{{"s3:prefix", prefix + "*"}}}}}};
  boost::json::object on_location{{"Effect", "Allow"}, {"Action", boost::json::array{"s3:GetBucketLocation"}}, {"Resource", bucket}};
  return boost::json::serialize(boost::json::object{{"Version", "2012-10-17"}, {"Statement", boost::json::array{std::move(on_objects), std::move(on_bucket), std::move(on_location)}}});
}

}  // namespace

bool wants_credentials(const std::optional<std::string>& access_delegation) {
  return access_delegation && access_delegation->find("vended-credentials") != access_delegation->npos;
}

ClientConfig vended_credentials(Glue& glue, const catalog::Table& table, const aws::RequestContext& ctx) {
  const auto root = objects::parse_s3_uri(table.storage.location);
  if (!root || root->key.empty()) return {};
  const bool may_write = glue.iam.authorizer().allowed(ctx.access, {"glue:UpdateTable", glue::table_arn(ctx, table.database, table.name), {}});
  const auto keys = glue.iam.narrowed_credentials(ctx.access, location_policy(*root, may_write), kVendedLifetime);
  return {{"s3.access-key-id", keys.access_key_id},
          {"s3.secret-access-key", keys.secret_access_key},
          {"s3.session-token", keys.session_token},
          {"s3.session-token-expires-at-ms", std::to_string(iceberg::milliseconds(keys.expires_at))}};
}

ClientConfig storage_endpoint(const aws::RequestContext& ctx) {
  return {{"client.region", ctx.region()},
          {"s3.region", ctx.region()},
          {"s3.endpoint", (ctx.access.secure_transport ? "https://" : "http://") + ctx.host},
          {"s3.path-style-access", "true"}};
}

}  // namespace tarn::glue_iceberg
