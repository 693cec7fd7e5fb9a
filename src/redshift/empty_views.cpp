// Relations that clients read and that stay empty: the warehouse has no triggers, rules, inheritance, procedures or locks to show.
#include "redshift/system_views.h"

namespace tarn::redshift {
namespace {

constexpr SystemView kViews[] = {
    {"pg_catalog", "pg_proc",
     "oid oid, proname name, pronamespace oid, proowner integer, prolang oid, proisagg boolean, proiswindow boolean, prosecdef boolean, proisstrict boolean, proretset boolean, "
     "provolatile text, pronargs smallint, prorettype oid, proargtypes text, proargnames text, prosrc text, probin text, proacl text[]",
     "SELECT 0, '', 0, 0, 0, false, false, false, false, false, '', 0, 0, '', '', '', '', NULL WHERE false"},
    {"pg_catalog", "pg_proc_info",
     "prooid oid, proname name, pronamespace oid, proowner integer, prolang oid, prokind text, proretset boolean, pronargs smallint, prorettype oid, proargtypes oid[], "
     "proallargtypes oid[], proargmodes text[], proargnames text[], prosrc text, probin text",
     "SELECT 0, '', 0, 0, 0, '', false, 0, 0, NULL, NULL, NULL, NULL, '', '' WHERE false"},
    {"pg_catalog", "pg_inherits", "inhrelid oid, inhparent oid, inhseqno integer", "SELECT 0, 0, 0 WHERE false"},
    {"pg_catalog", "pg_trigger",
     "oid oid, tgrelid oid, tgname name, tgfoid oid, tgtype smallint, tgenabled text, tgisinternal boolean, tgisconstraint boolean",
     "SELECT 0, 0, '', 0, 0, '', false, false WHERE false"},
    {"pg_catalog", "pg_enum", "oid oid, enumtypid oid, enumlabel name", "SELECT 0, 0, '' WHERE false"},
    {"pg_catalog", "pg_locks", "locktype text, database oid, relation oid, transaction bigint, pid integer, mode text, granted boolean",
     "SELECT '', 0, 0, 0, 0, '', false WHERE false"},
    {"pg_catalog", "pg_library", "name text, language_oid oid, file_store_id integer, owner integer", "SELECT '', 0, 0, 0 WHERE false"},
    {"pg_catalog", "pg_default_acl", "oid oid, defacluser integer, defaclnamespace oid, defaclobjtype text, defaclacl text[]",
     "SELECT 0, 0, 0, '', NULL WHERE false"},
    {"pg_catalog", "pg_shdescription", "objoid oid, classoid oid, description text", "SELECT 0, 0, '' WHERE false"},
    {"information_schema", "routines",
     "routine_catalog text, routine_schema text, routine_name text, routine_type text, data_type text, specific_name text",
     "SELECT '', '', '', '', '', '' WHERE false"},
    {"information_schema", "parameters", "specific_name text, ordinal_position integer, parameter_mode text, parameter_name text, data_type text",
     "SELECT '', 0, '', '', '' WHERE false"},
    {"information_schema", "referential_constraints",
     "constraint_catalog text, constraint_schema text, constraint_name text, unique_constraint_catalog text, unique_constraint_schema text, unique_constraint_name text, "
     "match_option text, update_rule text, delete_rule text",
     "SELECT '', '', '', '', '', '', '', '', '' WHERE false"},
    {"pg_catalog", "svv_redshift_functions",
     "database_name text, schema_name text, function_name text, function_type text, argument_type text, result_type text",
     "SELECT '', '', '', '', '', '' WHERE false"},
    {"pg_catalog", "svv_datashares", "share_name text, share_id integer, share_owner integer, source_database text, consumer_database text, share_type text",
     "SELECT '', 0, 0, '', '', '' WHERE false"},
    {"pg_catalog", "svv_masking_policy", "policy_database text, policy_name text, input_columns text, policy_expression text, policy_modified_by text, policy_modified_time timestamp",
     "SELECT '', '', '', '', '', NULL WHERE false"},
    {"pg_catalog", "svv_transactions",
     "txn_owner text, txn_db text, xid bigint, pid integer, txn_start timestamp, lock_mode text, lockable_object_type text, relation integer, granted boolean",
     "SELECT '', '', 0, 0, NULL, '', '', 0, false WHERE false"},
};

}  // namespace

std::span<const SystemView> empty_views() { return kViews; }

}  // namespace tarn::redshift
