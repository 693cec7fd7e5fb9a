#include "glue/crawler/layout.h"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

constexpr double kMatching = 0.7;       // two schemas match above this similarity; folders are one table above this share of matches
constexpr size_t kMaxClusters = 5;      // distinct schemas among the folders of one table

struct Folder {
  std::string prefix;  // key prefix with the slash at its end
  std::vector<FoundFile> files;
  std::map<std::string, std::unique_ptr<Folder>> folders;
};

// A table in the making: its leaves with the names of the folders between root and leaf.
struct Leaf {
  std::vector<std::string> levels;
  std::string prefix;
  SharedClass file_class;
  Totals totals;
};
struct Candidate {
  std::string root;
  bool is_file = false;
  SharedClass file_class;
  std::vector<Leaf> leaves;
  size_t depth() const { return leaves[0].levels.size(); }
};

Totals totals_of(const FoundFile& file) {
  Totals out{file.size, 1, 0, file.sampled_records, file.sampled_bytes};
  if (file.sampled_records) out.records = std::max<uint64_t>(1, file.size * file.sampled_records / std::max<uint64_t>(1, file.sampled_bytes));
  return out;
}

void add(Totals& into, const Totals& more) {
  into.bytes += more.bytes;
  into.files += more.files;
  into.records += more.records;
  into.sampled_records += more.sampled_records;
  into.sampled_bytes += more.sampled_bytes;
}

// Different classes with the number of files or folders that have each.
class Classes {
 public:
  void add(const SharedClass& file_class) {
    auto [place, is_new] = counts_.emplace(file_class.get(), 0);
    if (is_new) order_.push_back(file_class.get());
    place->second++;
    all_++;
  }

  bool are_one_table(const LayoutOptions& options) const { return all_compatible() && (options.combine_compatible || are_alike()); }

 private:
  bool all_compatible() const {
    auto first = order_[0]->compatibility();
    return std::all_of(order_.begin(), order_.end(), [&](const FileClass* c) { return c->compatibility() == first; });
  }

  // Whether the schemas are enough alike to be one table: greedy clusters around the first of each.
  bool are_alike() const {
    std::vector<std::pair<const FileClass*, size_t>> clusters;
    for (auto* file_class : order_) {
      auto match = std::find_if(clusters.begin(), clusters.end(), [&](auto& cluster) { return similarity(cluster.first->columns, file_class->columns) > kMatching; });
      if (match == clusters.end()) clusters.emplace_back(file_class, counts_.at(file_class));
      else match->second += counts_.at(file_class);
      if (clusters.size() > kMaxClusters) return false;
    }
    size_t biggest = 0;
    for (auto& cluster : clusters) biggest = std::max(biggest, cluster.second);
    return static_cast<double>(biggest) > kMatching * static_cast<double>(all_);
  }

  std::unordered_map<const FileClass*, size_t> counts_;
  std::vector<const FileClass*> order_;
  size_t all_ = 0;
};

SharedClass merged(const SharedClass& a, const SharedClass& b) {
  if (a == b || (a->columns == b->columns && a->paths == b->paths && a->is_quoted == b->is_quoted)) return a;
  auto out = std::make_shared<FileClass>(*a);
  merge_class(*out, *b);
  return out;
}

std::optional<std::string> key_of_level(const std::string& name) {
  auto equals = name.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  return to_lower(name.substr(0, equals));
}

class Grouping {
 public:
  Grouping(const LayoutOptions& options) : options_(options) {}

  // `level` of the folder: the bucket is 1.
  std::vector<Candidate> group(Folder& folder, int level) {
    bool is_table_level = options_.table_level && level == *options_.table_level;
    if (is_table_level) return whole(folder);
    std::vector<Candidate> out;
    bool children_are_tables = true;  // each child folder is one table, rooted at itself
    for (auto& [name, child] : folder.folders) {
      auto tables = group(*child, level + 1);
      children_are_tables = children_are_tables && tables.size() == 1 && tables[0].root == child->prefix;
      std::move(tables.begin(), tables.end(), std::back_inserter(out));
    }
    if (!folder.files.empty()) return with_files(folder, std::move(out));
    bool above_table_level = options_.table_level && level < *options_.table_level;
    if (out.empty() || !children_are_tables || above_table_level || !can_merge(folder, out)) return out;
    return {merge(folder, std::move(out))};
  }

 private:
  bool can_merge(const Folder& folder, const std::vector<Candidate>& children) const {
    // A lone folder becomes a partition only if its name says so: a target that holds one table is not that table's parent.
    if (children.size() == 1 && !key_of_level(folder.folders.begin()->first)) return false;
    Classes classes;
    for (auto& child : children) {
      if (child.depth() != children[0].depth()) return false;
      classes.add(child.file_class);
    }
    return classes.are_one_table(options_);
  }

  static Candidate merge(const Folder& folder, std::vector<Candidate> children) {
    Candidate out;
    out.root = folder.prefix;
    out.file_class = children[0].file_class;
    auto child = children.begin();
    for (auto& [name, unused] : folder.folders) {
      out.file_class = merged(out.file_class, child->file_class);
      for (auto& leaf : child->leaves) {
        leaf.levels.insert(leaf.levels.begin(), name);
        out.leaves.push_back(std::move(leaf));
      }
      ++child;
    }
    return out;
  }

  // A folder with files of its own: they are one table if they are alike and there are no folders beside them, else one each.
  std::vector<Candidate> with_files(Folder& folder, std::vector<Candidate> tables) const {
    Classes classes;
    for (auto& file : folder.files) classes.add(file.file_class);
    if (folder.folders.empty() && classes.are_one_table(options_)) {
      tables.push_back(of_files(folder.prefix, folder.files));
      return tables;
    }
    for (auto& file : folder.files) {
      tables.push_back(of_files(file.key, {file}));
      tables.back().is_file = true;
    }
    return tables;
  }

  static Candidate of_files(const std::string& root, const std::vector<FoundFile>& files) {
    Candidate out;
    out.root = root;
    out.file_class = files[0].file_class;
    Leaf leaf{{}, root, {}, {}};
    for (size_t i = 0; i < files.size(); i++) {
      out.file_class = merged(out.file_class, files[i].file_class);
      add(leaf.totals, totals_of(files[i]));
    }
    leaf.file_class = out.file_class;
    out.leaves.push_back(std::move(leaf));
    return out;
  }

  // TableLevelConfiguration: the folder is a table whatever lies below, as far as its files are of one kind.
  std::vector<Candidate> whole(Folder& folder) const {
    std::map<std::string, Candidate> kinds;
    collect(folder, folder.prefix, {}, kinds);
    std::vector<Candidate> out;
    for (auto& [kind, candidate] : kinds) out.push_back(std::move(candidate));
    return out;
  }

  static void collect(Folder& folder, const std::string& root, const std::vector<std::string>& levels, std::map<std::string, Candidate>& kinds) {
    std::map<std::string, std::vector<FoundFile>> by_kind;
    for (auto& file : folder.files) by_kind[file.file_class->compatibility() + "|" + std::to_string(levels.size())].push_back(file);
    for (auto& [kind, files] : by_kind) {
      auto leaf = of_files(folder.prefix, files);
      leaf.leaves[0].levels = levels;
      auto [place, is_new] = kinds.emplace(kind, leaf);
      if (is_new) {
        place->second.root = root;
        continue;
      }
      place->second.file_class = merged(place->second.file_class, leaf.file_class);
      place->second.leaves.push_back(std::move(leaf.leaves[0]));
    }
    for (auto& [name, child] : folder.folders) {
      auto below = levels;
      below.push_back(name);
      collect(*child, root, below, kinds);
    }
  }

  const LayoutOptions& options_;
};

// A level is a key=value level only when all its folders have the same key; others are partition_N by their place.
std::vector<std::string> partition_keys(const Candidate& candidate) {
  std::vector<std::string> out;
  for (size_t level = 0; level < candidate.depth(); level++) {
    auto key = key_of_level(candidate.leaves[0].levels[level]);
    for (auto& leaf : candidate.leaves)
      if (key_of_level(leaf.levels[level]) != key) key.reset();
    out.push_back(key.value_or("partition_" + std::to_string(level)));
  }
  return out;
}

FoundTable finish(Candidate candidate) {
  FoundTable out;
  out.root = candidate.root;
  out.is_file = candidate.is_file;
  out.file_class = *candidate.file_class;
  out.partition_keys = partition_keys(candidate);
  for (auto& leaf : candidate.leaves) {
    add(out.totals, leaf.totals);
    if (out.partition_keys.empty()) continue;
    FoundPartition partition{{}, leaf.prefix, std::move(leaf.file_class), leaf.totals};
    for (size_t level = 0; level < leaf.levels.size(); level++)
      partition.values.push_back(partition_value(leaf.levels[level], out.partition_keys[level]));
    out.partitions.push_back(std::move(partition));
  }
  return out;
}

void place(Folder& root, FoundFile file) {
  Folder* folder = &root;
  std::string_view rest = std::string_view(file.key).substr(root.prefix.size());
  while (true) {
    auto slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    auto& child = folder->folders[std::string(rest.substr(0, slash))];
    if (!child) {
      child = std::make_unique<Folder>();
      child->prefix = folder->prefix + std::string(rest.substr(0, slash + 1));
    }
    folder = child.get();
    rest.remove_prefix(slash + 1);
  }
  folder->files.push_back(std::move(file));
}

// Files that no classifier knows do not spoil the table that their folder is otherwise.
void drop_unknown(Folder& folder) {
  bool some_known = std::any_of(folder.files.begin(), folder.files.end(), [](const FoundFile& file) { return file.file_class->is_known(); });
  if (some_known) std::erase_if(folder.files, [](const FoundFile& file) { return !file.file_class->is_known(); });
  for (auto& [name, child] : folder.folders) drop_unknown(*child);
}

// A CSV file whose first row is the header of another file has that header too, even if all its columns are text.
void adopt_headers(std::vector<FoundFile>& files) {
  std::unordered_map<uint64_t, SharedClass> headers;
  for (auto& file : files)
    if (file.file_class->has_header) headers.emplace(file.first_row, file.file_class);
  if (headers.empty()) return;
  ClassPool pool;
  for (auto& file : files) {
    auto header = file.first_row ? headers.find(file.first_row) : headers.end();
    if (header == headers.end() || file.file_class->has_header || !can_adopt_header(*file.file_class, *header->second)) continue;
    FileClass with_header = *file.file_class;
    adopt_header(with_header, *header->second);
    file.file_class = pool.share(std::move(with_header));
    if (file.sampled_records) file.sampled_records--;
  }
}

}  // namespace

std::string partition_value(const std::string& folder, const std::string& key) {
  if (key_of_level(folder) != key) return folder;
  auto text = folder.substr(folder.find('=') + 1);
  return percent_decode(text).value_or(text);
}

FoundFile ClassPool::file(std::string key, uint64_t size, FileClass file_class) {
  FoundFile out{std::move(key), size, nullptr, file_class.sampled_records, file_class.sampled_bytes, file_class.first_row};
  file_class.sampled_records = file_class.sampled_bytes = file_class.first_row = 0;
  out.file_class = share(std::move(file_class));
  return out;
}

SharedClass ClassPool::share(FileClass file_class) {
  auto& alike = known_[file_class.compatibility()];
  for (auto& known : alike)
    if (known->columns == file_class.columns && known->paths == file_class.paths && known->is_quoted == file_class.is_quoted && known->avro_schema == file_class.avro_schema) return known;
  alike.push_back(std::make_shared<const FileClass>(std::move(file_class)));
  return alike.back();
}

std::vector<FoundTable> find_tables(const std::string& target, std::vector<FoundFile> files, const LayoutOptions& options) {
  adopt_headers(files);
  Folder root;
  root.prefix = target.empty() || target.ends_with('/') ? target : target.substr(0, target.rfind('/') + 1);
  for (auto& file : files) place(root, std::move(file));
  drop_unknown(root);
  int level = 1 + static_cast<int>(std::count(root.prefix.begin(), root.prefix.end(), '/'));
  std::vector<FoundTable> out;
  bool is_file_target = !target.empty() && !target.ends_with('/');
  for (auto& candidate : Grouping(options).group(root, level)) {
    if (is_file_target) {
      candidate.is_file = true;
      candidate.root = target;
    }
    out.push_back(finish(std::move(candidate)));
  }
  return out;
}

}  // namespace tarn::glue::crawler
