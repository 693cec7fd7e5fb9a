// Every Glue operation that Tarn has: one row each, its handler and its access checks.
#include <array>

#include "glue/catalogs.h"
#include "glue/classifiers.h"
#include "glue/column_statistics.h"
#include "glue/column_statistics_tasks.h"
#include "glue/connections.h"
#include "glue/crawler_schedules.h"
#include "glue/crawlers.h"
#include "glue/crawls.h"
#include "glue/databases.h"
#include "glue/functions.h"
#include "glue/job_runs.h"
#include "glue/jobs.h"
#include "glue/partition_indexes.h"
#include "glue/partitions.h"
#include "glue/registries.h"
#include "glue/resource_policies.h"
#include "glue/schema_metadata.h"
#include "glue/schema_versions.h"
#include "glue/schemas.h"
#include "glue/search.h"
#include "glue/security_settings.h"
#include "glue/service.h"
#include "glue/table_versions.h"
#include "glue/tables.h"
#include "glue/tags.h"
#include "glue/unfiltered_metadata.h"

namespace tarn::glue {
namespace {

using aws::operation;

constexpr std::array kOperations{
    // databases
    operation<create_database, may_create_database>("CreateDatabase"),
    operation<get_database, may_get_database>("GetDatabase"),
    operation<get_databases, may_get_databases>("GetDatabases"),
    operation<update_database, may_update_database>("UpdateDatabase"),
    operation<delete_database, may_delete_database>("DeleteDatabase"),

    // catalogs
    operation<create_catalog, may_create_catalog>("CreateCatalog"),
    operation<get_catalog, may_get_catalog>("GetCatalog"),
    operation<get_catalogs, may_get_catalogs>("GetCatalogs"),
    operation<update_catalog, may_update_catalog>("UpdateCatalog"),
    operation<delete_catalog, may_delete_catalog>("DeleteCatalog"),

    // tables
    operation<create_table, may_create_table>("CreateTable"),
    operation<get_table, may_get_table>("GetTable"),
    operation<get_tables, may_get_tables>("GetTables"),
    operation<update_table, may_update_table>("UpdateTable"),
    operation<delete_table, may_delete_table>("DeleteTable"),
    operation<batch_delete_table, may_batch_delete_table>("BatchDeleteTable"),

    // table_versions
    operation<get_table_version, may_get_table_version>("GetTableVersion"),
    operation<get_table_versions, may_get_table_versions>("GetTableVersions"),
    operation<delete_table_version, may_delete_table_version>("DeleteTableVersion"),
    operation<batch_delete_table_version, may_batch_delete_table_version>("BatchDeleteTableVersion"),

    // partitions
    operation<create_partition, may_create_partition>("CreatePartition"),
    operation<batch_create_partition, may_batch_create_partition>("BatchCreatePartition"),
    operation<get_partition, may_get_partition>("GetPartition"),
    text_operation<get_partitions, may_get_partitions>("GetPartitions"),
    operation<batch_get_partition, may_batch_get_partition>("BatchGetPartition"),
    operation<update_partition, may_update_partition>("UpdatePartition"),
    operation<batch_update_partition, may_batch_update_partition>("BatchUpdatePartition"),
    operation<delete_partition, may_delete_partition>("DeletePartition"),
    operation<batch_delete_partition, may_batch_delete_partition>("BatchDeletePartition"),

    // partition_indexes
    operation<create_partition_index, may_create_partition_index>("CreatePartitionIndex"),
    operation<get_partition_indexes, may_get_partition_indexes>("GetPartitionIndexes"),
    operation<delete_partition_index, may_delete_partition_index>("DeletePartitionIndex"),

    // column_statistics
    operation<update_column_statistics_for_table, may_update_column_statistics_for_table>("UpdateColumnStatisticsForTable"),
    operation<get_column_statistics_for_table, may_get_column_statistics_for_table>("GetColumnStatisticsForTable"),
    operation<delete_column_statistics_for_table, may_delete_column_statistics_for_table>("DeleteColumnStatisticsForTable"),
    operation<update_column_statistics_for_partition, may_update_column_statistics_for_partition>("UpdateColumnStatisticsForPartition"),
    operation<get_column_statistics_for_partition, may_get_column_statistics_for_partition>("GetColumnStatisticsForPartition"),
    operation<delete_column_statistics_for_partition, may_delete_column_statistics_for_partition>("DeleteColumnStatisticsForPartition"),

    // column_statistics_tasks
    operation<start_column_statistics_task_run, may_start_column_statistics_task_run>("StartColumnStatisticsTaskRun"),
    operation<stop_column_statistics_task_run, may_stop_column_statistics_task_run>("StopColumnStatisticsTaskRun"),
    operation<get_column_statistics_task_run, may_get_column_statistics_task_run>("GetColumnStatisticsTaskRun"),
    operation<get_column_statistics_task_runs, may_get_column_statistics_task_runs>("GetColumnStatisticsTaskRuns"),
    operation<list_column_statistics_task_runs, may_list_column_statistics_task_runs>("ListColumnStatisticsTaskRuns"),
    operation<create_column_statistics_task_settings, may_create_column_statistics_task_settings>("CreateColumnStatisticsTaskSettings"),
    operation<get_column_statistics_task_settings, may_get_column_statistics_task_settings>("GetColumnStatisticsTaskSettings"),
    operation<update_column_statistics_task_settings, may_update_column_statistics_task_settings>("UpdateColumnStatisticsTaskSettings"),
    operation<delete_column_statistics_task_settings, may_delete_column_statistics_task_settings>("DeleteColumnStatisticsTaskSettings"),
    operation<start_column_statistics_task_run_schedule, may_start_column_statistics_task_run_schedule>("StartColumnStatisticsTaskRunSchedule"),
    operation<stop_column_statistics_task_run_schedule, may_stop_column_statistics_task_run_schedule>("StopColumnStatisticsTaskRunSchedule"),

    // unfiltered_metadata
    operation<get_unfiltered_table_metadata, may_get_unfiltered_table_metadata>("GetUnfilteredTableMetadata"),
    operation<get_unfiltered_partition_metadata, may_get_unfiltered_partition_metadata>("GetUnfilteredPartitionMetadata"),
    operation<get_unfiltered_partitions_metadata, may_get_unfiltered_partitions_metadata>("GetUnfilteredPartitionsMetadata"),

    // connections
    operation<create_connection, may_create_connection>("CreateConnection"),
    operation<get_connection, may_get_connection>("GetConnection"),
    operation<get_connections, may_get_connections>("GetConnections"),
    operation<update_connection, may_update_connection>("UpdateConnection"),
    operation<delete_connection, may_delete_connection>("DeleteConnection"),
    operation<batch_delete_connection, may_batch_delete_connection>("BatchDeleteConnection"),
    operation<test_connection, may_test_connection>("TestConnection"),

    // functions
    operation<create_user_defined_function, may_create_user_defined_function>("CreateUserDefinedFunction"),
    operation<get_user_defined_function, may_get_user_defined_function>("GetUserDefinedFunction"),
    operation<get_user_defined_functions, may_get_user_defined_functions>("GetUserDefinedFunctions"),
    operation<update_user_defined_function, may_update_user_defined_function>("UpdateUserDefinedFunction"),
    operation<delete_user_defined_function, may_delete_user_defined_function>("DeleteUserDefinedFunction"),

    // resource_policies
    operation<put_resource_policy, may_put_resource_policy>("PutResourcePolicy"),
    operation<get_resource_policy, may_get_resource_policy>("GetResourcePolicy"),
    operation<get_resource_policies, may_get_resource_policies>("GetResourcePolicies"),
    operation<delete_resource_policy, may_delete_resource_policy>("DeleteResourcePolicy"),

    // security_settings
    operation<put_data_catalog_encryption_settings, may_put_data_catalog_encryption_settings>("PutDataCatalogEncryptionSettings"),
    operation<get_data_catalog_encryption_settings, may_get_data_catalog_encryption_settings>("GetDataCatalogEncryptionSettings"),
    operation<create_security_configuration, may_create_security_configuration>("CreateSecurityConfiguration"),
    operation<get_security_configuration, may_get_security_configuration>("GetSecurityConfiguration"),
    operation<get_security_configurations, may_get_security_configurations>("GetSecurityConfigurations"),
    operation<delete_security_configuration, may_delete_security_configuration>("DeleteSecurityConfiguration"),

    // registries, schemas
    operation<create_registry, may_create_registry>("CreateRegistry"),
    operation<get_registry, may_get_registry>("GetRegistry"),
    operation<list_registries, may_list_registries>("ListRegistries"),
    operation<update_registry, may_update_registry>("UpdateRegistry"),
    operation<delete_registry, may_delete_registry>("DeleteRegistry"),
    operation<create_schema, may_create_schema>("CreateSchema"),
    operation<get_schema, may_get_schema>("GetSchema"),
    operation<list_schemas, may_list_schemas>("ListSchemas"),
    operation<update_schema, may_update_schema>("UpdateSchema"),
    operation<delete_schema, may_delete_schema>("DeleteSchema"),
    operation<get_schema_by_definition, may_get_schema_by_definition>("GetSchemaByDefinition"),
    operation<check_schema_version_validity, may_check_schema_version_validity>("CheckSchemaVersionValidity"),
    operation<register_schema_version, may_register_schema_version>("RegisterSchemaVersion"),
    operation<get_schema_version, may_get_schema_version>("GetSchemaVersion"),
    operation<list_schema_versions, may_list_schema_versions>("ListSchemaVersions"),
    operation<delete_schema_versions, may_delete_schema_versions>("DeleteSchemaVersions"),
    operation<get_schema_versions_diff, may_get_schema_versions_diff>("GetSchemaVersionsDiff"),
    operation<put_schema_version_metadata, may_put_schema_version_metadata>("PutSchemaVersionMetadata"),
    operation<query_schema_version_metadata, may_query_schema_version_metadata>("QuerySchemaVersionMetadata"),
    operation<remove_schema_version_metadata, may_remove_schema_version_metadata>("RemoveSchemaVersionMetadata"),

    // search
    operation<search_tables, may_search_tables>("SearchTables"),

    // tags
    operation<tag_resource, may_tag_resource>("TagResource"),
    operation<untag_resource, may_untag_resource>("UntagResource"),
    operation<get_tags, may_get_tags>("GetTags"),

    // crawlers
    operation<create_crawler, may_create_crawler>("CreateCrawler"),
    operation<get_crawler, may_get_crawler>("GetCrawler"),
    operation<get_crawlers, may_get_crawlers>("GetCrawlers"),
    operation<batch_get_crawlers, may_batch_get_crawlers>("BatchGetCrawlers"),
    operation<list_crawlers, may_list_crawlers>("ListCrawlers"),
    operation<update_crawler, may_update_crawler>("UpdateCrawler"),
    operation<delete_crawler, may_delete_crawler>("DeleteCrawler"),
    operation<start_crawler, may_start_crawler>("StartCrawler"),
    operation<stop_crawler, may_stop_crawler>("StopCrawler"),
    operation<get_crawler_metrics, may_get_crawler_metrics>("GetCrawlerMetrics"),

    // crawls
    operation<list_crawls, may_list_crawls>("ListCrawls"),

    // crawler_schedules
    operation<update_crawler_schedule, may_update_crawler_schedule>("UpdateCrawlerSchedule"),
    operation<start_crawler_schedule, may_start_crawler_schedule>("StartCrawlerSchedule"),
    operation<stop_crawler_schedule, may_stop_crawler_schedule>("StopCrawlerSchedule"),

    // classifiers
    operation<create_classifier, may_create_classifier>("CreateClassifier"),
    operation<get_classifier, may_get_classifier>("GetClassifier"),
    operation<get_classifiers, may_get_classifiers>("GetClassifiers"),
    operation<update_classifier, may_update_classifier>("UpdateClassifier"),
    operation<delete_classifier, may_delete_classifier>("DeleteClassifier"),

    // jobs
    operation<create_job, may_create_job>("CreateJob"),
    operation<get_job, may_get_job>("GetJob"),
    operation<get_jobs, may_get_jobs>("GetJobs"),
    operation<batch_get_jobs, may_batch_get_jobs>("BatchGetJobs"),
    operation<list_jobs, may_list_jobs>("ListJobs"),
    operation<update_job, may_update_job>("UpdateJob"),
    operation<delete_job, may_delete_job>("DeleteJob"),

    // job_runs
    operation<start_job_run, may_start_job_run>("StartJobRun"),
    operation<get_job_run, may_get_job_run>("GetJobRun"),
    operation<get_job_runs, may_get_job_runs>("GetJobRuns"),
    operation<batch_stop_job_run, may_batch_stop_job_run>("BatchStopJobRun"),
};

}  // namespace

aws::Service glue_service(Glue& glue) { return {"glue", &glue, kOperations}; }

}  // namespace tarn::glue
