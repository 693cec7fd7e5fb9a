#include "iam/aws_managed_policies.h"

#include <array>
#include <string>

namespace tarn::iam {
namespace {

constexpr AwsManagedPolicy kPolicies[] = {
    {"AWSGlueConsoleFullAccess", "/", "ANPAIW5HMO3BK6LLWI2WN",
     "Provides full access to AWS Glue via the AWS Management Console",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["glue:*","redshift:DescribeClusters",)json"
     R"json("redshift:DescribeClusterSubnetGroups","iam:ListRoles","iam:ListUsers","iam:ListGroups","iam:ListRolePolicies",)json"
     R"json("iam:GetRole","iam:GetRolePolicy","iam:ListAttachedRolePolicies","s3:ListAllMyBuckets","s3:ListBucket",)json"
     R"json("s3:GetBucketAcl","s3:GetBucketLocation","dynamodb:ListTables","kms:ListAliases","kms:DescribeKey",)json"
     R"json("cloudwatch:GetMetricData","cloudwatch:ListDashboards"],"Resource":"*"},{"Effect":"Allow","Action":["s3:GetObject",)json"
     R"json("s3:PutObject"],"Resource":["arn:aws:s3:::aws-glue-*/*","arn:aws:s3:::*/*aws-glue-*/*","arn:aws:s3:::aws-glue-*"]},)json"
     R"json({"Effect":"Allow","Action":["s3:CreateBucket"],"Resource":["arn:aws:s3:::aws-glue-*"]},{"Effect":"Allow",)json"
     R"json("Action":["logs:GetLogEvents"],"Resource":["arn:aws:logs:*:*:/aws-glue/*"]},{"Effect":"Allow",)json"
     R"json("Action":["iam:PassRole"],"Resource":"arn:aws:iam::*:role/AWSGlueServiceRole*",)json"
     R"json("Condition":{"StringLike":{"iam:PassedToService":["glue.amazonaws.com"]}}},{"Effect":"Allow",)json"
     R"json("Action":["iam:PassRole"],"Resource":["arn:aws:iam::*:role/service-role/AWSGlueServiceRole*"],)json"
     R"json("Condition":{"StringLike":{"iam:PassedToService":["glue.amazonaws.com"]}}}]})json"},
    {"AWSGlueServiceRole", "/service-role/", "ANPAHP37LIUARGHK2Q4FD",
     "Policy for AWS Glue service role which allows access to related services including EC2, S3,"
     " and Cloudwatch Logs",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["glue:*","s3:GetBucketLocation","s3:ListBucket",)json"
     R"json("s3:ListAllMyBuckets","s3:GetBucketAcl","ec2:Describe*","iam:ListRolePolicies","iam:GetRole","iam:GetRolePolicy",)json"
     R"json("cloudwatch:PutMetricData"],"Resource":"*"},{"Effect":"Allow","Action":["s3:CreateBucket"],)json"
     R"json("Resource":["arn:aws:s3:::aws-glue-*"]},{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],)json"
     R"json("Resource":["arn:aws:s3:::aws-glue-*/*","arn:aws:s3:::*/*aws-glue-*/*"]},{"Effect":"Allow","Action":["s3:GetObject"],)json"
     R"json("Resource":["arn:aws:s3:::crawler-public*","arn:aws:s3:::aws-glue-*"]},{"Effect":"Allow",)json"
     R"json("Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],)json"
     R"json("Resource":["arn:aws:logs:*:*:*:/aws-glue/*"]}]})json"},
    {"AWSLakeFormationDataAdmin", "/", "ANPAGSBXG5NAD7KLD3PN7",
     "Grants administrative access to AWS Lake Formation and related services, such as AWS Glue,"
     " to manage data lakes",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["lakeformation:*","cloudtrail:DescribeTrails",)json"
     R"json("cloudtrail:LookupEvents","glue:CreateCatalog","glue:UpdateCatalog","glue:DeleteCatalog","glue:GetCatalog",)json"
     R"json("glue:GetCatalogs","glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition",)json"
     R"json("glue:GetPartitions","glue:BatchGetPartition","glue:GetTableVersion","glue:GetTableVersions",)json"
     R"json("glue:GetColumnStatisticsForTable","glue:GetColumnStatisticsForPartition","glue:SearchTables","glue:CreateDatabase",)json"
     R"json("glue:DeleteDatabase","glue:UpdateDatabase","glue:CreateTable","glue:DeleteTable","glue:BatchDeleteTable",)json"
     R"json("glue:UpdateTable","glue:BatchCreatePartition","glue:CreatePartition","glue:DeletePartition",)json"
     R"json("glue:BatchDeletePartition","glue:UpdatePartition","glue:GetCrawler","glue:GetCrawlers","glue:StartCrawler",)json"
     R"json("s3:ListBucket","s3:GetBucketLocation","s3:ListAllMyBuckets","s3:GetBucketAcl","iam:ListUsers","iam:ListRoles",)json"
     R"json("iam:GetRole","iam:GetRolePolicy"],"Resource":"*"},{"Effect":"Deny","Action":["lakeformation:PutDataLakeSettings"],)json"
     R"json("Resource":"*"}]})json"},
    {"AdministratorAccess", "/", "ANPA7E7ALMTL67E5SJ2UQ",
     "Provides full access to AWS services and resources.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})json"},
    {"AmazonAthenaFullAccess", "/", "ANPALXNBDNCWBPNBY3ACZ",
     "Provide full access to Amazon Athena and scoped access to the dependencies needed to enable querying,"
     " writing results, and data management",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["athena:*"],"Resource":"*"},{"Effect":"Allow",)json"
     R"json("Action":["glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition",)json"
     R"json("glue:GetPartitions","glue:BatchGetPartition","glue:GetTableVersion","glue:GetTableVersions",)json"
     R"json("glue:GetColumnStatisticsForTable","glue:GetColumnStatisticsForPartition","glue:SearchTables","glue:CreateDatabase",)json"
     R"json("glue:DeleteDatabase","glue:UpdateDatabase","glue:CreateTable","glue:DeleteTable","glue:BatchDeleteTable",)json"
     R"json("glue:UpdateTable","glue:BatchCreatePartition","glue:CreatePartition","glue:DeletePartition",)json"
     R"json("glue:BatchDeletePartition","glue:UpdatePartition","glue:StartColumnStatisticsTaskRun",)json"
     R"json("glue:GetColumnStatisticsTaskRun","glue:GetColumnStatisticsTaskRuns","glue:GetCatalogImportStatus"],"Resource":"*"},)json"
     R"json({"Effect":"Allow","Action":["s3:GetBucketLocation","s3:GetObject","s3:ListBucket","s3:ListBucketMultipartUploads",)json"
     R"json("s3:ListMultipartUploadParts","s3:AbortMultipartUpload","s3:CreateBucket","s3:PutObject",)json"
     R"json("s3:PutBucketPublicAccessBlock"],"Resource":["arn:aws:s3:::aws-athena-query-results-*"]},{"Effect":"Allow",)json"
     R"json("Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::athena-examples*"]},{"Effect":"Allow",)json"
     R"json("Action":["s3:ListBucket","s3:GetBucketLocation","s3:ListAllMyBuckets"],"Resource":"*"},{"Effect":"Allow",)json"
     R"json("Action":["lakeformation:GetDataAccess"],"Resource":"*"},{"Effect":"Allow","Action":["cloudwatch:PutMetricAlarm",)json"
     R"json("cloudwatch:DescribeAlarms","cloudwatch:DeleteAlarms","cloudwatch:GetMetricData"],"Resource":"*"}]})json"},
    {"AmazonRedshiftAllCommandsFullAccess", "/", "ANPA35CMUXV4ZKIRXENHS",
     "Allows COPY, UNLOAD, CREATE EXTERNAL SCHEMA and the other commands of Redshift that use a role.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:GetBucketAcl","s3:GetBucketCors",)json"
     R"json("s3:GetEncryptionConfiguration","s3:GetBucketLocation","s3:ListBucket","s3:ListAllMyBuckets",)json"
     R"json("s3:ListMultipartUploadParts","s3:ListBucketMultipartUploads","s3:PutObject","s3:PutBucketAcl","s3:PutBucketCors",)json"
     R"json("s3:DeleteObject","s3:AbortMultipartUpload","s3:CreateBucket"],"Resource":["arn:aws:s3:::redshift-downloads",)json"
     R"json("arn:aws:s3:::redshift-downloads/*","arn:aws:s3:::*redshift*","arn:aws:s3:::*redshift*/*"]},{"Effect":"Allow",)json"
     R"json("Action":["glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition",)json"
     R"json("glue:GetPartitions","glue:BatchGetPartition","glue:GetTableVersion","glue:GetTableVersions",)json"
     R"json("glue:GetColumnStatisticsForTable","glue:GetColumnStatisticsForPartition","glue:SearchTables","glue:CreateDatabase",)json"
     R"json("glue:DeleteDatabase","glue:UpdateDatabase","glue:CreateTable","glue:DeleteTable","glue:BatchDeleteTable",)json"
     R"json("glue:UpdateTable","glue:BatchCreatePartition","glue:CreatePartition","glue:DeletePartition",)json"
     R"json("glue:BatchDeletePartition","glue:UpdatePartition","glue:UpdatePartition"],)json"
     R"json("Resource":["arn:aws:glue:*:*:table/*redshift*/*","arn:aws:glue:*:*:catalog",)json"
     R"json("arn:aws:glue:*:*:database/*redshift*"]}]})json"},
    {"AmazonRedshiftDataFullAccess", "/", "ANPATG4RX5XQQRQE6IE7U",
     "This policy provides full access to Amazon Redshift Data APIs.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["redshift-data:BatchExecuteStatement",)json"
     R"json("redshift-data:ExecuteStatement","redshift-data:CancelStatement","redshift-data:ListStatements",)json"
     R"json("redshift-data:GetStatementResult","redshift-data:DescribeStatement","redshift-data:ListDatabases",)json"
     R"json("redshift-data:ListSchemas","redshift-data:ListTables","redshift-data:DescribeTable"],"Resource":"*"},)json"
     R"json({"Effect":"Allow","Action":["secretsmanager:GetSecretValue"],"Resource":"arn:aws:secretsmanager:*:*:secret:*",)json"
     R"json("Condition":{"StringLike":{"secretsmanager:ResourceTag/RedshiftDataFullAccess":"*"}}},{"Effect":"Allow",)json"
     R"json("Action":["redshift:GetClusterCredentialsWithIAM","redshift-serverless:GetCredentials"],"Resource":"*"},)json"
     R"json({"Effect":"Allow","Action":"redshift:GetClusterCredentials","Resource":["arn:aws:redshift:*:*:dbname:*/*",)json"
     R"json("arn:aws:redshift:*:*:dbuser:*/redshift_data_api_user"]}]})json"},
    {"AmazonRedshiftFullAccess", "/", "ANPA6CIUKOBQTDNK5GGXT",
     "Provides full access to Amazon Redshift via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["redshift:*","redshift-serverless:*",)json"
     R"json("sns:ListTopics","cloudwatch:Describe*","cloudwatch:Get*","cloudwatch:List*","cloudwatch:PutMetricAlarm",)json"
     R"json("cloudwatch:EnableAlarmActions","cloudwatch:DisableAlarmActions"],"Resource":"*"},{"Effect":"Allow",)json"
     R"json("Action":["redshift-data:ExecuteStatement","redshift-data:BatchExecuteStatement","redshift-data:CancelStatement",)json"
     R"json("redshift-data:ListStatements","redshift-data:GetStatementResult","redshift-data:DescribeStatement",)json"
     R"json("redshift-data:ListDatabases","redshift-data:ListSchemas","redshift-data:ListTables","redshift-data:DescribeTable"],)json"
     R"json("Resource":"*"},{"Effect":"Allow","Action":["secretsmanager:ListSecrets"],"Resource":"*"},{"Effect":"Allow",)json"
     R"json("Action":["secretsmanager:CreateSecret","secretsmanager:GetSecretValue","secretsmanager:TagResource"],"Resource":"*",)json"
     R"json("Condition":{"StringLike":{"secretsmanager:ResourceTag/RedshiftDataFullAccess":"*"}}}]})json"},
    {"AmazonRedshiftReadOnlyAccess", "/", "ANPA6OMY26Z6SOXQIX2CZ",
     "Provides read only access to Amazon Redshift via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["redshift:Describe*","redshift:ListRecommendations",)json"
     R"json("redshift:ViewQueriesInConsole","cloudwatch:Describe*","cloudwatch:List*","cloudwatch:Get*"],"Resource":"*"}]})json"},
    {"AmazonS3FullAccess", "/", "ANPAHRAESTOB3UV4K6GVD",
     "Provides full access to all buckets via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}]})json"},
    {"AmazonS3ReadOnlyAccess", "/", "ANPAGBAX4M3WM6HIOXEXG",
     "Provides read only access to all buckets via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*",)json"
     R"json("s3-object-lambda:Get*","s3-object-lambda:List*"],"Resource":"*"}]})json"},
    {"CloudWatchLogsFullAccess", "/", "ANPAOMT7O4WKBQ4EWINDS",
     "Provides full access to CloudWatch Logs",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:*","cloudwatch:GenerateQuery"],)json"
     R"json("Resource":"*"}]})json"},
    {"CloudWatchLogsReadOnlyAccess", "/", "ANPARVLF5CR675DKMGI2P",
     "Provides read only access to CloudWatch Logs",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:Describe*","logs:Get*","logs:List*",)json"
     R"json("logs:StartQuery","logs:StopQuery","logs:TestMetricFilter","logs:FilterLogEvents","logs:StartLiveTail",)json"
     R"json("logs:StopLiveTail"],"Resource":"*"}]})json"},
    {"IAMFullAccess", "/", "ANPA3TZ3DLWNZDHCZMM2K",
     "Provides full access to IAM via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","organizations:DescribeAccount",)json"
     R"json("organizations:DescribeOrganization"],"Resource":"*"}]})json"},
    {"IAMReadOnlyAccess", "/", "ANPA55TE5VKFVFTCA6ZIB",
     "Provides read only access to IAM via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GenerateCredentialReport",)json"
     R"json("iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*","iam:SimulateCustomPolicy",)json"
     R"json("iam:SimulatePrincipalPolicy"],"Resource":"*"}]})json"},
    {"PowerUserAccess", "/", "ANPAZNP53ADJXH7OKZS6Z",
     "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],)json"
     R"json("Resource":"*"},{"Effect":"Allow","Action":["iam:ListRoles"],"Resource":"*"}]})json"},
    {"ReadOnlyAccess", "/", "ANPAABUSUK5VKKXYBNMFJ",
     "Provides read-only access to AWS services and resources.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","glue:Get*","glue:BatchGet*",)json"
     R"json("glue:List*","glue:SearchTables","athena:Get*","athena:BatchGet*","athena:List*","redshift:Describe*",)json"
     R"json("redshift:View*","redshift-data:Describe*","redshift-data:List*","redshift-data:GetStatementResult",)json"
     R"json("redshift-serverless:Get*","redshift-serverless:List*","iam:Get*","iam:List*","iam:Simulate*","sts:GetCallerIdentity",)json"
     R"json("sts:GetAccessKeyInfo","logs:Describe*","logs:Get*","logs:FilterLogEvents","logs:StartQuery","logs:List*",)json"
     R"json("lakeformation:Describe*","lakeformation:Get*","lakeformation:List*","secretsmanager:DescribeSecret",)json"
     R"json("secretsmanager:ListSecrets","secretsmanager:ListSecretVersionIds","secretsmanager:GetResourcePolicy"],)json"
     R"json("Resource":"*"}]})json"},
    {"SecretsManagerReadWrite", "/", "ANPAUIM4SYTS5UAEBR6XI",
     "Provides read/write access to AWS Secrets Manager via the AWS Management Console.",
     R"json({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["secretsmanager:*","kms:DescribeKey",)json"
     R"json("kms:ListAliases","kms:ListKeys","tag:GetResources"],"Resource":"*"}]})json"},
};

}  // namespace

std::span<const AwsManagedPolicy> aws_managed_policies() { return kPolicies; }

const AwsManagedPolicy* find_aws_managed_policy(std::string_view arn) {
  constexpr std::string_view kPrefix = "arn:aws:iam::aws:policy";
  if (!arn.starts_with(kPrefix)) return nullptr;
  arn.remove_prefix(kPrefix.size());
  for (auto& policy : kPolicies)
    if (arn.starts_with(policy.path) && arn.substr(policy.path.size()) == policy.name) return &policy;
  return nullptr;
}

std::string aws_managed_policy_arn(const AwsManagedPolicy& policy) {
  return "arn:aws:iam::aws:policy" + std::string(policy.path) + std::string(policy.name);
}

}  // namespace tarn::iam
