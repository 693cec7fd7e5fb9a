// Leases are records like others: family "kv.lease", the lease's name; token, owner and end in the value.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "kv/store.h"

namespace tarn::kv {

Result<std::optional<Store::Lease>> take_lease(Txn& txn, TimePoint now, std::string_view name, std::string_view owner,
                                               std::chrono::milliseconds ttl);

}  // namespace tarn::kv
