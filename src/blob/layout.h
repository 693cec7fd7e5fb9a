// Where blob files stand: DIR/<first two hex digits>/<32 hex digits>, and DIR/incoming/<32 hex digits> until they are finished.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "blob/files.h"

namespace tarn::blob {

struct Layout {
  std::string root;

  std::string incoming() const { return root + "/incoming"; }
  std::string incoming_file(const BlobId& id) const { return incoming() + "/" + id.hex(); }
  std::string folder(const BlobId& id) const { return root + "/" + id.hex().substr(0, 2); }
  std::string file(const BlobId& id) const { return folder(id) + "/" + id.hex(); }
};

// nullopt: not the name of a blob file.
std::optional<BlobId> parse_blob_name(std::string_view name);

}  // namespace tarn::blob
