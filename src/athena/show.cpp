// SHOW DATABASES, TABLES, VIEWS, COLUMNS, PARTITIONS, TBLPROPERTIES, CREATE TABLE (athena.md 1.11, 2.3).
#include <re2/re2.h>

#include <algorithm>

#include "athena/column_info.h"
#include "athena/partition_specs.h"
#include "athena/show_create_table.h"
#include "athena/views.h"
#include "base/encoding.h"
#include "catalog/databases.h"

namespace tarn::athena {
namespace {

using sql::ast::HiveShow;

constexpr size_t kNameWidth = 20;

std::string padded(std::string text) {
  if (text.size() < kNameWidth) text.append(kNameWidth - text.size(), ' ');
  return text;
}

// The whole name must match; "*" alone is everything. Hive's SHOW TABLES also takes * for any text and | for alternatives.
class NamePattern {
 public:
  NamePattern(const std::optional<std::string>& pattern, bool stars) : all_(!pattern || *pattern == "*"), regex_(text(pattern, stars), quiet()) {}
  bool matches(const std::string& name) const { return all_ || (regex_.ok() && RE2::FullMatch(name, regex_)); }

 private:
  static RE2::Options quiet() {
    RE2::Options options;
    options.set_log_errors(false);
    return options;
  }
  static std::string text(const std::optional<std::string>& pattern, bool stars) {
    std::string out;
    for (size_t i = 0; pattern && i < pattern->size(); ++i) {
      char c = (*pattern)[i];
      bool bare_star = stars && c == '*' && (i == 0 || (*pattern)[i - 1] != '.');
      out += bare_star ? std::string(".*") : std::string(1, c);
    }
    return out;
  }
  bool all_;
  RE2 regex_;
};

Result<Outcome> show_databases(Run& run, const HiveShow& s) {
  TRY(authorize_glue(run, "glue:GetDatabases", "*", ""));
  NamePattern pattern(s.pattern, false);
  std::vector<std::string> lines;
  auto reader = run.state.store.snapshot();
  catalog::PageRequest page;
  while (true) {
    auto found = TRY(catalog::list_databases(*reader, run.catalog_id(), page, run.who()));
    for (auto& database : found.items)
      if (pattern.matches(database.name)) lines.push_back(database.name);
    if (!found.next) break;
    page.after = *found.next;
  }
  return text_outcome(run, lines, {text_column("database_name")}, 0);
}

Result<Outcome> show_tables(Run& run, const HiveShow& s, bool views) {
  auto database = s.name.empty() ? run.query.default_database : to_lower(s.name.last());
  TRY(authorize_glue(run, "glue:GetTables", database, "*"));
  auto reader = run.state.store.snapshot();
  if (!TRY(catalog::find_database(*reader, run.catalog_id(), database, run.who())))
    return hive_error("FAILED: SemanticException [Error 10072]: Database does not exist: " + database);
  NamePattern pattern(s.pattern, true);
  std::vector<std::string> lines;
  catalog::PageRequest page;
  while (true) {
    auto found = TRY(catalog::list_tables(*reader, run.catalog_id(), database, page, run.who()));
    for (auto& table : found.items)
      if ((!views || is_view(table)) && pattern.matches(table.name)) lines.push_back(table.name);
    if (!found.next) break;
    page.after = *found.next;
  }
  return text_outcome(run, lines, {views ? text_column("views", "varchar") : text_column("tab_name")}, 0);
}

Result<Outcome> show_columns(Run& run, const HiveShow& s) {
  auto table = TRY(get_table(run, table_name(run, s.name)));
  std::vector<std::string> lines;
  for (auto& column : table.storage.columns) lines.push_back(padded(column.name));
  for (auto& key : table.partition_keys) lines.push_back(padded(key.name));
  return text_outcome(run, lines, {text_column("field")}, 0);
}

Result<Outcome> show_partitions(Run& run, const HiveShow& s) {
  auto name = table_name(run, s.name);
  auto table = TRY(get_table(run, name));
  TRY(authorize_glue(run, "glue:GetPartitions", name.database, name.table));
  if (table.partition_keys.empty())
    return execution_error("Table " + name.table + " is not a partitioned table");
  auto reader = run.state.store.snapshot();
  std::vector<std::string> lines;
  for (auto& partition : TRY(catalog::all_partitions(*reader, table, nullptr, run.who()))) lines.push_back(partition_path(table, partition.values));
  std::sort(lines.begin(), lines.end());
  return text_outcome(run, lines, {text_column("partition")}, 0);
}

Result<Outcome> show_properties(Run& run, const HiveShow& s) {
  auto table = TRY(get_table(run, table_name(run, s.name)));
  std::vector<std::string> lines;
  for (auto& [key, value] : table.parameters)
    if (s.property.empty() || s.property == key) lines.push_back(key + "\t" + value);
  return text_outcome(run, lines, {text_column("prpt_name"), text_column("prpt_value")}, 0);
}

}  // namespace

Result<Outcome> run_show(Run& run, const HiveShow& s) {
  switch (s.what) {
    case HiveShow::What::databases: return show_databases(run, s);
    case HiveShow::What::tables: return show_tables(run, s, false);
    case HiveShow::What::views: return show_tables(run, s, true);
    case HiveShow::What::columns: return show_columns(run, s);
    case HiveShow::What::partitions: return show_partitions(run, s);
    case HiveShow::What::table_properties: return show_properties(run, s);
    case HiveShow::What::create_table: {
      auto table = TRY(get_table(run, table_name(run, s.name)));
      return text_outcome(run, create_table_text(table), {text_column("createtab_stmt")}, std::nullopt);
    }
  }
  return internal_error("SHOW of nothing");
}

}  // namespace tarn::athena
