// Removing objects. The bytes follow later: the transaction leaves them in the delete queue (reclaim.h).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "objects/object_store.h"
#include "objects/outbox.h"

namespace tarn::objects {

// Absent keys count as removed. `must_match` (an ETag without quotes, or *): errors PreconditionFailed, NoSuchKey.
Result<void> delete_object(ObjectStore& objects, const Caller& caller, const ObjectName& name, const std::optional<std::string>& must_match = {});

struct KeyToDelete {
  std::string key;
  std::optional<std::string> must_match;
};
// All in one transaction, each with its own outcome, in order: AccessDenied and failed conditions are of their key only. The
// access of each key is always checked. Error NoSuchBucket for all.
Result<std::vector<Result<void>>> delete_objects(ObjectStore& objects, const Caller& caller, const std::string& bucket,
                                                 const std::vector<KeyToDelete>& keys);

// Within the caller's transaction, without an access check; false when there was none.
Result<bool> unpublish(kv::Txn& txn, ObjectStore& objects, const ObjectName& name, const Cause& cause);

}  // namespace tarn::objects
