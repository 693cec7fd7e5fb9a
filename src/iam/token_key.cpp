#include "iam/token_key.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "iam/keys.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::iam {
namespace {

constexpr std::string_view kBinding = "session-tokens";

}  // namespace

Result<std::string> open_token_key(std::string_view stored, const SecretBox& secrets) {
  auto document = TRY(kv::decode_object(stored));
  kv::RecordFields fields(document);
  std::string text;
  fields.read("key", text);
  TRY(fields.finish());
  auto sealed = from_base64(text);
  if (!sealed) return internal_error("the stored key of session tokens is not base64");
  return secrets.open(*sealed, kBinding);
}

Result<std::string> load_token_key(kv::Store& store, const SecretBox& secrets, Random& random) {
  std::string fresh(kSecretKeyBytes, '\0');
  random.fill({reinterpret_cast<unsigned char*>(fresh.data()), fresh.size()});
  auto stored = TRY(store.transact([&](kv::Txn& txn) -> Result<std::string> {
    if (auto found = TRY(txn.get(token_key_key()))) return *found;
    auto made = kv::encode_record(boost::json::object{{"key", to_base64(secrets.seal(fresh, kBinding))}});
    txn.put(token_key_key(), made);
    return made;
  }));
  return open_token_key(stored, secrets);
}

}  // namespace tarn::iam
