// Pages of the REST catalog's listings.
#pragma once
#include <optional>
#include <string>

#include "aws/request_context.h"
#include "catalog/databases.h"
#include "glue/page_token.h"

namespace tarn::glue_iceberg {

constexpr size_t kMaxPage = 1000;  // ours; a client that names no size gets this

// The page that a request asks for. InvalidInputException: a size below 1, or a token of another listing.
inline Result<catalog::PageRequest> page_request(const glue::PageToken& token, const std::optional<std::string>& after, const std::optional<int32_t>& size) {
  if (size && *size < 1) return Error{"InvalidInputException", "The page size must be positive", 0, {}};
  return catalog::PageRequest{.after = TRY(token.decode(after)), .limit = size ? std::min<size_t>(static_cast<size_t>(*size), kMaxPage) : kMaxPage};
}

}  // namespace tarn::glue_iceberg
