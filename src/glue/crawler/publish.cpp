#include "glue/crawler/publish.h"

#include <algorithm>
#include <map>
#include <set>

#include "aws/arn.h"
#include "catalog/errors.h"
#include "catalog/partitions.h"
#include "lake/tables.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kPartitionsPerCommit = 500;

// What decides how files are read; figures and names of crawlers do not count.
bool same_form(const catalog::StorageDescriptor& a, const catalog::StorageDescriptor& b) {
  return a.columns == b.columns && a.location == b.location && a.input_format == b.input_format && a.output_format == b.output_format &&
         a.serde_library == b.serde_library && a.serde_parameters == b.serde_parameters && a.compressed == b.compressed;
}

bool same_form(const catalog::Table& a, const catalog::Table& b) {
  auto header = [](const catalog::Table& table) {
    auto found = table.parameters.find("skip.header.line.count");
    return found == table.parameters.end() ? std::string() : found->second;
  };
  return same_form(a.storage, b.storage) && a.partition_keys == b.partition_keys && header(a) == header(b);
}

class Publisher {
 public:
  Publisher(const PublishNeeds& needs, const CrawlOptions& options)
      : needs_(needs), options_(options), catalog_(catalog::CatalogId::of(needs.role)) {}

  Result<Summary> run(std::vector<TableForm> found) {
    TRY(ensure_database());
    std::set<std::string> seen;
    for (auto& form : found) {
      for (auto& warning : form.warnings) needs_.log.warn(warning);
      seen.insert(TRY(write_table(form)));
    }
    TRY(settle_missing(seen));
    return summary_;
  }

 private:
  Result<void> may(const std::string& action, const std::string& table) {
    for (auto& arn : lake::table_arns(needs_.role, options_.database, table)) TRY(needs_.authorizer.authorize(needs_.role, {"glue:" + action, arn, {}}));
    return {};
  }

  Result<void> ensure_database() {
    auto reader = needs_.store.snapshot();
    if (TRY(catalog::find_database(*reader, catalog_, options_.database, needs_.role))) return {};
    for (auto& resource : {std::string("catalog"), "database/" + options_.database})
      TRY(needs_.authorizer.authorize(needs_.role, {"glue:CreateDatabase", aws::make_arn("glue", catalog_.region, catalog_.account_id, resource), {}}));
    return needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      if (TRY(catalog::find_database(txn, catalog_, options_.database, needs_.role))) return {};
      catalog::Database database;
      database.name = options_.database;
      return catalog::create_database(txn, catalog_, std::move(database), needs_.role);
    });
  }

  // The stored table that the found one is: of its name, or of the name beside it when that belongs to another location.
  Result<std::optional<catalog::Table>> find_own(kv::Reader& reader, catalog::Table& wanted) {
    auto existing = TRY(catalog::find_table(reader, catalog_, options_.database, wanted.name, needs_.role));
    if (!existing || existing->storage.location == wanted.storage.location) return existing;
    wanted.name = name_beside(wanted.name, wanted.storage.location);
    return catalog::find_table(reader, catalog_, options_.database, wanted.name, needs_.role);
  }

  // The name under which the table stands.
  Result<std::string> write_table(TableForm& form) {
    auto stored = TRY(find_own(*needs_.store.snapshot(), form.table));
    std::string name = form.table.name;
    if (!stored) {
      TRY(may("CreateTable", name));
    } else if (options_.update != UpdateBehavior::log) {
      TRY(may("UpdateTable", name));
    }
    if (!form.partitions.empty()) TRY(may("BatchCreatePartition", name));
    bool created = false, updated = false;
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      created = updated = false;
      auto existing = TRY(catalog::find_table(txn, catalog_, options_.database, name, needs_.role));
      if (!existing) {
        created = true;
        TRY(catalog::create_table(txn, catalog_, form.table, needs_.role));
        return {};
      }
      return update_table(txn, *existing, form, updated);
    }));
    summary_.tables.created += created;
    summary_.tables.updated += updated;
    if (created) needs_.log.info("Created table " + name + " in database " + options_.database);
    if (updated) needs_.log.info("Updated table " + name + " in database " + options_.database);
    TRY(write_partitions(name, form));
    return name;
  }

  Result<void> update_table(kv::Txn& txn, const catalog::Table& existing, const TableForm& form, bool& updated) {
    catalog::Table next = form.table;
    next.description = existing.description;
    if (auto deprecated = existing.parameters.find(std::string(kDeprecatedBy)); deprecated != existing.parameters.end()) next.parameters.insert(*deprecated);
    bool changed = !same_form(existing, next);
    if (options_.update == UpdateBehavior::log) {
      if (changed) needs_.log.info("The schema of table " + existing.name + " has changed; SchemaChangePolicy LOG leaves it as it is.");
      return {};
    }
    if (options_.update == UpdateBehavior::merge_new_columns) {
      merge_new_columns(existing, next);
      changed = !same_form(existing, next);
    }
    if (!changed && existing.parameters == next.parameters) return {};
    updated = changed;
    if (existing.partition_keys.size() != next.partition_keys.size()) {
      // Its partitions mean nothing under other keys: the table begins anew.
      TRY(catalog::delete_table(txn, catalog_, options_.database, existing.name, needs_.role));
      TRY(catalog::create_table(txn, catalog_, std::move(next), needs_.role));
      return {};
    }
    TRY(catalog::update_table(txn, catalog_, std::move(next), {.expected_version = {}, .skip_archive = !changed}, needs_.role));
    return {};
  }

  static void merge_new_columns(const catalog::Table& existing, catalog::Table& next) {
    auto merged = existing.storage;
    for (auto& column : next.storage.columns) {
      bool known = std::any_of(merged.columns.begin(), merged.columns.end(), [&](const catalog::Column& c) { return c.name == column.name; });
      if (!known) merged.columns.push_back(column);
    }
    merged.parameters = next.storage.parameters;
    for (auto& [key, value] : next.storage.serde_parameters) merged.serde_parameters[key] = value;
    next.storage = std::move(merged);
    next.partition_keys = existing.partition_keys;
  }

  Result<void> write_partitions(const std::string& name, TableForm& form) {
    if (form.table.partition_keys.empty()) return {};
    for (size_t first = 0; first < form.partitions.size(); first += kPartitionsPerCommit) {
      Counts counts;
      TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
        counts = {};
        auto table = TRY(catalog::get_table(txn, catalog_, options_.database, name, needs_.role));
        if (table.partition_keys.size() != form.table.partition_keys.size()) return {};  // an older table that LOG has kept
        size_t last = std::min(form.partitions.size(), first + kPartitionsPerCommit);
        for (size_t i = first; i < last; i++) TRY(write_partition(txn, table, form.partitions[i], counts));
        return {};
      }));
      summary_.partitions.created += counts.created;
      summary_.partitions.updated += counts.updated;
    }
    return settle_missing_partitions(name, form);
  }

  Result<void> write_partition(kv::Txn& txn, const catalog::Table& table, const catalog::Partition& found, Counts& counts) {
    auto existing = TRY(catalog::find_partition(txn, table, found.values));
    if (!existing) {
      counts.created++;
      return catalog::create_partition(txn, table, found, needs_.role);
    }
    bool changed = !same_form(existing->storage, found.storage);
    if (options_.update == UpdateBehavior::log || (!changed && existing->parameters == found.parameters)) return {};
    counts.updated += changed;
    return catalog::update_partition(txn, table, found.values, found, needs_.role);
  }

  Result<void> settle_missing_partitions(const std::string& name, const TableForm& form) {
    if (options_.remove == DeleteBehavior::deprecate) return {};
    std::set<std::vector<std::string>> found;
    for (auto& partition : form.partitions) found.insert(partition.values);
    auto reader = needs_.store.snapshot();
    auto table = TRY(catalog::get_table(*reader, catalog_, options_.database, name, needs_.role));
    std::vector<std::vector<std::string>> gone;
    for (auto& partition : TRY(catalog::all_partitions(*reader, table, nullptr, needs_.role)))
      if (!found.contains(partition.values)) gone.push_back(partition.values);
    if (gone.empty()) return {};
    if (options_.remove == DeleteBehavior::log) {
      needs_.log.info(std::to_string(gone.size()) + " partitions of table " + name + " have no data any more.");
      return {};
    }
    TRY(may("BatchDeletePartition", name));
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto current = TRY(catalog::get_table(txn, catalog_, options_.database, name, needs_.role));
      for (auto& values : gone)
        if (TRY(catalog::find_partition(txn, current, values))) TRY(catalog::delete_partition(txn, current, values));
      return {};
    }));
    summary_.partitions.deleted += static_cast<int64_t>(gone.size());
    return {};
  }

  bool is_under_a_target(const std::string& location) const {
    return std::any_of(options_.targets.begin(), options_.targets.end(), [&](const S3Place& target) {
      return location.starts_with("s3://" + target.bucket + "/" + target.path);
    });
  }

  // Tables that this crawler made below its targets and that it did not find again.
  Result<void> settle_missing(const std::set<std::string>& seen) {
    std::vector<catalog::Table> gone;
    auto reader = needs_.store.snapshot();
    catalog::PageRequest page{.after = "", .limit = 1000};
    while (true) {
      auto tables = TRY(catalog::list_tables(*reader, catalog_, options_.database, page, needs_.role));
      for (auto& table : tables.items) {
        auto made_by = table.parameters.find(std::string(kMadeBy));
        bool is_own = made_by != table.parameters.end() && made_by->second == needs_.crawler_name;
        if (is_own && !seen.contains(table.name) && is_under_a_target(table.storage.location)) gone.push_back(std::move(table));
      }
      if (!tables.next) break;
      page.after = *tables.next;
    }
    for (auto& table : gone) TRY(settle_table(table));
    return {};
  }

  Result<void> settle_table(const catalog::Table& table) {
    if (options_.remove == DeleteBehavior::log) {
      needs_.log.info("Table " + table.name + " has no data any more; SchemaChangePolicy LOG leaves it as it is.");
      return {};
    }
    bool remove = options_.remove == DeleteBehavior::remove;
    if (!remove && table.parameters.contains(std::string(kDeprecatedBy))) return {};
    TRY(may(remove ? "DeleteTable" : "UpdateTable", table.name));
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto current = TRY(catalog::find_table(txn, catalog_, options_.database, table.name, needs_.role));
      if (!current) return {};
      if (remove) return catalog::delete_table(txn, catalog_, options_.database, table.name, needs_.role);
      auto now_ms = std::chrono::floor<std::chrono::milliseconds>(needs_.role.now).time_since_epoch().count();
      current->parameters[std::string(kDeprecatedBy)] = std::to_string(now_ms);
      TRY(catalog::update_table(txn, catalog_, std::move(*current), {}, needs_.role));
      return {};
    }));
    needs_.log.info((remove ? "Deleted table " : "Deprecated table ") + table.name + " in database " + options_.database);
    if (remove) summary_.tables.deleted++;
    else summary_.tables.updated++;
    return {};
  }

  const PublishNeeds& needs_;
  const CrawlOptions& options_;
  catalog::CatalogId catalog_;
  Summary summary_;
};

}  // namespace

Result<Summary> publish(const PublishNeeds& needs, const CrawlOptions& options, std::vector<TableForm> found) {
  return Publisher(needs, options).run(std::move(found));
}

}  // namespace tarn::glue::crawler
