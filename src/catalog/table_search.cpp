#include "catalog/table_search.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/encoding.h"
#include "catalog/keys.h"
#include "catalog/records.h"

namespace tarn::catalog {
namespace {

constexpr size_t kEveryDatabase = std::numeric_limits<size_t>::max() - 1;
constexpr uint64_t kOnes = 0x0101010101010101;  // a byte's value times this: in all eight bytes

// ASCII letters to lower case, eight bytes at a time.
void lower_in_place(std::string& text) {
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= text.size(); i += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, text.data() + i, sizeof word);
    const uint64_t low = word & (kOnes * 0x7F);
    const uint64_t from_a = low + kOnes * (0x80 - 'A'), above_z = low + kOnes * (0x7F - 'Z');  // the top bit tells
    const uint64_t upper = (from_a ^ above_z) & ~word & (kOnes * 0x80);
    word |= upper >> 2;
    std::memcpy(text.data() + i, &word, sizeof word);
  }
  for (; i < text.size(); ++i)
    if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] | 0x20);
}

// Tells from the bytes of a record that it cannot hold a text. Records are JSON, whose escapes work byte by byte.
class Sieve {
 public:
  explicit Sieve(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      std::string escaped = boost::json::serialize(boost::json::string_view(text));
      lower_in_place(escaped);
      needles_.push_back(escaped.substr(1, escaped.size() - 2));
    }
  }
  bool may_hold(std::string_view record) {
    if (needles_.empty()) return true;
    lowered_ = record;
    lower_in_place(lowered_);
    return std::all_of(needles_.begin(), needles_.end(), [&](const std::string& needle) { return memmem(lowered_.data(), lowered_.size(), needle.data(), needle.size()) != nullptr; });
  }

 private:
  std::vector<std::string> needles_;
  std::string lowered_;
};

// False: the visitor has seen enough.
Result<bool> search_database(kv::Reader& reader, const Database& database, const std::string& after, Sieve& sieve,
                             const std::function<Result<bool>(Table&&)>& visit) {
  kv::Range range = kv::Range::prefix(tables_prefix(database.id));
  if (!after.empty()) range.begin = table_key(database.id, after) + '\0';
  Result<bool> outcome = true;
  TRY(reader.scan(range, [&](std::string_view, std::string_view record) {
    if (!sieve.may_hold(record)) return true;
    auto table = decode_table(record);
    outcome = table.ok() ? visit(std::move(*table)) : Result<bool>(table.error());
    return outcome.ok() && *outcome;
  }));
  return outcome;
}

}  // namespace

Result<void> search_tables(kv::Reader& reader, const CatalogId& catalog, const TableSearch& search, const aws::AccessContext& access,
                           const std::function<Result<bool>(Table&&)>& visit) {
  Sieve sieve(search.texts);
  for (const Database& database : TRY(list_databases(reader, catalog, {.after = "", .limit = kEveryDatabase}, access)).items) {
    if (database.name < search.after_database || (search.in_database && !search.in_database(database.name))) continue;
    const std::string after = database.name == search.after_database ? search.after_table : "";
    if (!TRY(search_database(reader, database, after, sieve, visit))) return {};
  }
  return {};
}

}  // namespace tarn::catalog
