// SQL of the three dialects: the first byte chooses one, the rest is the text. What parses must print and parse again to the same tree.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "sql/round_trip.h"

using namespace tarn::sql;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr Dialect kDialects[] = {Dialect::trino, Dialect::hive, Dialect::redshift};
  auto dialect = kDialects[data[0] % 3];
  auto printed = round_trip(text, dialect);
  ASSERT(printed.ok() || printed.error().code != "ROUND_TRIP");
  (void)split_statements(text, dialect);
  (void)parse_athena(text);
  (void)parse_data_type(text, dialect);
  return 0;
}
