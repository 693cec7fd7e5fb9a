// The key that seals session tokens: made on the first start, stored sealed under the data folder's key.
#pragma once
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "iam/secret_box.h"
#include "kv/store.h"

namespace tarn::iam {

Result<std::string> load_token_key(kv::Store& store, const SecretBox& secrets, Random& random);
// Of the record, as it is stored.
Result<std::string> open_token_key(std::string_view stored, const SecretBox& secrets);

}  // namespace tarn::iam
