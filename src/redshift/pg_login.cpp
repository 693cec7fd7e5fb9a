// From the start-up packet to the first ReadyForQuery.
#include "base/encoding.h"
#include "base/log.h"
#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/pg_session.h"
#include "redshift/time_zone.h"

namespace tarn::redshift {
namespace {

constexpr int32_t kAuthOk = 0, kAuthMd5 = 5, kAuthDigest = 13;  // redshift.md 2.2
constexpr int32_t kDigestSha256 = 0;

void fatal(net::PgOutput& out, const Error& error) { net::write_pg_error(out.writer(), "FATAL", error.code, error.message); }

std::string parameter(const net::PgStartup& startup, std::string_view name) {
  for (const auto& [key, value] : startup.parameters)
    if (key == name) return value;
  return {};
}

// "-c name=value" pairs of the options parameter.
void apply_options(const std::string& options, Settings& settings) {
  for (size_t at = options.find("-c"); at != options.npos; at = options.find("-c", at)) {
    at += 2;
    while (at < options.size() && options[at] == ' ') ++at;
    const size_t end = std::min(options.find(' ', at), options.size());
    const std::string pair = options.substr(at, end - at);
    const size_t equals = pair.find('=');
    if (equals != pair.npos) settings.set_at_startup(pair.substr(0, equals), pair.substr(equals + 1));
  }
}

}  // namespace

PgClient::PgClient(Shared& shared, Registry& registry, net::PgStartup startup, int64_t pid, int32_t key)
    : shared_(shared), registry_(registry), startup_(std::move(startup)), pid_(pid), key_(key) {}

PgClient::~PgClient() {
  registry_.remove(pid_);
  portals_.clear();  // their streams borrow the session
}

Result<std::optional<UserRecord>> PgClient::find_user() {
  std::lock_guard lock(shared_.login_mutex);
  Database db(*shared_.login_session);
  if (!used_login_) return catalog::find_user(db, user_name_);
  return std::optional<UserRecord>(TRY(ensure_user(db, used_login_->user, used_login_->create)));
}

bool PgClient::proves_temporary_login(std::string_view answer) {
  for (const TemporaryLogin& login : temporary_logins_)
    if (verify_md5(login.password, *challenge_, answer)) used_login_ = login;
  return used_login_.has_value();
}

bool PgClient::start(net::PgOutput& out) {
  user_name_ = to_lower(parameter(startup_, "user"));
  if (user_name_.empty()) {
    fatal(out, errors::make("28000", "no PostgreSQL user name specified in startup packet"));
    return false;
  }
  auto user = find_user();
  if (!user.ok()) {
    fatal(out, user.error());
    return false;
  }
  if (parameter(startup_, "user").starts_with("IAM")) {  // only these names carry temporary passwords
    auto logins = find_logins(shared_.needs.store, parameter(startup_, "user"), shared_.needs.clock.now());
    if (!logins.ok()) {
      fatal(out, logins.error());
      return false;
    }
    temporary_logins_ = std::move(*logins);
  }
  // Who is unknown gets a challenge like everybody else.
  if (*user) stored_password_ = (*user)->password;
  challenge_ = make_challenge(stored_password_, shared_.needs.random);
  net::PgWriter& writer = out.writer();
  writer.begin('R');
  if (!challenge_->digest) {
    writer.i32(kAuthMd5).bytes(challenge_->salt).end();
    return true;
  }
  writer.i32(kAuthDigest).i32(kDigestSha256);
  writer.i32(static_cast<int32_t>(challenge_->salt.size())).bytes(challenge_->salt);
  writer.i32(static_cast<int32_t>(challenge_->server_nonce.size())).bytes(challenge_->server_nonce).end();
  return true;
}

bool PgClient::check_answer(const net::PgMessage& message, net::PgOutput& out) {
  net::PgReader reader(message.payload);
  bool proven = false;
  if (message.type == 'p' && !challenge_->digest) {
    const std::string_view answer = reader.text();
    proven = verify_md5(stored_password_, *challenge_, answer) || proves_temporary_login(answer);
  }
  if (message.type == 'd' && challenge_->digest) {
    const std::string_view digest = reader.bytes(static_cast<uint32_t>(reader.i32()));
    const std::string_view nonce = reader.bytes(static_cast<uint32_t>(reader.i32()));
    proven = reader.ok() && verify_digest(stored_password_, *challenge_, digest, nonce);
  }
  return proven ? welcome(out) : refuse_login(out);
}

bool PgClient::refuse_login(net::PgOutput& out) {
  log_line(LogLevel::warning, "redshift: a login was refused, user \"" + user_name_ + "\" from " + startup_.peer_address);
  fatal(out, errors::make("28000", "password authentication failed for user \"" + user_name_ + "\""));
  return false;
}

bool PgClient::welcome(net::PgOutput& out) {
  auto user = find_user();
  if (!user.ok() || !*user) return refuse_login(out);
  if ((*user)->valid_until) {
    auto until = parse_iso8601((*user)->valid_until->find('T') != std::string::npos ? *(*user)->valid_until : (*user)->valid_until->substr(0, 10) + "T00:00:00Z");
    if (until && *until < shared_.needs.clock.now()) return refuse_login(out);
  }
  std::string database = parameter(startup_, "database");
  if (database.empty()) database = user_name_;
  const bool other_database = used_login_ && !used_login_->database.empty() && used_login_->database != to_lower(database);
  if (to_lower(database) != shared_.options.database || other_database) {
    fatal(out, errors::make("3D000", "database \"" + database + "\" does not exist"));
    return false;
  }
  auto session = open_session(shared_, **user, pid_);
  if (!session.ok()) {
    fatal(out, session.error());
    return false;
  }
  session_ = std::move(*session);
  registry_.add(pid_, key_, session_.get());
  for (const auto& [name, value] : startup_.parameters)
    if (name != "user" && name != "database" && name != "options") session_->settings().set_at_startup(name, value);
  apply_options(parameter(startup_, "options"), session_->settings());
  // A zone that only the client's machine knows leaves the session at UTC.
  if (!set_time_zone(*session_, session_->settings().get("timezone").value()).ok()) (void)session_->settings().set("timezone", std::nullopt).ok();

  net::PgWriter& writer = out.writer();
  writer.begin('R');
  writer.i32(kAuthOk).end();
  const std::pair<const char*, std::string> fixed[] = {
      {"server_version", "8.0.2"}, {"server_encoding", "UNICODE"}, {"is_superuser", (*user)->superuser ? "on" : "off"},
      {"session_authorization", user_name_}, {"integer_datetimes", "on"}, {"padb_revision", "1.0.0"}, {"padb_version", "1.0.0"},
      {"max_numeric_precision", "38"}, {"max_varchar_size", "65535"}, {"datashare_enabled", "off"}, {"external_database", "off"},
  };
  for (const auto& [name, value] : fixed) {
    writer.begin('S');
    writer.text(name).text(value).end();
  }
  if (!parameter(startup_, "client_protocol_version").empty()) {
    writer.begin('S');
    writer.text("server_protocol_version").text("0").end();
  }
  report_changed_settings(out);
  writer.begin('K');
  writer.i32(static_cast<int32_t>(pid_)).i32(key_).end();
  ready(out);
  return true;
}

// The parameters that PostgreSQL reports whenever they change.
void PgClient::report_changed_settings(net::PgOutput& out) {
  for (const auto& [shown, name] : {std::pair{"client_encoding", "client_encoding"}, {"DateStyle", "datestyle"}, {"TimeZone", "timezone"}, {"application_name", "application_name"}}) {
    const std::string value = session_->settings().get(name).value();
    auto known = reported_.find(shown);
    if (known != reported_.end() && known->second == value) continue;
    reported_[shown] = value;
    out.writer().begin('S');
    out.writer().text(shown).text(value).end();
  }
}

}  // namespace tarn::redshift
