#include "check_command.h"

#include <iostream>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "blob/files.h"
#include "data_folder.h"
#include "io/file_system.h"
#include "kv/store.h"
#include "objects/audit.h"

namespace tarn {
namespace {

using Defects = std::vector<std::string>;

// Damaged keys hold any bytes; a terminal and a log get only printable ones.
std::string printable(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : text) {
    if (byte >= ' ' && byte < 0x7f) {
      out += static_cast<char>(byte);
    } else {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

Result<void> check_blobs(blob::Files& blobs, Defects& defects) {
  return blobs.for_each([&](const blob::StoredBlob& stored) -> Result<void> {
    for (auto& line : TRY(blobs.verify(stored.id))) defects.push_back("blob " + stored.id.hex() + ": " + line);
    return {};
  });
}

// The checksums of both stores, then what the records say of the bytes.
Result<void> check_state(const DataFolder& folder, Defects& defects) {
  auto files = io::open_system_files();
  SystemClock clock;
  SystemRandom random;
  auto blobs = TRY(blob::open_files(folder.sub("blob"), *files, random));
  TRY(check_blobs(*blobs, defects));
  auto store = TRY(kv::open_rocksdb(folder.sub("kv"), *files, clock));
  for (auto& line : TRY(store->verify())) defects.push_back("records: " + line);
  for (auto& line : TRY(objects::audit(*store->snapshot(), *blobs))) defects.push_back(line);
  return {};
}

}  // namespace

int run_check(const std::string& data) {
  Defects defects;
  auto folder = DataFolder::open(data);
  if (!folder.ok()) {
    defects.push_back(folder.error().message);
  } else if (auto checked = check_state(*folder, defects); !checked.ok()) {
    defects.push_back(checked.error().message);  // what cannot be read is a defect too, and ends the check
  }
  for (const auto& line : defects) std::cout << printable(line) << "\n";
  std::cout << (defects.empty() ? "sound" : std::to_string(defects.size()) + " defects") << "\n";
  return defects.empty() ? 0 : 1;
}

}  // namespace tarn
