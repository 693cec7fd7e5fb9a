#include "aws/arn.h"

namespace tarn::aws {

std::string Arn::str() const { return "arn:" + partition + ":" + service + ":" + region + ":" + account_id + ":" + resource; }

std::optional<Arn> Arn::parse(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  text.remove_prefix(4);
  Arn out;
  for (std::string* field : {&out.partition, &out.service, &out.region, &out.account_id}) {
    size_t colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    *field = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  out.resource = text;
  if (out.partition.empty() || out.service.empty() || out.resource.empty()) return std::nullopt;
  return out;
}

std::string make_arn(std::string_view service, std::string_view region, std::string_view account_id, std::string_view resource) {
  std::string out = "arn:aws:";
  out.append(service).append(":").append(region).append(":").append(account_id).append(":").append(resource);
  return out;
}

}  // namespace tarn::aws
