// Which S3 operation a request means. The 116 operations share 12 pairs of method and path; query parameters and headers tell
// them apart (s3.md 1).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "aws/model.h"
#include "aws/protocol.h"

namespace tarn::aws::rest_xml {

struct Address {
  std::string bucket;
  std::string key;
};

// Bucket and key from path or virtual host; nullopt: the path is not percent-encoded UTF-8.
std::optional<Address> read_address(const net::HttpRequest& request, const RoutingOptions& options);

// nullptr: the model has no operation with this method at this address and sub-resource.
const OperationModel* choose_operation(const ServiceModel& service, const net::HttpRequest& request, const Address& address);

}  // namespace tarn::aws::rest_xml
