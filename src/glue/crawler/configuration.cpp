#include "glue/crawler/configuration.h"

#include <boost/json.hpp>
#include <functional>

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

Error invalid(const std::string& what) { return {"InvalidInputException", "Invalid Configuration: " + what, 400, {}}; }

using Read = std::function<Result<void>(const json::value& value, const std::string& path)>;
struct Member {
  std::string_view name;
  Read read;
};

// Reads every member of the object; one that is not listed is refused.
Result<void> read_object(const json::value& value, const std::string& path, const std::vector<Member>& members) {
  if (!value.is_object()) return invalid(path + " must be an object.");
  for (auto& [key, member] : value.get_object()) {
    std::string place = path.empty() ? std::string(key) : path + "." + std::string(key);
    auto known = std::find_if(members.begin(), members.end(), [name = std::string_view(key)](const Member& m) { return m.name == name; });
    if (known == members.end()) return invalid(place + " is not known.");
    TRY(known->read(member, place));
  }
  return {};
}

Read object_of(std::vector<Member> members) {
  return [members = std::move(members)](const json::value& value, const std::string& path) { return read_object(value, path, members); };
}

// The one word that a member may hold.
Read word(std::string_view wanted, std::function<void()> take) {
  return [wanted, take = std::move(take)](const json::value& value, const std::string& path) -> Result<void> {
    if (!value.is_string() || value.get_string() != wanted) return invalid(path + " must be " + std::string(wanted) + ".");
    take();
    return {};
  };
}

Read positive(std::function<void(int64_t)> take) {
  return [take = std::move(take)](const json::value& value, const std::string& path) -> Result<void> {
    if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > INT32_MAX) return invalid(path + " must be a positive integer.");
    take(value.get_int64());
    return {};
  };
}

Result<void> check_version(const json::value& value, const std::string& path) {
  if (value.is_number() && value.to_number<double>() == 1.0) return {};
  return invalid(path + " must be 1.0.");
}

}  // namespace

Result<void> read_configuration(const std::string& text, CrawlOptions& out) {
  if (text.empty()) return {};
  boost::system::error_code failure;
  auto document = json::parse(text, failure);
  if (failure || !document.is_object()) return invalid("it is no JSON object.");
  auto index = [&](const json::value& value, const std::string& path) -> Result<void> {
    if (!value.is_bool()) return invalid(path + " must be true or false.");
    out.partition_index = value.get_bool();
    return {};
  };
  Read output = object_of({
      {"Tables", object_of({{"AddOrUpdateBehavior", word("MergeNewColumns", [&] { out.update = UpdateBehavior::merge_new_columns; })},
                            {"TableThreshold", positive([&](int64_t n) { out.table_threshold = n; })}})},
      {"Partitions", object_of({{"AddOrUpdateBehavior", word("InheritFromTable", [&] { out.partitions_inherit = true; })}})},
  });
  Read grouping = object_of({
      {"TableGroupingPolicy", word("CombineCompatibleSchemas", [&] { out.layout.combine_compatible = true; })},
      {"TableLevelConfiguration", positive([&](int64_t n) { out.layout.table_level = static_cast<int>(n); })},
  });
  return read_object(document, "", {{"Version", check_version}, {"CrawlerOutput", output}, {"Grouping", grouping}, {"CreatePartitionIndex", index}});
}

}  // namespace tarn::glue::crawler
