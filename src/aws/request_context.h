// What a handler knows about its request beside the decoded input.
#pragma once
#include <string>

#include "aws/access_context.h"
#include "base/byte_source.h"

namespace tarn::aws {

using TrailingHeaders = std::vector<std::pair<std::string, std::string>>;

struct RequestContext {
  std::string request_id;
  AccessContext access;        // who calls; access.now is the time of the request, read once
  ByteSource* body = nullptr;  // the body of operations whose input streams (PutObject, UploadPart), signature-checked as it is read
  // The checksums that came behind the body (names in lower case, proved), complete once `body` has answered 0; null without one.
  const TrailingHeaders* trailers = nullptr;
  std::string host;            // the Host header, for replies that name an endpoint

  const std::string& account_id() const { return access.principal.account_id; }
  const std::string& region() const { return access.region; }
  TimePoint now() const { return access.now; }
};

}  // namespace tarn::aws
