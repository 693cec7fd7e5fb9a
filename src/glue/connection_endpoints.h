// Where a connection leads: what its type needs, and the servers that its properties name.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace tarn::glue {

using ConnectionProperties = std::map<std::string, std::string>;

// Error InvalidInputException: a property that the type cannot do without is missing (Glue API, ConnectionInput). Types of other services'
// software have no such list here.
Result<void> check_required_properties(const std::string& type, const ConnectionProperties& properties);

struct Endpoint {
  std::string host;
  std::string port;
};

// Of JDBC, MONGODB and KAFKA connections, and of those named after a database (POSTGRESQL, ...) with HOST and PORT. Errors:
// InvalidInputException (a URL that names no server); NotImplemented (another type).
Result<std::vector<Endpoint>> endpoints_of(const std::string& type, const ConnectionProperties& properties);

}  // namespace tarn::glue
