// The data folder: who may open it, the secrets of the first start, and what `tarn env` tells about a serving one.
//
//   DIR/FORMAT             "tarn 1": a server has started here, so that every part below is there (io/durable.h)
//   DIR/lock               held while a server runs
//   DIR/credentials.json   root access key and Redshift admin password, with a checksum of them, mode 0600
//   DIR/secret.key         32 random bytes under which secrets at rest are sealed, mode 0600
//   DIR/serving.json       addresses of the running server; removed when it ends
//   DIR/kv, DIR/blob, DIR/warehouse, DIR/jobs   state (docs/storage-format.md)
#pragma once
#include <cstdint>
#include <string>

#include "base/random.h"
#include "base/result.h"

namespace tarn {

struct ServerCredentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string redshift_password;
};

struct ServingInfo {
  std::string endpoint;  // http://127.0.0.1:4566
  std::string redshift_host;
  uint16_t redshift_port = 0;
  std::string region;
};

class DataFolder {
 public:
  // Makes the folder (mode 0700) if it is not there and takes its lock. Error: somebody else serves it, or it cannot be made.
  static Result<DataFolder> open(const std::string& path);
  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;

  const std::string& path() const { return path_; }
  std::string sub(const std::string& name) const { return path_ + "/" + name; }

  // Whether a server has once started here: a part that is missing then is lost, not yet to be made.
  Result<bool> is_complete() const;

  // TARN_ROOT_ACCESS_KEY_ID, TARN_ROOT_SECRET_ACCESS_KEY and TARN_REDSHIFT_PASSWORD where they are set, else what an earlier start
  // stored, else random ones. Stored for `tarn env`.
  Result<ServerCredentials> credentials(Random& random) const;
  // Made at the first start. An error when it is gone from a folder with records: what they seal would be lost for good.
  Result<std::string> secret_key(Random& random) const;

  // What was stored, for `tarn check`: an error when it is missing or damaged.
  Result<ServerCredentials> stored_credentials() const;
  Result<std::string> stored_secret_key() const;

  // Everything is there and is served.
  Result<void> announce(const ServingInfo& info);

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_ = -1;
};

// Of a folder that another process serves. Error when none does.
struct Served {
  ServingInfo info;
  ServerCredentials credentials;
};
Result<Served> read_served(const std::string& path);

}  // namespace tarn
