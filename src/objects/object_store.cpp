#include "objects/object_store.h"

namespace tarn::objects {

std::optional<ObjectName> parse_s3_uri(std::string_view uri) {
  for (std::string_view scheme : {"s3://", "s3a://", "s3n://"}) {
    if (!uri.starts_with(scheme)) continue;
    uri.remove_prefix(scheme.size());
    auto slash = uri.find('/');
    ObjectName name{std::string(uri.substr(0, slash)), slash == std::string_view::npos ? "" : std::string(uri.substr(slash + 1))};
    if (name.bucket.empty()) return std::nullopt;
    return name;
  }
  return std::nullopt;
}

std::string bucket_arn(std::string_view bucket) { return "arn:aws:s3:::" + std::string(bucket); }
std::string object_arn(const ObjectName& name) { return bucket_arn(name.bucket) + "/" + name.key; }

Result<void> ObjectStore::check(const Caller& caller, std::string action, std::string resource,
                                std::vector<std::pair<std::string, std::string>> keys) const {
  if (caller.is_authorized()) return {};
  return authorizer.authorize(caller.who(), {std::move(action), std::move(resource), std::move(keys)});
}

}  // namespace tarn::objects
