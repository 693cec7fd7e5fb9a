#include "kv/lease.h"

#include <boost/json/object.hpp>

#include "kv/key.h"
#include "kv/record.h"

namespace tarn::kv {
namespace {

std::string lease_key(std::string_view name) { return KeyBuilder("kv.lease").text(name).take(); }

struct Grant {
  uint64_t token = 0;
  std::string owner;
  TimePoint until;
};

Result<std::optional<Grant>> read_grant(Reader& reader, std::string_view name) {
  auto stored = TRY(reader.get(lease_key(name)));
  if (!stored) return std::optional<Grant>();
  auto document = TRY(decode_record(*stored));
  auto* fields = document.if_object();
  auto* token = fields ? fields->if_contains("token") : nullptr;
  auto* owner = fields ? fields->if_contains("owner") : nullptr;
  auto* until = fields ? fields->if_contains("until_us") : nullptr;
  if (!token || !owner || !until || !token->is_int64() || !owner->is_string() || !until->is_int64())
    return internal_error("the record of lease " + std::string(name) + " lacks a field");
  return std::optional(
      Grant{static_cast<uint64_t>(token->get_int64()), std::string(owner->get_string()), TimePoint(Duration(until->get_int64()))});
}

}  // namespace

Result<std::optional<Store::Lease>> take_lease(Txn& txn, TimePoint now, std::string_view name, std::string_view owner,
                                               std::chrono::milliseconds ttl) {
  auto grant = TRY(read_grant(txn, name)).value_or(Grant{});
  bool held = grant.token > 0 && now < grant.until;
  if (held && grant.owner != owner) return std::optional<Store::Lease>();
  uint64_t token = held ? grant.token : grant.token + 1;
  boost::json::object document{{"token", static_cast<int64_t>(token)},
                               {"owner", boost::json::string_view(owner.data(), owner.size())},
                               {"until_us", (now + ttl).time_since_epoch().count()}};
  txn.put(lease_key(name), encode_record(document), Space::records);
  return std::optional(Store::Lease{token});
}

Result<bool> is_current_lease(Reader& reader, std::string_view name, const Store::Lease& lease) {
  auto grant = TRY(read_grant(reader, name));
  return grant && grant->token == lease.token;
}

}  // namespace tarn::kv
