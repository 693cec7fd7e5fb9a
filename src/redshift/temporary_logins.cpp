#include "redshift/temporary_logins.h"

#include <boost/json.hpp>

#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/keys.h"
#include "redshift/passwords.h"

namespace tarn::redshift {
namespace {

namespace json = boost::json;

constexpr size_t kPasswordBytes = 180;  // about as long as the service's, so that clients with short buffers fail here too

std::string encode(const TemporaryLogin& login) {
  return json::serialize(json::object{{"user", login.user},
                                      {"password", login.password},
                                      {"create", login.create},
                                      {"database", login.database},
                                      {"expires_us", login.expires_at.time_since_epoch().count()}});
}

std::optional<TemporaryLogin> decode(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  if (failed || !value.is_object()) return std::nullopt;
  auto text_of = [&](const char* name) { return json::value_to<std::string>(value.at(name)); };
  return TemporaryLogin{text_of("user"), text_of("password"), value.at("create").as_bool(), text_of("database"), TimePoint(Duration(value.at("expires_us").as_int64()))};
}

}  // namespace

Result<IssuedPassword> issue_login(kv::Store& store, Random& random, const std::string& login, TemporaryLogin terms) {
  IssuedPassword issued{login, random.from_alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", kPasswordBytes), terms.expires_at};
  terms.password = stored_password(issued.password, login, random);
  const std::string key = login_key(login, random.hex(16));
  TRY(store.transact([&](kv::Txn& txn) -> Result<void> {
    txn.put(key, encode(terms));
    return {};
  }));
  return issued;
}

Result<std::vector<TemporaryLogin>> find_logins(kv::Store& store, const std::string& login, TimePoint now) {
  std::vector<TemporaryLogin> live;
  std::vector<std::string> expired;
  TRY(store.snapshot()->scan(kv::Range::prefix(logins_prefix(login)), [&](std::string_view key, std::string_view value) {
    auto found = decode(value);
    if (found && found->expires_at > now) live.push_back(std::move(*found));
    else expired.emplace_back(key);
    return true;
  }));
  if (!expired.empty())
    TRY(store.transact([&](kv::Txn& txn) -> Result<void> {
      for (const std::string& key : expired) txn.erase(key);
      return {};
    }));
  return live;
}

std::optional<TimePoint> login_end(const std::optional<int32_t>& seconds, TimePoint now) {
  constexpr int32_t kShortest = 900, kLongest = 3600;
  const int32_t wanted = seconds.value_or(kShortest);
  if (wanted < kShortest || wanted > kLongest) return std::nullopt;
  return now + std::chrono::seconds(wanted);
}

std::string database_user_of(const aws::Principal& principal) {
  if (principal.kind == aws::PrincipalKind::assumed_role) return "IAMR:" + principal.name;
  return "IAM:" + (principal.kind == aws::PrincipalKind::root ? "root" : principal.name);
}

Result<UserRecord> ensure_user(Database& db, const std::string& name, bool create) {
  if (auto found = TRY(catalog::find_user(db, name))) return *found;
  if (!create) return errors::no_user(name);
  UserRecord user;
  user.id = TRY(catalog::next_oid(db));
  user.name = name;
  TRY(db.execute("INSERT INTO tarn.users VALUES (" + literal(user.id) + ", " + literal(name) + ", '', false, false, NULL, -1, false, 0, NULL)"));
  return user;
}

}  // namespace tarn::redshift
