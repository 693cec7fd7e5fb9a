#include "kv/record.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace tarn::kv {
namespace {

constexpr std::string_view kJsonVersion1 = "J1";

}  // namespace

std::string encode_record(const boost::json::value& document) { return std::string(kJsonVersion1) + boost::json::serialize(document); }

Result<boost::json::value> decode_record(std::string_view stored) {
  if (!stored.starts_with('J')) return internal_error("a stored record is not a document");
  if (!stored.starts_with(kJsonVersion1)) return internal_error("a stored record is of a newer version than this program knows");
  boost::system::error_code failure;
  auto document = boost::json::parse(boost::json::string_view(stored.data() + 2, stored.size() - 2), failure);
  if (failure) return internal_error("a stored record is not JSON: " + failure.message());
  return document;
}

}  // namespace tarn::kv
