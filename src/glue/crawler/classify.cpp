#include <algorithm>

#include "glue/crawler/classifiers.h"
#include "glue/crawler/json_rows.h"

namespace tarn::glue::crawler {
namespace {

FileClass unknown(const Sample& sample) {
  FileClass out;
  out.classification = "UNKNOWN";
  out.compression = sample.compression;
  return out;
}

struct Find {
  double certainty = 0;  // 0 to 1
  FileClass file_class;
};

Find certain(std::optional<FileClass> found) { return found ? Find{1.0, std::move(*found)} : Find{}; }

Find apply(const CustomClassifier& custom, const Grok& grok, const Sample& sample) {
  auto found = classify_grok(sample, grok);
  found.file_class.classification = custom.classification;
  return {found.certainty, std::move(found.file_class)};
}
Find apply(const CustomClassifier& custom, const CustomClassifier::Xml& xml, const Sample& sample) {
  auto found = certain(classify_xml(sample, xml.row_tag));
  found.file_class.classification = custom.classification;
  return found;
}
Find apply(const CustomClassifier& custom, const JsonPath& path, const Sample& sample) {
  auto found = certain(classify_json(sample, path));
  found.file_class.attributes["jsonPath"] = custom.json_path;
  return found;
}
Find apply(const CustomClassifier&, const CustomClassifier::Csv& csv, const Sample& sample) {
  auto found = certain(classify_csv(sample, csv.rules));
  if (!csv.serde.empty()) found.file_class.attributes["serde"] = csv.serde;
  if (csv.rules.quote != '"' || csv.serde == "OpenCSVSerDe") found.file_class.attributes["quoteChar"] = std::string(1, csv.rules.quote);
  return found;
}

// The first that is certain, else the most certain.
Find apply_custom(const std::vector<CustomClassifier>& custom, const Sample& sample) {
  Find best;
  for (auto& classifier : custom) {
    auto found = std::visit([&](auto& rules) { return apply(classifier, rules, sample); }, classifier.rules);
    if (found.certainty > best.certainty) best = std::move(found);
    if (best.certainty >= 1.0) break;
  }
  return best;
}

std::optional<FileClass> classify_text(const Sample& sample) {
  if (auto found = classify_json(sample)) return found;
  if (auto found = classify_xml(sample)) return found;
  if (auto found = classify_ion(sample)) return found;
  if (auto found = classify_logs(sample)) return found;
  return classify_csv(sample);
}

Result<std::optional<FileClass>> classify_binary(engine::RandomAccessFile& file, const Sample& sample) {
  if (auto found = TRY(classify_avro(sample))) return found;
  if (auto found = TRY(classify_orc(file, sample))) return found;
  return classify_parquet(file, sample);
}

// A document that the sample cuts within its first record is no record yet.
bool may_grow(const Sample& sample) {
  if (sample.is_whole || sample.text.empty()) return false;
  auto first = sample.text[std::min(sample.text.find_first_not_of(" \t\r\n"), sample.text.size() - 1)];
  return first == '{' || first == '[' || first == '<' || sample.text.find('\n') == std::string::npos;
}

}  // namespace

std::string FileClass::compatibility() const {
  std::string out = classification + "|" + compression + "|" + encoding;
  if (format == "csv") {
    out += std::string("|") + delimiter + (has_header ? "|header|" : "||") + std::to_string(preamble_lines) + "|" + std::to_string(columns.size());
  }
  for (auto& [name, value] : attributes) out += "|" + name + "=" + value;
  return out;
}

void merge_class(FileClass& into, const FileClass& more) {
  if (into.format == "csv") merge_by_position(into.columns, more.columns);
  else merge_schema(into.columns, more.columns);
  into.is_quoted |= more.is_quoted;
  if (into.paths != more.paths) {
    std::vector<std::string> paths;
    std::set_union(into.paths.begin(), into.paths.end(), more.paths.begin(), more.paths.end(), std::back_inserter(paths));
    into.paths = std::move(paths);
  }
}

Result<FileClass> classify(engine::RandomAccessFile& file, const std::vector<CustomClassifier>& custom) {
  for (size_t bytes = kSampleBytes;; bytes += kSampleBytes) {
    Sample sample = TRY(read_sample(file, bytes));
    auto best = apply_custom(custom, sample);
    if (best.certainty >= 1.0) return std::move(best.file_class);
    auto binary = classify_binary(file, sample);
    if (!binary.ok() && is_corrupt_file(binary.error())) return corrupt_file(file.info().path, binary.error().message);
    if (!binary.ok()) return binary.error();
    if (*binary) return std::move(**binary);
    if (auto text = classify_text(sample)) return std::move(*text);
    bool grows = may_grow(sample) && bytes < kLargestSampleBytes;
    if (grows) continue;
    return best.certainty > 0 ? std::move(best.file_class) : unknown(sample);
  }
}

}  // namespace tarn::glue::crawler
