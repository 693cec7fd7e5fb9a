#include "redshift/api.h"

#include "base/encoding.h"

namespace tarn::redshift {

std::string stable_id(const std::string& what, const aws::RequestContext& ctx) {
  std::string id = to_hex(sha256(what + "\n" + ctx.account_id() + "\n" + ctx.region())).substr(0, 32);
  id[12] = '5';  // a name-based UUID
  id[16] = '8';
  for (size_t at : {8, 13, 18, 23}) id.insert(at, "-");
  return id;
}

std::string workgroup_arn(const aws::RequestContext& ctx) {
  return "arn:aws:redshift-serverless:" + ctx.region() + ":" + ctx.account_id() + ":workgroup/" + stable_id("workgroup", ctx);
}
std::string namespace_arn(const aws::RequestContext& ctx) {
  return "arn:aws:redshift-serverless:" + ctx.region() + ":" + ctx.account_id() + ":namespace/" + stable_id("namespace", ctx);
}
std::string cluster_arn(const std::string& cluster, const aws::RequestContext& ctx) {
  return "arn:aws:redshift:" + ctx.region() + ":" + ctx.account_id() + ":cluster:" + cluster;
}

std::string endpoint_host(const aws::RequestContext& ctx) {
  const std::string host = ctx.host.substr(0, ctx.host.rfind(':') == std::string::npos || ctx.host.ends_with(']') ? std::string::npos : ctx.host.rfind(':'));
  return host.empty() ? "127.0.0.1" : host;
}

}  // namespace tarn::redshift
