// Tags of objects.
#pragma once
#include <vector>

#include "objects/object_store.h"

namespace tarn::objects {

Result<std::vector<Tag>> get_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name);
// Replaces all of them; an empty list removes them. Error NoSuchKey.
Result<void> put_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name, std::vector<Tag> tags);
Result<void> delete_object_tags(ObjectStore& objects, const Caller& caller, const ObjectName& name);

}  // namespace tarn::objects
