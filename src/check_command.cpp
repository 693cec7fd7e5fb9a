#include "check_command.h"

#include <iostream>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "blob/files.h"
#include "data_folder.h"
#include "engine/verify_database.h"
#include "iam/audit.h"
#include "io/file_system.h"
#include "kv/store.h"
#include "objects/audit.h"
#include "redshift/database_file.h"
#include "redshift/log_mark.h"

namespace tarn {
namespace {

using Defects = std::vector<std::string>;

Result<void> check_blobs(blob::Files& blobs, Defects& defects) {
  return blobs.for_each([&](const blob::StoredBlob& stored) -> Result<void> {
    for (auto& line : TRY(blobs.verify(stored.id))) defects.push_back("blob " + stored.id.hex() + ": " + line);
    return {};
  });
}

void note(const std::string& what, const Result<std::vector<std::string>>& checked, Defects& defects) {
  if (!checked.ok()) defects.push_back(what + checked.error().message);
  else for (auto& line : *checked) defects.push_back(what + line);
}

// Records and bytes: their checksums, then what the records say of the bytes and of what is sealed.
Result<void> check_store(const DataFolder& folder, Defects& defects) {
  auto files = io::open_system_files();
  SystemClock clock;
  SystemRandom random;
  auto blobs = TRY(blob::open_files(folder.sub("blob"), *files, random));
  TRY(check_blobs(*blobs, defects));
  auto store = TRY(kv::open_rocksdb(folder.sub("kv"), *files, clock));
  note("records: ", store->verify(), defects);
  note("", objects::audit(*store->snapshot(), *blobs), defects);
  auto key = folder.stored_secret_key();
  if (key.ok()) note("", iam::audit_secrets(*store->snapshot(), iam::SecretBox(*key, random)), defects);
  return {};
}

// Everything, as far as it can be read: one part that fails does not hide the others.
void check_parts(const DataFolder& folder, Defects& defects) {
  auto is_complete = folder.is_complete();
  if (!is_complete.ok()) return defects.push_back(is_complete.error().message);
  if (auto checked = check_store(folder, defects); !checked.ok()) defects.push_back(checked.error().message);
  const auto warehouse = redshift::database_file(folder.sub("warehouse"));
  // What is not there yet is no defect of a folder whose first start was cut short.
  if (!*is_complete) return;
  if (auto credentials = folder.stored_credentials(); !credentials.ok()) defects.push_back(credentials.error().message);
  if (auto key = folder.stored_secret_key(); !key.ok()) defects.push_back(key.error().message);
  note("warehouse: ", engine::verify_database(warehouse), defects);
  auto files = io::open_system_files();
  note("warehouse: ", redshift::check_log(*files, warehouse), defects);
}

}  // namespace

int run_check(const std::string& data) {
  Defects defects;
  auto folder = DataFolder::open(data);
  if (folder.ok()) check_parts(*folder, defects);
  else defects.push_back(folder.error().message);
  // Damaged keys hold any bytes.
  for (const auto& line : defects) std::cout << printable(line) << "\n";
  std::cout << (defects.empty() ? "sound" : std::to_string(defects.size()) + " defects") << "\n";
  return defects.empty() ? 0 : 1;
}

}  // namespace tarn
