// Credential vending: temporary keys that reach nothing but one table's files, for clients that have only the catalog's.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "glue/iceberg/service.h"
#include "iceberg/metadata.h"

namespace tarn::glue_iceberg {

using ClientConfig = std::map<std::string, std::string>;  // properties of Iceberg's S3 file access: "s3.access-key-id", ...

// Whether X-Iceberg-Access-Delegation asks for it.
bool wants_credentials(const std::optional<std::string>& access_delegation);

// Keys of the caller's own, narrowed to the table's location: to read, and to write where the caller may glue:UpdateTable. Empty for a
// table that is not in S3.
ClientConfig vended_credentials(Glue& glue, const catalog::Table& table, const aws::RequestContext& ctx);

// Where S3 answers: this server, as the client has reached it.
ClientConfig storage_endpoint(const aws::RequestContext& ctx);

}  // namespace tarn::glue_iceberg
