#include "data_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/crc.h"
#include "io/durable.h"

namespace tarn {
namespace {

constexpr std::string_view kKeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kSecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr size_t kSealKeyBytes = 32;
constexpr int kFormatVersion = 1;
constexpr const char* kChecksum = "checksum";

// Of the open file, not of the process: gone with its last descriptor.
struct flock exclusive_lock() {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

Error system_error(const std::string& what) { return {"IoError", what + ": " + strerror(errno), 500, {}}; }

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return system_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The value in the environment, else the one stored before, else a fresh one.
std::string choose(const char* variable, const boost::json::object& stored, const char* member, const std::function<std::string()>& fresh) {
  if (const char* given = std::getenv(variable); given && *given) return given;
  if (const auto* kept = stored.if_contains(member); kept && kept->is_string()) return std::string(kept->as_string());
  return fresh();
}

Result<boost::json::object> read_json(const std::string& path) {
  auto text = TRY(read_file(path));
  boost::system::error_code failed;
  auto document = boost::json::parse(text, failed);
  if (failed || !document.is_object()) return Error{"IoError", path + " is not a JSON object", 500, {}};
  return document.as_object();
}

std::string text_member(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string checksum_of(const ServerCredentials& credentials) {
  auto all = credentials.access_key_id + "\n" + credentials.secret_access_key + "\n" + credentials.redshift_password;
  return fmt::format("{:08x}", crc(CrcKind::crc32c, all));
}

ServerCredentials credentials_in(const boost::json::object& document) {
  return {.access_key_id = text_member(document, "access_key_id"),
          .secret_access_key = text_member(document, "secret_access_key"),
          .redshift_password = text_member(document, "redshift_password")};
}

Error damaged(const std::string& path) { return {"IoError", path + " is damaged", 500, {}}; }

}  // namespace

Result<DataFolder> DataFolder::open(const std::string& path) {
  std::error_code failed;
  std::string absolute = std::filesystem::absolute(path, failed).lexically_normal();
  if (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  const bool is_new = !std::filesystem::exists(absolute);
  std::filesystem::create_directories(absolute, failed);
  if (failed) return Error{"IoError", "cannot make " + absolute + ": " + failed.message(), 500, {}};
  if (is_new) chmod(absolute.c_str(), 0700);
  int lock = ::open((absolute + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return system_error("cannot open " + absolute + "/lock");
  auto whole_file = exclusive_lock();
  if (fcntl(lock, F_OFD_SETLK, &whole_file) != 0) {
    ::close(lock);
    return Error{"FolderInUse", "another server serves " + absolute, 500, {}};
  }
  unlink((absolute + "/serving.json").c_str());  // of a server that was killed
  DataFolder folder(absolute, lock);
  if (TRY(folder.is_complete())) TRY(io::check_format(*io::open_system_files(), absolute, "tarn", kFormatVersion));
  return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ < 0) return;
  unlink(sub("serving.json").c_str());
  ::close(lock_);
}

Result<bool> DataFolder::is_complete() const { return io::open_system_files()->exists(sub("FORMAT")); }

Result<ServerCredentials> DataFolder::credentials(Random& random) const {
  const std::string path = sub("credentials.json");
  boost::json::object stored;
  if (std::filesystem::exists(path)) stored = TRY(read_json(path));
  const auto sum = text_member(stored, kChecksum);  // earlier releases wrote none
  if (!sum.empty() && sum != checksum_of(credentials_in(stored))) return damaged(path);
  ServerCredentials chosen;
  chosen.access_key_id = choose("TARN_ROOT_ACCESS_KEY_ID", stored, "access_key_id", [&] { return "AKIA" + random.from_alphabet(kKeyAlphabet, 16); });
  chosen.secret_access_key =
      choose("TARN_ROOT_SECRET_ACCESS_KEY", stored, "secret_access_key", [&] { return random.from_alphabet(kSecretAlphabet, 40); });
  // Redshift wants an upper-case letter, a lower-case letter and a digit (redshift.md 3.6).
  chosen.redshift_password =
      choose("TARN_REDSHIFT_PASSWORD", stored, "redshift_password", [&] { return "Aa1" + random.from_alphabet(kSecretAlphabet, 29); });
  boost::json::object document{{"access_key_id", chosen.access_key_id},
                               {"secret_access_key", chosen.secret_access_key},
                               {"redshift_password", chosen.redshift_password},
                               {kChecksum, checksum_of(chosen)}};
  if (document != stored) TRY(io::write_durable_file(*io::open_system_files(), path, boost::json::serialize(document)));
  return chosen;
}

Result<ServerCredentials> DataFolder::stored_credentials() const {
  const std::string path = sub("credentials.json");
  auto document = TRY(read_json(path));
  auto stored = credentials_in(document);
  if (text_member(document, kChecksum) != checksum_of(stored)) return damaged(path);
  return stored;
}

Result<std::string> DataFolder::secret_key(Random& random) const {
  const std::string path = sub("secret.key");
  if (!std::filesystem::exists(path)) {
    if (std::filesystem::exists(sub("kv/FORMAT"))) return Error{"IoError", path + " is missing: the secrets in this folder cannot be read without it", 500, {}};
    std::string key(kSealKeyBytes, '\0');
    random.fill({reinterpret_cast<unsigned char*>(key.data()), key.size()});
    TRY(io::write_durable_file(*io::open_system_files(), path, key));
  }
  return stored_secret_key();
}

Result<std::string> DataFolder::stored_secret_key() const {
  const std::string path = sub("secret.key");
  auto key = TRY(read_file(path));
  if (key.size() != kSealKeyBytes) return Error{"IoError", path + " does not hold a key", 500, {}};
  return key;
}

Result<void> DataFolder::announce(const ServingInfo& info) {
  auto files = io::open_system_files();
  TRY(io::check_format(*files, path_, "tarn", kFormatVersion));
  return io::write_durable_file(*files, sub("serving.json"), boost::json::serialize(boost::json::object{{"endpoint", info.endpoint},
                                                                                           {"redshift_host", info.redshift_host},
                                                                                           {"redshift_port", info.redshift_port},
                                                                                           {"region", info.region}}));
}

Result<Served> read_served(const std::string& path) {
  const Error not_served{"NotServing", "no server serves " + path, 500, {}};
  int lock = ::open((path + "/lock").c_str(), O_RDWR | O_CLOEXEC);
  if (lock < 0) return not_served;
  auto held = exclusive_lock();
  // Asks only: a lock taken here for a moment would turn away a server that starts just then.
  const bool is_free = fcntl(lock, F_OFD_GETLK, &held) != 0 || held.l_type == F_UNLCK;
  ::close(lock);
  if (is_free || !std::filesystem::exists(path + "/serving.json")) return not_served;
  auto serving = TRY(read_json(path + "/serving.json"));
  auto secrets = TRY(read_json(path + "/credentials.json"));
  Served served;
  served.info = {.endpoint = text_member(serving, "endpoint"),
                 .redshift_host = text_member(serving, "redshift_host"),
                 .redshift_port = static_cast<uint16_t>(serving.at("redshift_port").to_number<int>()),
                 .region = text_member(serving, "region")};
  served.credentials = credentials_in(secrets);
  return served;
}

}  // namespace tarn
