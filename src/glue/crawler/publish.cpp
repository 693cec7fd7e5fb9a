#include "glue/crawler/publish.h"

#include <algorithm>
#include <set>

#include "aws/arn.h"
#include "catalog/partition_index.h"
#include "glue/crawler/merge_columns.h"
#include "glue/crawler/publish_partitions.h"
#include "lake/tables.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kIndexName = "crawler_partition_index";

std::string now_ms(TimePoint now) { return std::to_string(std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count()); }

class Publisher {
 public:
  Publisher(const PublishNeeds& needs, const CrawlOptions& options)
      : needs_(needs), options_(options), catalog_(catalog::CatalogId::of(needs.role)) {}

  Result<Summary> run(std::vector<TableForm> found) {
    if (!options_.database.empty()) TRY(ensure_database());
    std::set<std::string> seen;
    for (auto& form : found) {
      for (auto& warning : form.warnings) needs_.log.warn(warning);
      TRY(write_table(form));
      seen.insert(form.table.name);
    }
    if (needs_.covers) TRY(settle_missing(seen));
    return std::move(summary_);
  }

 private:
  using Write = TableForm::Write;

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

  Result<std::optional<catalog::Table>> find(kv::Reader& reader, const catalog::Table& named) const {
    return catalog::find_table(reader, catalog_, named.database, named.name, needs_.role);
  }

  // The stored table that the found one is: of its name, or of the name beside it when that belongs to another location.
  Result<std::optional<catalog::Table>> find_own(kv::Reader& reader, TableForm& form) {
    auto existing = TRY(find(reader, form.table));
    if (form.write != Write::whole || !existing || existing->storage.location == form.table.storage.location) return existing;
    form.table.name = name_beside(form.table.name, form.table.storage.location);
    return find(reader, form.table);
  }

  Result<void> write_table(TableForm& form) {
    auto stored = TRY(find_own(*needs_.store.snapshot(), form));
    const std::string &database = form.table.database, &name = form.table.name;
    if (!stored && form.write != Write::whole) {
      needs_.log.warn("Table " + name + " is gone from database " + database + ".");
      return {};
    }
    if (!stored) TRY(needs_.may("CreateTable", database, name));
    else if (options_.update != UpdateBehavior::log && form.write != Write::new_partitions) TRY(needs_.may("UpdateTable", database, name));
    if (!form.partitions.empty()) TRY(needs_.may("BatchCreatePartition", database, name));
    bool created = false, updated = false;
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      created = updated = false;
      auto existing = TRY(find(txn, form.table));
      if (existing) return update_table(txn, *existing, form, updated);
      if (form.write != Write::whole) return {};
      created = true;
      TRY(catalog::create_table(txn, catalog_, form.table, needs_.role));
      return {};
    }));
    tell(name, database, created, updated);
    if (form.partition_index) TRY(ensure_index(form));
    auto counts = TRY(write_partitions(needs_, options_, form));
    summary_.partitions.created += counts.created;
    summary_.partitions.updated += counts.updated;
    summary_.partitions.deleted += counts.deleted;
    return {};
  }

  void tell(const std::string& name, const std::string& database, bool created, bool updated) {
    if (created) {
      summary_.tables.created++;
      summary_.created.push_back(name);
      needs_.log.info("Created table " + name + " in database " + database);
    }
    if (updated) {
      summary_.tables.updated++;
      summary_.updated.push_back(name);
      needs_.log.info("Updated table " + name + " in database " + database);
    }
  }

  Result<void> update_table(kv::Txn& txn, const catalog::Table& existing, const TableForm& form, bool& updated) {
    if (form.write == Write::new_partitions) return {};
    if (form.expected_version && existing.version != *form.expected_version) {
      needs_.log.warn("Table " + existing.name + " was changed by others meanwhile and is left as it is.");
      return {};
    }
    catalog::Table next = form.write == Write::existing ? existing_with(existing, form) : form.table;
    next.description = existing.description;
    if (auto deprecated = existing.parameters.find(std::string(kDeprecatedBy)); deprecated != existing.parameters.end()) next.parameters.insert(*deprecated);
    if (options_.update == UpdateBehavior::log) {
      if (!same_form(existing, next)) needs_.log.info("The schema of table " + existing.name + " has changed; SchemaChangePolicy LOG leaves it as it is.");
      return {};
    }
    if (options_.update == UpdateBehavior::merge_new_columns) {
      if (is_another_format(existing.parameters, next.parameters)) return deprecate(txn, existing, updated);
      next.storage = with_new_columns(existing.storage, next.storage);
      next.partition_keys = existing.partition_keys;
    }
    bool changed = !same_form(existing, next);
    if (!changed && existing.parameters == next.parameters) return {};
    updated = changed;
    if (existing.partition_keys.size() != next.partition_keys.size()) {
      // Its partitions mean nothing under other keys: the table begins anew.
      TRY(catalog::delete_table(txn, catalog_, existing.database, existing.name, needs_.role));
      TRY(catalog::create_table(txn, catalog_, std::move(next), needs_.role));
      return {};
    }
    TRY(catalog::update_table(txn, catalog_, std::move(next), {.expected_version = {}, .skip_archive = !changed}, needs_.role));
    return {};
  }

  // A table that others have made keeps what the crawler does not say.
  static catalog::Table existing_with(const catalog::Table& existing, const TableForm& form) {
    catalog::Table next = existing;
    auto location = existing.storage.location;
    next.storage = form.table.storage;
    next.storage.location = location;
    for (auto& [key, value] : form.table.parameters) next.parameters[key] = value;
    return next;
  }

  Result<void> deprecate(kv::Txn& txn, const catalog::Table& existing, bool& updated) {
    needs_.log.warn("The format of table " + existing.name + " has changed; its schema is left as it is and the table is deprecated.");
    if (existing.parameters.contains(std::string(kDeprecatedBy))) return {};
    updated = true;
    auto next = existing;
    next.parameters[std::string(kDeprecatedBy)] = now_ms(needs_.role.now);
    TRY(catalog::update_table(txn, catalog_, std::move(next), {}, needs_.role));
    return {};
  }

  // A role that may not make indexes still gets its table.
  Result<void> ensure_index(const TableForm& form) {
    if (auto allowed = needs_.may("CreatePartitionIndex", form.table.database, form.table.name); !allowed.ok()) {
      needs_.log.warn("No partition index for table " + form.table.name + ": " + allowed.error().message);
      return {};
    }
    return needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto table = TRY(find(txn, form.table));
      if (!table || table->partition_keys.empty()) return {};
      auto indexes = TRY(catalog::partition_indexes(txn, *table));
      bool known = std::any_of(indexes.begin(), indexes.end(), [](const catalog::PartitionIndex& index) { return index.name == kIndexName; });
      if (known || indexes.size() >= catalog::kMaxPartitionIndexes) return {};
      if (!std::all_of(table->partition_keys.begin(), table->partition_keys.end(), catalog::can_be_indexed)) return {};
      std::vector<std::string> keys;
      for (auto& key : table->partition_keys) keys.push_back(key.name);
      return catalog::create_partition_index(txn, *table, std::string(kIndexName), keys);
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
        if (is_own && !seen.contains(table.name) && needs_.covers(table.storage.location)) gone.push_back(std::move(table));
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
    TRY(needs_.may(remove ? "DeleteTable" : "UpdateTable", table.database, table.name));
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto current = TRY(find(txn, table));
      if (!current) return {};
      if (remove) return catalog::delete_table(txn, catalog_, table.database, table.name, needs_.role);
      current->parameters[std::string(kDeprecatedBy)] = now_ms(needs_.role.now);
      TRY(catalog::update_table(txn, catalog_, std::move(*current), {}, needs_.role));
      return {};
    }));
    needs_.log.info((remove ? "Deleted table " : "Deprecated table ") + table.name + " in database " + table.database);
    (remove ? summary_.tables.deleted : summary_.tables.updated)++;
    (remove ? summary_.deleted : summary_.updated).push_back(table.name);
    return {};
  }

  const PublishNeeds& needs_;
  const CrawlOptions& options_;
  catalog::CatalogId catalog_;
  Summary summary_;
};

}  // namespace

Result<void> PublishNeeds::may(const std::string& action, const std::string& database, const std::string& table) const {
  for (auto& arn : lake::table_arns(role, database, table)) TRY(authorizer.authorize(role, {"glue:" + action, arn, {}}));
  return {};
}

Result<Summary> publish(const PublishNeeds& needs, const CrawlOptions& options, std::vector<TableForm> found) {
  return Publisher(needs, options).run(std::move(found));
}

}  // namespace tarn::glue::crawler
