#include "engine/row_decoder.h"

namespace tarn::engine {

std::string property(const StorageFormat& storage, const std::string& name, const std::string& fallback) {
  auto found = storage.properties.find(name);
  return found == storage.properties.end() ? fallback : found->second;
}

std::unique_ptr<RowDecoder> make_row_decoder(const StorageFormat& storage, const std::string& path) {
  auto is = [&](std::string_view name) { return storage.serde.find(name) != std::string::npos; };
  if (is("OpenCSVSerde")) return make_open_csv_decoder(storage, path);
  if (is("RegexSerDe")) return make_regex_decoder(storage, path);
  if (storage.format == FileFormat::json) return make_json_decoder(storage, path);
  if (storage.serde.empty() || is("LazySimpleSerDe") || is("MultiDelimitSerDe"))
    return storage.format == FileFormat::csv ? make_open_csv_decoder(storage, path) : make_lazy_simple_decoder(storage, path);
  throw duckdb::NotImplementedException("HIVE_UNSUPPORTED_FORMAT: Tarn does not read with this SerDe yet: %s", storage.serde);
}

}  // namespace tarn::engine
