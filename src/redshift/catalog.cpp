#include "redshift/catalog.h"

#include "redshift/column_types.h"
#include "redshift/pg_types.h"

namespace tarn::redshift::catalog {
namespace {

int64_t number(const Cell& cell) { return cell ? std::stoll(*cell) : 0; }
bool truth(const Cell& cell) { return cell && (*cell == "true" || *cell == "t"); }
std::string text(const Cell& cell) { return cell.value_or(""); }

constexpr const char* kRelation =
    "SELECT r.oid, r.name, s.name, r.schema_oid, r.owner, r.kind, r.physical, r.query, r.query_schema, r.late_binding, r.row_security, r.policies_or, "
    "r.dist_style, r.auto_refresh, r.temporary FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid WHERE ";
constexpr size_t kRelationColumns = 15;

RelationRecord read_relation(const Row& row) {
  RelationRecord relation;
  relation.oid = number(row[0]);
  relation.name = text(row[1]);
  relation.schema = text(row[2]);
  relation.schema_oid = number(row[3]);
  relation.owner = number(row[4]);
  relation.kind = static_cast<RelationKind>(text(row[5]).empty() ? 'r' : text(row[5])[0]);
  relation.physical = text(row[6]);
  relation.query = text(row[7]);
  relation.query_schema = text(row[8]);
  relation.late_binding = truth(row[9]);
  relation.row_security = truth(row[10]);
  relation.policies_or = truth(row[11]);
  relation.dist_style = static_cast<int>(number(row[12]));
  relation.auto_refresh = truth(row[13]);
  relation.temporary = truth(row[14]);
  return relation;
}

Result<void> load_columns(Database& db, RelationRecord& relation) {
  auto rows = TRY(db.rows("SELECT number, name, type, not_null, default_sql, identity_seed, identity_step, identity_by_default, encoding, dist_key, sort_ordinal "
                          "FROM tarn.columns WHERE relation = " + literal(relation.oid) + " ORDER BY number", 11));
  for (const Row& row : rows) {
    ColumnRecord column;
    column.number = static_cast<int>(number(row[0]));
    column.name = text(row[1]);
    column.type = TRY(column_type(text(row[2])));
    column.not_null = truth(row[3]);
    column.default_sql = row[4];
    if (row[5]) column.identity = Identity{number(row[5]), number(row[6]), truth(row[7])};
    column.encoding = text(row[8]);
    column.dist_key = truth(row[9]);
    column.sort_ordinal = static_cast<int>(number(row[10]));
    relation.columns.push_back(std::move(column));
  }
  return {};
}

Result<std::optional<RelationRecord>> one_relation(Database& db, const std::string& condition) {
  auto row = TRY(db.row(kRelation + condition, kRelationColumns));
  if (!row) return std::optional<RelationRecord>();
  RelationRecord relation = read_relation(*row);
  TRY(load_columns(db, relation));
  return std::optional<RelationRecord>(std::move(relation));
}

Result<std::vector<RelationRecord>> many_relations(Database& db, const std::string& condition) {
  std::vector<RelationRecord> relations;
  for (const Row& row : TRY(db.rows(kRelation + condition + " ORDER BY r.oid", kRelationColumns))) relations.push_back(read_relation(row));
  return relations;
}

Result<std::optional<UserRecord>> one_user(Database& db, const std::string& condition) {
  auto row = TRY(db.row("SELECT id, name, password, superuser, create_db, valid_until, connection_limit FROM tarn.users WHERE " + condition, 7));
  if (!row) return std::optional<UserRecord>();
  const Row& r = *row;
  return std::optional<UserRecord>({number(r[0]), text(r[1]), text(r[2]), truth(r[3]), truth(r[4]), r[5], number(r[6])});
}

Result<std::optional<int64_t>> one_id(Database& db, const std::string& table, const std::string& name) {
  auto row = TRY(db.row("SELECT id FROM tarn." + table + " WHERE name = " + literal(name), 1));
  if (!row) return std::optional<int64_t>();
  return std::optional<int64_t>(number((*row)[0]));
}

// Lengths as information_schema shows them.
struct Measures {
  int64_t characters = 0, digits = 0, scale = 0;
};
Measures measures(const sql::Type& type) {
  switch (type.kind) {
    case sql::TypeKind::varchar:
    case sql::TypeKind::char_: return {type.precision, 0, 0};
    case sql::TypeKind::decimal: return {0, type.precision, type.scale};
    case sql::TypeKind::smallint: return {0, 16, 0};
    case sql::TypeKind::integer: return {0, 32, 0};
    case sql::TypeKind::bigint: return {0, 64, 0};
    case sql::TypeKind::real: return {0, 24, 0};
    case sql::TypeKind::double_: return {0, 53, 0};
    default: return {};
  }
}

}  // namespace

Result<int64_t> next_oid(Database& db) { return number((*TRY(db.row("SELECT nextval('tarn.oids')", 1)))[0]); }

Result<std::optional<SchemaRecord>> find_schema(Database& db, const std::string& name) {
  auto row = TRY(db.row("SELECT oid, name, owner, external_database, external_role, external_region FROM tarn.schemas WHERE name = " + literal(name), 6));
  if (!row) return std::optional<SchemaRecord>();
  const Row& r = *row;
  SchemaRecord schema{number(r[0]), text(r[1]), number(r[2]), {}};
  if (r[3]) schema.external = ExternalSource{text(r[3]), text(r[4]), text(r[5])};
  return std::optional<SchemaRecord>(std::move(schema));
}

Result<void> insert_schema(Database& db, const SchemaRecord& schema) {
  const auto& external = schema.external;
  auto text_or_null = [&](const std::string ExternalSource::*member) { return external ? literal((*external).*member) : std::string("NULL"); };
  TRY(db.execute("INSERT INTO tarn.schemas VALUES (" + literal(schema.oid) + ", " + literal(schema.name) + ", " + literal(schema.owner) + ", " +
                 text_or_null(&ExternalSource::database) + ", " + text_or_null(&ExternalSource::iam_role) + ", " + text_or_null(&ExternalSource::region) + ")"));
  return {};
}

Result<std::optional<RelationRecord>> find_relation(Database& db, const std::string& schema, const std::string& name) {
  return one_relation(db, "s.name = " + literal(schema) + " AND r.name = " + literal(name));
}
Result<std::optional<RelationRecord>> find_relation(Database& db, int64_t oid) { return one_relation(db, "r.oid = " + literal(oid)); }

std::string relation_row(const RelationRecord& r, const std::string& created) {
  std::string values;
  for (const std::string& value :
       {literal(r.oid), literal(r.name), literal(r.schema_oid), literal(r.owner), literal(std::string(1, static_cast<char>(r.kind))), literal(r.physical),
        literal(r.query), literal(r.query_schema), literal(r.late_binding), literal(r.row_security), literal(r.policies_or), literal(int64_t{r.dist_style}),
        literal(r.auto_refresh), literal(r.temporary), literal(created)})
    values += (values.empty() ? "" : ", ") + value;
  return "(" + values + ")";
}

Result<void> insert_relation(Database& db, const RelationRecord& r, const std::string& created) {
  TRY(db.execute("INSERT INTO tarn.relations VALUES " + relation_row(r, created)));
  for (const ColumnRecord& column : r.columns) TRY(insert_column(db, r.oid, column));
  return {};
}

std::string column_row(int64_t relation, const ColumnRecord& c) {
  const PgType pg = pg_type(c.type);
  const Measures m = measures(c.type);
  auto or_null = [](int64_t n) { return n == 0 ? std::string("NULL") : literal(n); };
  std::string values;
  for (const std::string& value :
       {literal(relation), literal(int64_t{c.number}), literal(c.name), literal(sql::redshift_name(c.type)), literal(int64_t{pg.oid}), literal(int64_t{pg.length}),
        literal(int64_t{pg.modifier}), or_null(m.characters), or_null(m.digits), m.digits == 0 ? std::string("NULL") : literal(m.scale), literal(c.not_null),
        literal_or_null(c.default_sql), c.identity ? literal(c.identity->seed) : "NULL", c.identity ? literal(c.identity->step) : "NULL",
        c.identity ? literal(c.identity->by_default) : "NULL", literal(c.encoding), literal(c.dist_key), literal(int64_t{c.sort_ordinal})})
    values += (values.empty() ? "" : ", ") + value;
  return "(" + values + ")";
}

Result<void> insert_column(Database& db, int64_t relation, const ColumnRecord& column) {
  TRY(db.execute("INSERT INTO tarn.columns VALUES " + column_row(relation, column)));
  return {};
}

Result<void> erase_relation(Database& db, int64_t oid) {
  const std::string id = literal(oid);
  TRY(db.execute("DELETE FROM tarn.relations WHERE oid = " + id));
  TRY(db.execute("DELETE FROM tarn.columns WHERE relation = " + id));
  TRY(db.execute("DELETE FROM tarn.constraints WHERE relation = " + id));
  TRY(db.execute("DELETE FROM tarn.dependencies WHERE dependent = " + id));
  TRY(db.execute("DELETE FROM tarn.privileges WHERE object_kind IN ('relation', 'column') AND object = " + id));
  TRY(db.execute("DELETE FROM tarn.policy_uses WHERE relation = " + id));
  TRY(db.execute("DELETE FROM tarn.comments WHERE object = " + id));
  return {};
}

Result<std::vector<RelationRecord>> relations_in(Database& db, int64_t schema_oid) { return many_relations(db, "r.schema_oid = " + literal(schema_oid)); }

Result<std::vector<RelationRecord>> dependents(Database& db, int64_t oid) {
  return many_relations(db, "r.oid IN (SELECT dependent FROM tarn.dependencies WHERE on_oid = " + literal(oid) + ")");
}

Result<void> insert_dependency(Database& db, int64_t dependent, int64_t on_oid) {
  TRY(db.execute("INSERT INTO tarn.dependencies VALUES (" + literal(dependent) + ", " + literal(on_oid) + ")"));
  return {};
}

Result<std::optional<UserRecord>> find_user(Database& db, const std::string& name) {
  // IAM:Alice keeps its case, and SQL names it in lower case.
  return one_user(db, "lower(name) = lower(" + literal(name) + ")");
}
Result<std::optional<UserRecord>> find_user(Database& db, int64_t id) { return one_user(db, "id = " + literal(id)); }
Result<std::optional<int64_t>> find_group(Database& db, const std::string& name) { return one_id(db, "groups", name); }
Result<std::optional<int64_t>> find_role(Database& db, const std::string& name) { return one_id(db, "roles", name); }

Result<std::optional<Policy>> find_policy(Database& db, const std::string& name) {
  auto row = TRY(db.row("SELECT id, name, columns, alias, predicate FROM tarn.policies WHERE name = " + literal(name), 5));
  if (!row) return std::optional<Policy>();
  const Row& r = *row;
  return std::optional<Policy>({number(r[0]), text(r[1]), text(r[2]), text(r[3]), text(r[4])});
}

Result<std::vector<Policy>> policies_for(Database& db, int64_t relation, int64_t user) {
  auto rows = TRY(db.rows("SELECT id, name, columns, alias, predicate FROM tarn.policies WHERE id IN (SELECT policy FROM tarn.policy_uses WHERE relation = " +
                          literal(relation) + " AND " + is_grantee(user) + ") ORDER BY id", 5));
  std::vector<Policy> policies;
  for (const Row& r : rows) policies.push_back({number(r[0]), text(r[1]), text(r[2]), text(r[3]), text(r[4])});
  return policies;
}

std::string is_grantee(int64_t user) {
  const std::string id = literal(user);
  const std::string groups = "SELECT group_id FROM tarn.group_members WHERE user_id = " + id;
  // Roles are granted to users and to roles.
  const std::string roles =
      "WITH RECURSIVE mine(id) AS (SELECT role_id FROM tarn.role_members WHERE member_kind = 'u' AND member_id = " + id +
      " UNION SELECT m.role_id FROM tarn.role_members m JOIN mine ON m.member_kind = 'r' AND m.member_id = mine.id) SELECT id FROM mine";
  return "(grantee_kind = 'p' OR (grantee_kind = 'u' AND grantee = " + id + ") OR (grantee_kind = 'g' AND grantee IN (" + groups +
         ")) OR (grantee_kind = 'r' AND grantee IN (" + roles + ")))";
}

}  // namespace tarn::redshift::catalog
