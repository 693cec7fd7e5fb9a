// Statements that Trino has, and those that Trino and Redshift share. hive.h and redshift.h hold the rest.
#pragma once
#include "sql/ast/queries.h"

namespace tarn::sql::ast {

enum class StatementKind : uint8_t {
  // shared
  query, insert, create_table_as, create_view, drop_view, delete_, update, merge, explain, prepare, execute, deallocate, unload,
  // Athena's engine statements
  optimize, vacuum_table, show_functions, show_create_view, external_functions,
  // Hive DDL
  hive_create_table, hive_alter_table, hive_drop_table, hive_create_database, hive_alter_database, hive_drop_database, hive_show,
  hive_describe, hive_repair, hive_alter_view,
  // Redshift
  rs_create_table, rs_alter_table, rs_create_external_schema, rs_create_external_table, rs_create_schema, rs_alter_schema,
  rs_create_database, rs_alter_database, rs_drop, rs_truncate, rs_copy, rs_copy_job, rs_unload, rs_materialized_view, rs_refresh,
  rs_alter_materialized_view, rs_principal, rs_alter_group, rs_grant, rs_default_privileges, rs_create_rls_policy,
  rs_create_masking_policy, rs_alter_policy, rs_attach_policy, rs_transaction, rs_set, rs_reset, rs_show, rs_declare_cursor, rs_fetch,
  rs_close_cursor, rs_analyze, rs_vacuum, rs_lock, rs_cancel, rs_comment, rs_call, rs_create_routine, rs_datashare, rs_use,
};

struct Statement {
  StatementKind kind;
  Span span;

  virtual ~Statement() = default;

 protected:
  explicit Statement(StatementKind k) : kind(k) {}
};
using StatementPtr = Ptr<Statement>;

template <StatementKind K>
struct StatementOf : Statement {
  static constexpr StatementKind kKind = K;
  StatementOf() : Statement(K) {}
};

struct Property {  // name = expression of WITH (...)
  Identifier name;
  ExprPtr value;
};

struct QueryStatement : StatementOf<StatementKind::query> {
  QueryPtr query;
};

struct Insert : StatementOf<StatementKind::insert> {
  ObjectName table;
  std::vector<Identifier> columns;
  QueryPtr query;               // null: DEFAULT VALUES (Redshift)
};

// CREATE TABLE ... AS of Trino, with its properties. Redshift's is CreateTable in redshift.h.
struct CreateTableAs : StatementOf<StatementKind::create_table_as> {
  ObjectName table;
  bool if_not_exists = false;
  std::vector<Identifier> columns;
  std::optional<std::string> comment;
  std::vector<Property> properties;
  QueryPtr query;
  bool with_data = true;
};

struct CreateView : StatementOf<StatementKind::create_view> {
  ObjectName name;
  bool or_replace = false;
  std::vector<Identifier> columns;      // Redshift
  std::optional<std::string> comment;   // Trino
  std::optional<bool> security_definer;  // Trino: SECURITY DEFINER | INVOKER
  bool no_schema_binding = false;       // Redshift: WITH NO SCHEMA BINDING
  bool external = false;                // Redshift: CREATE EXTERNAL VIEW
  bool protected_multi_dialect = false; // Athena: CREATE PROTECTED MULTI DIALECT VIEW
  QueryPtr query;
};

struct DropView : StatementOf<StatementKind::drop_view> {  // of Trino
  ObjectName name;
  bool if_exists = false;
};

struct Assignment {
  std::vector<Identifier> column;  // one part, or qualified
  ExprPtr value;
};

struct Delete : StatementOf<StatementKind::delete_> {
  std::optional<With> with;  // Redshift
  ObjectName table;
  std::optional<Alias> alias;
  RelationPtr using_relations;  // Redshift: USING a, b
  ExprPtr where;
};

struct Update : StatementOf<StatementKind::update> {
  std::optional<With> with;  // Redshift
  ObjectName table;
  std::optional<Alias> alias;
  std::vector<Assignment> assignments;
  RelationPtr from;  // Redshift
  ExprPtr where;
};

struct MergeClause {
  enum class Action : uint8_t { update, delete_, insert } action = Action::update;
  bool matched = true;
  ExprPtr condition;                    // AND e; may be null
  std::vector<Assignment> assignments;  // update
  std::vector<Identifier> columns;      // insert
  std::vector<ExprPtr> values;          // insert
  Span span;
};

struct Merge : StatementOf<StatementKind::merge> {
  ObjectName target;
  std::optional<Alias> alias;
  RelationPtr source;
  ExprPtr on;
  std::vector<MergeClause> clauses;
  bool remove_duplicates = false;  // Redshift
};

struct Explain : StatementOf<StatementKind::explain> {
  bool analyze = false;
  bool verbose = false;
  std::string format;  // lower case: text, json, graphviz, or empty
  std::string type;    // lower case: logical, distributed, validate, io, or empty
  StatementPtr statement;
};

struct Prepare : StatementOf<StatementKind::prepare> {
  Identifier name;
  std::vector<DataType> parameter_types;  // Redshift
  StatementPtr statement;
  std::string text;                       // of `statement`, as written
};

struct Execute : StatementOf<StatementKind::execute> {
  Identifier name;
  std::vector<ExprPtr> arguments;
};

struct Deallocate : StatementOf<StatementKind::deallocate> {
  Identifier name;
  bool all = false;  // Redshift: DEALLOCATE ALL
};

struct Unload : StatementOf<StatementKind::unload> {  // Athena's; Redshift's is UnloadToFiles
  QueryPtr query;
  std::string location;
  std::vector<Property> properties;
};

struct Optimize : StatementOf<StatementKind::optimize> {  // OPTIMIZE t REWRITE DATA USING BIN_PACK
  ObjectName table;
  ExprPtr where;
};

struct VacuumTable : StatementOf<StatementKind::vacuum_table> {  // Athena: VACUUM t
  ObjectName table;
};

struct ShowFunctions : StatementOf<StatementKind::show_functions> {
  std::optional<std::string> like, escape;
};

struct ShowCreateView : StatementOf<StatementKind::show_create_view> {
  ObjectName name;
};

struct ExternalFunction {
  Identifier name;
  std::vector<std::pair<Identifier, DataType>> parameters;
  DataType returns;
  std::string kind;    // lambda or sagemaker
  std::string target;
};

struct ExternalFunctions : StatementOf<StatementKind::external_functions> {  // USING EXTERNAL FUNCTION ... query
  std::vector<ExternalFunction> functions;
  StatementPtr statement;
};

}  // namespace tarn::sql::ast
