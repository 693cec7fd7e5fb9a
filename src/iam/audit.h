// Whether what iam/ keeps sealed opens under the data folder's key. For `tarn check`.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "iam/secret_box.h"
#include "kv/store.h"

namespace tarn::iam {

// One line for each secret access key, and for the key of session tokens, that does not decode or open. When all of them fail,
// the key file is the likelier culprit: the line then says so instead.
Result<std::vector<std::string>> audit_secrets(kv::Reader& reader, const SecretBox& secrets);

}  // namespace tarn::iam
