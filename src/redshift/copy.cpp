// COPY: lists the files with the caller's credentials, turns records into checked rows, and has the engine insert them. All or nothing:
// the statement's transaction goes with the first error too many; stl_load_errors keeps what was wrong.
#include <algorithm>
#include <boost/json.hpp>

#include "redshift/copy_files.h"
#include "redshift/copy_options.h"
#include "redshift/copy_records.h"
#include "redshift/copy_values.h"
#include "redshift/errors.h"
#include "redshift/external.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

using sql::quote_identifier;

constexpr size_t kBatchBytes = 32 * 1024 * 1024;  // of checked rows that the engine takes at once
constexpr size_t kMaxLoggedText = 1024;           // raw_line, raw_field_value
constexpr int64_t kMaxLoggedErrors = 10'000;

struct Load {
  SqlSession& session;
  const CopyOptions& options;
  const RelationRecord& relation;
  std::vector<const ColumnRecord*> columns;  // those that the files fill
  std::string defaults_names, defaults_values;
  std::string batch;                         // JSON lines, keys c0, c1, ...
  int64_t rows = 0, rejected = 0;
  std::vector<LoadError> errors;
  std::vector<LoadedFile> files;
};

// --- who reads, and what

Result<aws::AccessContext> reader_of(SqlSession& session, const CopyCredentials& credentials) {
  if (!credentials.role.empty()) return assume_role(session, credentials.role);
  auto signer = session.shared().needs.identities.find_signer(credentials.access_key_id, credentials.session_token, session.now());
  if (!signer.ok())
    return errors::make("XX000", "S3ServiceException:The AWS Access Key Id you provided does not exist in our records.,Status 403,Error InvalidAccessKeyId");
  if (signer->secret_access_key != credentials.secret_access_key)
    return errors::make("XX000", "S3ServiceException:The request signature we calculated does not match the signature you provided. Check your key and signing method.,Status 403,Error SignatureDoesNotMatch");
  signer->access.region = session.shared().options.region;
  signer->access.now = session.now();
  return std::move(signer->access);
}

Result<void> fill_columns(Load& load, const rs::Copy& node) {
  auto settable = [&](const ColumnRecord& column) { return !column.identity || load.options.explicit_ids || column.identity->by_default; };
  for (const ast::Identifier& name : node.columns) {
    const ColumnRecord* column = load.relation.column(name.value);
    if (column == nullptr) return errors::no_column(name.value, load.relation.name);
    if (!settable(*column)) return errors::make("0A000", "cannot set an identity column to a value");
    load.columns.push_back(column);
  }
  for (const ColumnRecord& column : load.relation.columns) {
    const bool listed = std::find(load.columns.begin(), load.columns.end(), &column) != load.columns.end();
    if (node.columns.empty() && (!column.identity || load.options.explicit_ids)) {
      load.columns.push_back(&column);
    } else if (!listed && (column.default_sql || column.identity)) {
      load.defaults_names += ", " + quote_identifier(column.name);
      load.defaults_values += ", " + TRY(default_in_engine(load.session, load.relation, column));
    }
  }
  return {};
}

Result<std::vector<std::string>> json_paths(const CopyOptions& options, engine::LakeFiles& files) {
  std::vector<std::string> paths;
  if (options.format != CopyOptions::Format::json || !options.json.starts_with("s3://")) return paths;
  const std::string text = TRY(read_whole(files, options.json));
  boost::system::error_code failed;
  const auto document = boost::json::parse(text, failed);
  const auto* list = !failed && document.is_object() ? document.get_object().if_contains("jsonpaths") : nullptr;
  if (list == nullptr || !list->is_array()) return errors::make("XX000", "Invalid JSONPath format: the file has no member \"jsonpaths\"");
  for (const auto& path : list->get_array()) {
    if (!path.is_string()) return errors::make("XX000", "Invalid JSONPath format: a path is not a string");
    paths.emplace_back(path.get_string());
  }
  return paths;
}

// --- rows

void log_fault(Load& load, const LoadFault& fault, const Record& record, const std::string& file, const std::optional<std::string>& value) {
  LoadError error{load.session.user().id, load.relation.oid, load.session.pid(), load.session.query_id(), load.session.now(), file, record.line, "", "", "", fault.position,
                  std::string(record.raw.substr(0, kMaxLoggedText)), value.value_or("").substr(0, kMaxLoggedText), fault.code, fault.reason};
  if (fault.column >= 0 && static_cast<size_t>(fault.column) < load.columns.size()) {
    const ColumnRecord& column = *load.columns[fault.column];
    error.column = column.name;
    error.type = load_type_name(column.type);
    error.length = load_type_length(column.type);
  }
  if (static_cast<int64_t>(load.errors.size()) < kMaxLoggedErrors) load.errors.push_back(std::move(error));
}

std::optional<LoadFault> check_count(const Load& load, Record& record) {
  const size_t wanted = load.columns.size(), got = record.fields.size();
  if (got > wanted) return LoadFault{1202, "Extra column(s) found", static_cast<int>(wanted) - 1, 0};
  if (got == wanted) return std::nullopt;
  if (load.options.fill_record) {
    record.fields.resize(wanted);
    return std::nullopt;
  }
  const bool csv = load.options.format == CopyOptions::Format::csv;
  return LoadFault{csv ? 1203 : 1214, "Delimiter not found", static_cast<int>(got), static_cast<int>(record.raw.size())};
}

void append_json(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (byte < 0x20) ((out += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
    else out += c;
  }
  out += '"';
}

void append_row(Load& load, const Record& record) {
  load.batch += '{';
  bool first = true;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    if (!record.fields[i]) continue;
    if (!first) load.batch += ',';
    first = false;
    load.batch += "\"c" + std::to_string(i) + "\":";
    append_json(load.batch, *record.fields[i]);
  }
  load.batch += "}\n";
}

// The checked rows as a file that only this query sees.
Result<void> insert_batch(Load& load) {
  if (load.batch.empty() || load.options.no_load) {
    load.batch.clear();
    return {};
  }
  Plan plan;
  engine::PinnedTable table{.pin = "copy", .display_name = "copy", .location = std::string(kBatchLocation)};
  engine::StorageFormat storage{.format = engine::FileFormat::json, .serde = "org.openx.data.jsonserde.JsonSerDe"};
  std::string names, values;
  for (size_t i = 0; i < load.columns.size(); ++i) {
    const std::string name = "c" + std::to_string(i);
    storage.columns.push_back({name, sql::varchar()});
    names += (names.empty() ? "" : ", ") + quote_identifier(load.columns[i]->name);
    values += (values.empty() ? "" : ", ") + ("CAST(\"" + name + "\" AS " + sql::duckdb_type(load.columns[i]->type, sql::Dialect::redshift) + ")");
  }
  table.columns = storage.columns;
  table.storages.push_back(storage);
  table.partitions = [](const std::vector<engine::PartitionFilter>&) -> Result<std::vector<engine::PinnedPartition>> {
    return std::vector<engine::PinnedPartition>{{{}, std::string(kBatchLocation), 0}};
  };
  sql::RelationUse use{"copy", {}};
  for (const auto& column : storage.columns) use.columns.push_back(column.name);
  plan.lake_tables.push_back(std::move(table));
  plan.files = make_batch_files(std::move(load.batch));
  plan.program.relations.push_back(std::move(use));
  plan.program.steps.push_back({"INSERT INTO " + load.relation.physical + " (" + names + load.defaults_names + ") SELECT " + values + load.defaults_values + " FROM tarn_scan(0)", false});
  load.batch.clear();
  TRY(load.session.run_to_end(plan.program, plan));
  return {};
}

Error load_failed(const RelationRecord& relation) {
  return errors::make("XX000", "Load into table '" + relation.name + "' failed.  Check 'stl_load_errors' system table for details.").with("routine", "CheckMaxRowError");
}

Result<void> take_record(Load& load, Record& record, const std::string& file, LoadedFile& loaded) {
  std::optional<LoadFault> fault = record.fault;
  std::optional<std::string> value;
  if (!fault) fault = check_count(load, record);
  for (size_t i = 0; !fault && i < record.fields.size(); ++i) {
    value = record.fields[i];
    fault = convert_field(record.fields[i], *load.columns[i], load.options);
    if (fault) fault->column = static_cast<int>(i);
  }
  if (fault) {
    log_fault(load, *fault, record, file, fault->column >= 0 ? value : std::nullopt);
    ++loaded.errors;
    if (++load.rejected >= std::max<int64_t>(1, load.options.max_error)) return load_failed(load.relation);
    return {};
  }
  append_row(load, record);
  ++load.rows;
  ++loaded.rows;
  if (load.session.cancelled().load()) return errors::cancelled();
  return load.batch.size() >= kBatchBytes ? insert_batch(load) : Result<void>();
}

Result<void> load_text(Load& load, engine::LakeFiles& files, const engine::FileInfo& file) {
  LoadedFile loaded{load.session.user().id, load.session.query_id(), load.session.pid(), load.relation.name, file.path, 0, static_cast<int64_t>(file.size), load.session.now(), {}, "", "", 0};
  std::vector<std::string> names;
  for (const ColumnRecord* column : load.columns) names.push_back(column->name);
  const auto paths = TRY(json_paths(load.options, files));
  if (!paths.empty() && paths.size() != load.columns.size()) return errors::make("XX000", "Number of jsonpaths and the number of columns should match. JSONPath size: " + std::to_string(paths.size()) + ", Number of columns in table or column list: " + std::to_string(load.columns.size()));
  auto bytes = TRY(open_bytes(files, file.path, load.options.gzip));
  TRY(read_records(load.options, names, paths, bytes, [&](Record& record) { return take_record(load, record, file.path, loaded); }));
  loaded.ended = load.session.now();
  load.files.push_back(std::move(loaded));
  return {};
}

// Parquet is read by the engine itself, column for column.
Result<void> load_parquet(Load& load, std::shared_ptr<engine::LakeFiles> files, const engine::FileInfo& info) {
  auto file = TRY(files->open(info.path));
  auto schema = TRY(engine::read_parquet_schema(*file));
  if (schema.size() != load.columns.size())
    return errors::make("XX000", "Spectrum Scan Error").with("detail", "File '" + info.path + "' has an unmatched number of columns between table and file. Table columns: " +
                                                                            std::to_string(load.columns.size()) + ", Data columns: " + std::to_string(schema.size()));
  Plan plan;
  engine::PinnedTable table{.pin = "copy", .display_name = info.path, .columns = schema, .location = std::string(kBatchLocation)};
  table.storages.push_back({.format = engine::FileFormat::parquet, .columns = schema});
  table.partitions = [](const std::vector<engine::PartitionFilter>&) -> Result<std::vector<engine::PinnedPartition>> {
    return std::vector<engine::PinnedPartition>{{{}, std::string(kBatchLocation), 0}};
  };
  std::string names, values;
  sql::RelationUse use{"copy", {}};
  for (size_t i = 0; i < schema.size(); ++i) {
    use.columns.push_back(schema[i].name);
    names += (names.empty() ? "" : ", ") + quote_identifier(load.columns[i]->name);
    const std::string column = quote_identifier(schema[i].name);
    const std::string cast = "CAST(" + column + " AS " + sql::duckdb_type(load.columns[i]->type, sql::Dialect::redshift) + ")";
    const sql::Type& type = load.columns[i]->type;
    const bool bounded = type.is(sql::TypeKind::varchar) && type.precision > 0;
    values += (values.empty() ? "" : ", ") + (bounded ? "CASE WHEN octet_length(encode(" + cast + ")) > " + std::to_string(type.precision) + " THEN trino.fail('XX000: Spectrum Scan Error: The length of the data column " +
                                                            schema[i].name + " is longer than the length defined in the table. Table: " + std::to_string(type.precision) + "') ELSE " + cast + " END"
                                                      : cast);
  }
  plan.lake_tables.push_back(std::move(table));
  plan.files = make_single_file(std::move(files), info);
  plan.program.relations.push_back(std::move(use));
  const std::string rows = "SELECT " + values + load.defaults_values + " FROM tarn_scan(0)";
  plan.program.steps.push_back({"INSERT INTO " + load.relation.physical + " (" + names + load.defaults_names + ") " + rows, false});
  const auto started = load.session.now();
  const int64_t rows_in = static_cast<int64_t>(TRY(load.session.run_to_end(plan.program, plan)));
  load.rows += rows_in;
  load.files.push_back({load.session.user().id, load.session.query_id(), load.session.pid(), load.relation.name, info.path, rows_in, static_cast<int64_t>(info.size), started, load.session.now(), "", "", 0});
  return {};
}

const char* format_name(CopyOptions::Format format) {
  switch (format) {
    case CopyOptions::Format::csv: return "Csv";
    case CopyOptions::Format::json: return "Json";
    case CopyOptions::Format::parquet: return "Parquet";
    case CopyOptions::Format::delimited: break;
  }
  return "Text";
}

}  // namespace

Result<Outcome> copy(SqlSession& session, const rs::Copy& node) {
  if (node.job) return errors::not_supported("COPY JOB");
  const CopyOptions options = TRY(read_copy_options(node));
  const RelationRecord relation = TRY(target_relation(session, node.table));
  if (relation.kind != RelationKind::table) return errors::make("42809", "\"" + relation.name + "\" is not a table");
  TRY(require_privilege(session.db(), session.user(), relation, "insert"));
  TRY(session.lock(table_lock(relation.oid)));
  Load load{session, options, relation, {}, {}, {}, {}, 0, 0, {}, {}};
  TRY(fill_columns(load, node));
  const aws::AccessContext who = TRY(reader_of(session, options.credentials));
  std::shared_ptr<engine::LakeFiles> files = session.shared().needs.lake.files(who);
  const auto sources = TRY(find_sources(*files, node.source, options.manifest));
  auto load_all = [&]() -> Result<void> {
    for (const engine::FileInfo& file : sources)
      TRY(options.format == CopyOptions::Format::parquet ? load_parquet(load, files, file) : load_text(load, *files, file));
    return insert_batch(load);
  };
  auto loaded = load_all();
  session.shared().history.add(load.errors);
  TRY(std::move(loaded));
  for (LoadedFile& file : load.files) {
    file.format = format_name(options.format);
    file.source = node.source;
  }
  session.shared().history.add(load.files);
  session.last_copy_count = load.rows;
  session.last_copy_id = session.query_id();
  Outcome outcome = done("COPY");
  const std::string count = std::to_string(load.rows);
  outcome.notices.push_back({"INFO", options.no_load ? "Load into table '" + relation.name + "' completed, " + count + " record(s) validated successfully."
                                                     : "Load into table '" + relation.name + "' completed, " + count + " record(s) loaded successfully."});
  if (load.rejected > 0)
    outcome.notices.push_back({"INFO", "Load into table '" + relation.name + "' completed, " + std::to_string(load.rejected) + " record(s) could not be loaded.  Check 'stl_load_errors' system table for details."});
  return outcome;
}

}  // namespace tarn::redshift
