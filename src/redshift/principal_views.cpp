// Users, groups, roles, privileges and row policies as clients read them.
#include "redshift/system_views.h"

namespace tarn::redshift {
namespace {

// The parts that every privilege view shares: who, of which kind.
#define TARN_IDENTITY                                                                                                             \
  "CASE p.grantee_kind WHEN 'u' THEN u.name WHEN 'g' THEN g.name WHEN 'r' THEN o.name ELSE 'public' END, "                         \
  "CASE p.grantee_kind WHEN 'u' THEN 'user' WHEN 'g' THEN 'group' WHEN 'r' THEN 'role' ELSE 'public' END"
#define TARN_IDENTITY_JOINS                                                                                                       \
  " LEFT JOIN tarn.users u ON p.grantee_kind = 'u' AND u.id = p.grantee LEFT JOIN tarn.groups g ON p.grantee_kind = 'g' AND g.id " \
  "= p.grantee LEFT JOIN tarn.roles o ON p.grantee_kind = 'r' AND o.id = p.grantee"

constexpr SystemView kViews[] = {
    {"pg_catalog", "pg_user",
     "usename name, usesysid integer, usecreatedb boolean, usesuper boolean, usecatupd boolean, passwd text, valuntil text, useconfig text[]",
     "SELECT name, id, create_db, superuser, superuser, '********', valid_until, NULL FROM tarn.users"},
    {"pg_catalog", "pg_user_info",
     "usename name, usesysid integer, usecreatedb boolean, usesuper boolean, usecatupd boolean, passwd text, valuntil text, useconfig text[], useconnlimit text, "
     "syslogaccess text",
     "SELECT name, id, create_db, superuser, superuser, '********', valid_until, NULL, CASE WHEN connection_limit < 0 THEN 'UNLIMITED' ELSE CAST(connection_limit AS VARCHAR) "
     "END, CASE WHEN syslog_unrestricted THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END FROM tarn.users"},
    {"pg_catalog", "svv_user_info",
     "user_name text, user_id integer, createdb boolean, superuser boolean, catalog_update boolean, connection_limit text, syslog_access text, session_timeout bigint, "
     "last_ddl_time timestamp, external_user_id text",
     "SELECT name, id, create_db, superuser, superuser, CASE WHEN connection_limit < 0 THEN 'UNLIMITED' ELSE CAST(connection_limit AS VARCHAR) END, CASE WHEN "
     "syslog_unrestricted THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END, session_timeout, NULL, external_id FROM tarn.users"},
    {"pg_catalog", "pg_group", "groname name, grosysid integer, grolist integer[]",
     "SELECT name, id, (SELECT list(user_id) FROM tarn.group_members m WHERE m.group_id = g.id) FROM tarn.groups g"},
    {"pg_catalog", "pg_roles",
     "rolname name, rolsuper boolean, rolinherit boolean, rolcreaterole boolean, rolcreatedb boolean, rolcatupdate boolean, rolcanlogin boolean, rolreplication boolean, "
     "rolconnlimit integer, rolpassword text, rolvaliduntil text, rolconfig text[], oid oid",
     "SELECT name, superuser, true, superuser, create_db, superuser, true, false, connection_limit, '********', valid_until, NULL, id FROM tarn.users UNION ALL "
     "SELECT name, false, true, false, false, false, false, false, -1, NULL, NULL, NULL, id FROM tarn.groups"},
    {"pg_catalog", "pg_auth_members", "roleid oid, member oid, grantor oid, admin_option boolean",
     "SELECT group_id, user_id, 1, false FROM tarn.group_members"},
    {"pg_catalog", "svv_roles", "role_id integer, role_name text, role_owner text, external_id text",
     "SELECT r.id, r.name, u.name, NULL FROM tarn.roles r LEFT JOIN tarn.users u ON u.id = r.owner"},
    {"pg_catalog", "svv_user_grants", "user_id integer, user_name text, role_id integer, role_name text, admin_option boolean",
     "SELECT u.id, u.name, r.id, r.name, m.admin_option FROM tarn.role_members m JOIN tarn.users u ON u.id = m.member_id JOIN tarn.roles r ON r.id = m.role_id WHERE "
     "m.member_kind = 'u'"},
    {"pg_catalog", "svv_role_grants", "role_id integer, role_name text, granted_role_id integer, granted_role_name text",
     "SELECT u.id, u.name, r.id, r.name FROM tarn.role_members m JOIN tarn.roles u ON u.id = m.member_id JOIN tarn.roles r ON r.id = m.role_id WHERE m.member_kind = 'r'"},
    {"pg_catalog", "svv_relation_privileges",
     "namespace_name text, relation_name text, privilege_type text, identity_id integer, identity_name text, identity_type text, admin_option boolean",
     "SELECT s.name, r.name, upper(p.privilege), p.grantee, " TARN_IDENTITY
     ", p.grant_option FROM tarn.privileges p JOIN tarn.relations r ON r.oid = p.object JOIN tarn.schemas s ON s.oid = r.schema_oid" TARN_IDENTITY_JOINS
     " WHERE p.object_kind = 'relation'"},
    {"pg_catalog", "svv_column_privileges",
     "namespace_name text, relation_name text, column_name text, privilege_type text, identity_id integer, identity_name text, identity_type text, admin_option boolean",
     "SELECT s.name, r.name, c.name, upper(p.privilege), p.grantee, " TARN_IDENTITY
     ", p.grant_option FROM tarn.privileges p JOIN tarn.relations r ON r.oid = p.object JOIN tarn.schemas s ON s.oid = r.schema_oid JOIN tarn.columns c ON c.relation = r.oid "
     "AND c.number = p.sub" TARN_IDENTITY_JOINS " WHERE p.object_kind = 'column'"},
    {"pg_catalog", "svv_schema_privileges",
     "namespace_name text, privilege_type text, identity_id integer, identity_name text, identity_type text, admin_option boolean",
     "SELECT s.name, upper(p.privilege), p.grantee, " TARN_IDENTITY ", p.grant_option FROM tarn.privileges p JOIN tarn.schemas s ON s.oid = p.object" TARN_IDENTITY_JOINS
     " WHERE p.object_kind = 'schema'"},
    {"pg_catalog", "svv_rls_policy", "poldb text, polname text, polalias text, polatts text, polqual text, polenabled boolean, polmodifiedby text, polmodifiedtime timestamp",
     "SELECT f.database, p.name, p.alias, p.columns, p.predicate, true, u.name, p.modified FROM tarn.policies p CROSS JOIN tarn.format f LEFT JOIN tarn.users u ON u.id = "
     "p.modified_by"},
    {"pg_catalog", "svv_rls_attached_policy",
     "relschema text, relname text, relkind text, polname text, grantor text, grantee text, granteekind text, is_pol_on boolean, is_rls_on boolean, rls_conjunction_type text",
     "SELECT s.name, r.name, CASE r.kind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'materialized view' END, q.name, w.name, " TARN_IDENTITY
     ", true, r.row_security, CASE WHEN r.policies_or THEN 'or' ELSE 'and' END FROM tarn.policy_uses p JOIN tarn.policies q ON q.id = p.policy JOIN tarn.relations r ON r.oid = "
     "p.relation JOIN tarn.schemas s ON s.oid = r.schema_oid LEFT JOIN tarn.users w ON w.id = p.grantor" TARN_IDENTITY_JOINS},
    {"pg_catalog", "svv_rls_relation",
     "datname text, relschema text, relname text, relkind text, is_rls_on boolean, is_rls_datashare_on boolean, rls_conjunction_type text",
     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'materialized view' END, r.row_security, false, CASE WHEN r.policies_or "
     "THEN 'or' ELSE 'and' END FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f WHERE r.row_security"},
    {"information_schema", "table_privileges",
     "grantor text, grantee text, table_catalog text, table_schema text, table_name text, privilege_type text, is_grantable text, with_hierarchy text",
     "SELECT w.name, n.name, f.database, s.name, r.name, upper(p.privilege), CASE WHEN p.grant_option THEN 'YES' ELSE 'NO' END, 'NO' FROM tarn.privileges p JOIN "
     "tarn.relations r ON r.oid = p.object JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f LEFT JOIN tarn.users w ON w.id = p.grantor LEFT JOIN "
     "(SELECT 'u' AS kind, id, name FROM tarn.users UNION ALL SELECT 'g', id, name FROM tarn.groups UNION ALL SELECT 'r', id, name FROM tarn.roles UNION ALL SELECT 'p', 0, "
     "'PUBLIC') n ON n.kind = p.grantee_kind AND n.id = p.grantee WHERE p.object_kind = 'relation'"},
    {"information_schema", "applicable_roles", "grantee text, role_name text, is_grantable text",
     "SELECT u.name, g.name, 'NO' FROM tarn.group_members m JOIN tarn.users u ON u.id = m.user_id JOIN tarn.groups g ON g.id = m.group_id"},
};

}  // namespace

std::span<const SystemView> principal_views() { return kViews; }

}  // namespace tarn::redshift
