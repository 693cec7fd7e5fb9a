// Whether a server takes connections: TCP only.
#pragma once
#include <chrono>

#include "glue/connection_endpoints.h"

namespace tarn::glue {

// Error InvalidInputException: the name has no address, or none of its addresses answers in time.
Result<void> check_reachable(const Endpoint& endpoint, std::chrono::milliseconds timeout);

}  // namespace tarn::glue
