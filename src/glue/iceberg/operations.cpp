// Every operation of Glue's Iceberg REST catalog that Tarn has: one row each, its handler and its access checks.
#include <array>

#include "glue/iceberg/commits.h"
#include "glue/iceberg/config.h"
#include "glue/iceberg/namespaces.h"
#include "glue/iceberg/service.h"
#include "glue/iceberg/tables.h"

namespace tarn::glue_iceberg {
namespace {

using aws::operation;

constexpr std::array kOperations{
    operation<get_config, may_get_config>("GetConfig"),

    // namespaces
    operation<list_namespaces, may_list_namespaces>("ListNamespaces"),
    operation<create_namespace, may_create_namespace>("CreateNamespace"),
    operation<load_namespace_metadata, may_load_namespace_metadata>("LoadNamespaceMetadata"),
    operation<namespace_exists, may_namespace_exists>("NamespaceExists"),
    operation<update_namespace_properties, may_update_namespace_properties>("UpdateNamespaceProperties"),
    operation<drop_namespace, may_drop_namespace>("DropNamespace"),

    // tables
    operation<list_tables, may_list_tables>("ListTables"),
    operation<create_table, may_create_table>("CreateTable"),
    operation<register_table, may_register_table>("RegisterTable"),
    operation<load_table, may_load_table>("LoadTable"),
    operation<table_exists, may_table_exists>("TableExists"),
    operation<drop_table, may_drop_table>("DropTable"),
    operation<load_credentials, may_load_credentials>("LoadCredentials"),
    operation<report_metrics, may_report_metrics>("ReportMetrics"),
    operation<rename_table, may_rename_table>("RenameTable"),

    // commits
    operation<update_table, may_update_table>("UpdateTable"),
    operation<commit_transaction, may_commit_transaction>("CommitTransaction"),
};

}  // namespace

aws::Service iceberg_service(glue::Glue& glue) { return {"glue-iceberg", &glue, kOperations}; }

}  // namespace tarn::glue_iceberg
