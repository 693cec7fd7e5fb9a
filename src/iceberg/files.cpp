#include "iceberg/files.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "iceberg/errors.h"
#include "objects/read.h"

namespace tarn::iceberg {
namespace {

Result<objects::ObjectName> parse_location(const std::string& location) {
  auto name = objects::parse_s3_uri(location);
  if (!name || name->key.empty()) return errors::invalid("Not the location of a file in S3: " + location);
  return std::move(*name);
}

// "00007-<uuid>.metadata.json" is version 7; -1: none, or not named that way.
int version_of(const std::string& location) {
  static const RE2 kName(R"(.*/(\d{1,8})-[^/]*\.metadata\.json)");
  int version = -1;
  RE2::FullMatch(location, kName, &version);
  return version;
}

std::string metadata_folder(const TableMetadata& metadata) {
  std::string folder = metadata.property("write.metadata.path");
  if (folder.empty()) folder = metadata.location() + (metadata.location().ends_with('/') ? "metadata" : "/metadata");
  while (folder.ends_with('/')) folder.pop_back();
  return folder;
}

}  // namespace

Result<TableMetadata> read_metadata(objects::ObjectStore& objects, const aws::AccessContext& who, const std::string& location) {
  return parse_metadata(TRY(objects::read_object(objects, who, TRY(parse_location(location)), kMaxMetadataBytes)));
}

Result<StagedMetadata> stage_metadata(objects::ObjectStore& objects, const aws::AccessContext& who, const TableMetadata& metadata,
                                      const std::string& previous_location, Random& random) {
  std::string location = fmt::format("{}/{:05}-{}.metadata.json", metadata_folder(metadata), version_of(previous_location) + 1, random.uuid());
  auto writer = TRY(objects::create_object(objects, who, TRY(parse_location(location)), {.attributes = {.content_type = "application/json"}, .conditions = {}, .digests = {}}));
  TRY(writer->append(serialize_metadata(metadata)));
  return StagedMetadata{std::move(location), TRY(writer->finish())};
}

}  // namespace tarn::iceberg
