// Which files make which table (glue-crawlers.md section 5): from the classified files below one target to tables with partition
// levels. No I/O.
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glue/crawler/file_class.h"

namespace tarn::glue::crawler {

using SharedClass = std::shared_ptr<const FileClass>;  // shared by the files that are the same

// One classified file. Millions of them are held, so what most files share is shared.
struct FoundFile {
  std::string key;  // in the bucket
  uint64_t size = 0;
  SharedClass file_class;  // without its own figures: those of this file stand here
  uint64_t sampled_records = 0, sampled_bytes = 0, first_row = 0;
};

// Gives equal classes one place. Used by one thread.
class ClassPool {
 public:
  FoundFile file(std::string key, uint64_t size, FileClass file_class);
  SharedClass share(FileClass file_class);

 private:
  std::map<std::string, std::vector<SharedClass>> known_;  // by compatibility
};

struct Totals {
  uint64_t bytes = 0, files = 0, records = 0;  // records: an estimate; 0: unknown
  uint64_t sampled_records = 0, sampled_bytes = 0;
  uint64_t record_bytes() const { return sampled_records ? std::max<uint64_t>(1, sampled_bytes / sampled_records) : 0; }
};

// A leaf folder of a partitioned table.
struct FoundPartition {
  std::vector<std::string> values;
  std::string prefix;  // key prefix with the slash at its end
  SharedClass file_class;
  Totals totals;
};

struct FoundTable {
  std::string root;     // key prefix with the slash at its end, or the key of the one file
  bool is_file = false;
  FileClass file_class;  // merged over all files
  std::vector<std::string> partition_keys;
  std::vector<FoundPartition> partitions;  // empty when there are no keys
  Totals totals;
};

struct LayoutOptions {
  bool combine_compatible = false;   // Grouping.TableGroupingPolicy CombineCompatibleSchemas
  std::optional<int> table_level;    // Grouping.TableLevelConfiguration: the bucket is level 1
};

// The value that the name of a folder stands for under the partition key: what follows "key=", decoded; else the name itself.
std::string partition_value(const std::string& folder, const std::string& key);

// `target` is the key prefix of the target: empty, ending with a slash, or the key of one file. Files come in key order.
std::vector<FoundTable> find_tables(const std::string& target, std::vector<FoundFile> files, const LayoutOptions& options);

}  // namespace tarn::glue::crawler
