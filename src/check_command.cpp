#include "check_command.h"

#include <iostream>

#include "base/clock.h"
#include "blob/files.h"
#include "data_folder.h"
#include "io/file_system.h"
#include "kv/store.h"

namespace tarn {
namespace {

// Every defect of the records and of the blobs' bytes.
Result<std::vector<std::string>> find_defects(const DataFolder& folder) {
  auto files = io::open_system_files();
  SystemClock clock;
  SystemRandom random;
  std::vector<std::string> defects;
  auto store = TRY(kv::open_rocksdb(folder.sub("kv"), *files, clock));
  for (auto& line : TRY(store->verify())) defects.push_back("records: " + line);
  auto blobs = TRY(blob::open_files(folder.sub("blob"), *files, random));
  TRY(blobs->for_each([&](const blob::StoredBlob& stored) -> Result<void> {
    for (auto& line : TRY(blobs->verify(stored.id))) defects.push_back("blob " + stored.id.hex() + ": " + line);
    return {};
  }));
  return defects;
}

}  // namespace

int run_check(const std::string& data) {
  auto folder = DataFolder::open(data);
  if (!folder.ok()) {
    std::cerr << "tarn: " << folder.error().message << "\n";
    return 1;
  }
  auto defects = find_defects(*folder);
  if (!defects.ok()) {
    std::cout << defects.error().message << "\n";
    return 1;
  }
  for (const auto& line : *defects) std::cout << line << "\n";
  std::cout << (defects->empty() ? "sound" : std::to_string(defects->size()) + " defects") << "\n";
  return defects->empty() ? 0 : 1;
}

}  // namespace tarn
