#include "glue/jobs.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "glue/catalog_access.h"
#include "glue/job/records.h"
#include "glue/job_checks.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;
constexpr int64_t kMaxTimeoutMinutes = 10'080;  // seven days: "Configuring job properties for Spark jobs in AWS Glue"
constexpr const char* kGlueService = "glue.amazonaws.com";
constexpr std::array kGlueVersions{"0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "auto"};
constexpr const char* kDefaultGlueVersion = "5.0";

Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 0, {}}; }
Error job_not_found() { return {"EntityNotFoundException", "Job not found.", 0, {}}; }
Error job_exists() { return {"IdempotentParameterMismatchException", "Job already exists.", 0, {}}; }

job::JobName name_of(const aws::RequestContext& ctx, const std::string& name) { return {ctx.account_id(), ctx.region(), name}; }

std::string definition_text(const boost::json::object& document, std::string_view member) {
  const auto* value = document.if_contains(member);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

// What every definition must satisfy, created or updated.
Result<void> check_definition(const boost::json::object& document) {
  const bool capacity = document.contains("MaxCapacity");
  if (capacity && document.contains("AllocatedCapacity")) return invalid("Please set only Allocated Capacity or Max Capacity");
  if (capacity && (document.contains("WorkerType") || document.contains("NumberOfWorkers")))
    return invalid("Please do not set Max Capacity if using Worker Type and Number of Workers.");
  const std::string version = definition_text(document, "GlueVersion");
  if (!version.empty() && std::find(kGlueVersions.begin(), kGlueVersions.end(), version) == kGlueVersions.end())
    return invalid("Invalid Glue Version provided: " + version);
  if (const auto* timeout = document.if_contains("Timeout"); timeout && timeout->to_number<int64_t>() > kMaxTimeoutMinutes)
    return invalid("Timeout is greater than the maximum of " + std::to_string(kMaxTimeoutMinutes) + " minutes");
  return {};
}

// The role as an ARN; the caller must be allowed to pass it.
Result<std::string> check_role(Glue& glue, const aws::RequestContext& ctx, const std::string& role) {
  auto arn = glue.iam.check_pass_role(ctx.access, role, kGlueService);
  if (arn.ok() || arn.error().code == "AccessDenied") return arn;
  return invalid(arn.error().message);
}

// Fills in what the service adds to a definition.
void complete(boost::json::object& document, const std::string& name, TimePoint created, TimePoint modified) {
  document["Name"] = name;
  document["CreatedOn"] = created.time_since_epoch().count();
  document["LastModifiedOn"] = modified.time_since_epoch().count();
  if (!document.contains("GlueVersion")) document["GlueVersion"] = kDefaultGlueVersion;
  if (!document.contains("MaxRetries")) document["MaxRetries"] = 0;
  if (!document.contains("Timeout")) document["Timeout"] = document["GlueVersion"].as_string() >= "5.0" ? 480 : 2880;
  if (!document.contains("ExecutionProperty")) document["ExecutionProperty"] = {{"MaxConcurrentRuns", 1}};
  document.erase("Tags");
}

// Members that two identical CreateJob calls share.
boost::json::object comparable(boost::json::object document) {
  document.erase("CreatedOn");
  document.erase("LastModifiedOn");
  return document;
}

Result<Job> shown(const job::Definition& definition) {
  Job out;
  TRY(from_document(aws::Document(definition.document), out));
  return out;
}

Result<std::vector<job::Definition>> page_of(Glue& glue, const aws::RequestContext& ctx, const std::optional<std::string>& token, size_t limit,
                                             std::optional<std::string>& next) {
  std::string after;
  if (token) {
    auto decoded = from_base64(*token);
    if (!decoded) return invalid("Invalid pagination token.");
    after = *decoded;
  }
  auto snapshot = glue.store.snapshot();
  auto jobs = TRY(job::list_jobs(*snapshot, ctx.account_id(), ctx.region(), after, limit + 1));
  if (jobs.size() > limit) {
    jobs.resize(limit);
    next = to_base64(jobs.back().name.name);
  }
  return jobs;
}

}  // namespace

Result<CreateJobOutput> create_job(Glue& glue, const CreateJobInput& in, const aws::RequestContext& ctx) {
  job::Definition definition{name_of(ctx, in.name), to_document(in).as_object()};
  TRY(check_definition(definition.document));
  TRY(check_role(glue, ctx, in.role));
  complete(definition.document, in.name, ctx.now(), ctx.now());
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateJobOutput> {
    if (auto existing = TRY(job::find_job(txn, definition.name))) {
      if (comparable(existing->document) != comparable(definition.document)) return job_exists();
      return CreateJobOutput{.name = in.name};
    }
    job::put_job(txn, definition);
    put_tags(txn, job_arn(ctx, in.name), in.tags);
    return CreateJobOutput{.name = in.name};
  });
}

Result<GetJobOutput> get_job(Glue& glue, const GetJobInput& in, const aws::RequestContext& ctx) {
  auto snapshot = glue.store.snapshot();
  auto found = TRY(job::find_job(*snapshot, name_of(ctx, in.job_name)));
  if (!found) return job_not_found();
  return GetJobOutput{.job = TRY(shown(*found))};
}

Result<GetJobsOutput> get_jobs(Glue& glue, const GetJobsInput& in, const aws::RequestContext& ctx) {
  GetJobsOutput out;
  out.jobs.emplace();
  for (const auto& definition : TRY(page_of(glue, ctx, in.next_token, static_cast<size_t>(in.max_results.value_or(kDefaultPage)), out.next_token)))
    out.jobs->push_back(TRY(shown(definition)));
  return out;
}

Result<BatchGetJobsOutput> batch_get_jobs(Glue& glue, const BatchGetJobsInput& in, const aws::RequestContext& ctx) {
  auto snapshot = glue.store.snapshot();
  BatchGetJobsOutput out{.jobs = std::vector<Job>(), .jobs_not_found = std::vector<std::string>()};
  for (const auto& name : in.job_names) {
    auto found = TRY(job::find_job(*snapshot, name_of(ctx, name)));
    if (found) out.jobs->push_back(TRY(shown(*found)));
    else out.jobs_not_found->push_back(name);
  }
  return out;
}

Result<ListJobsOutput> list_jobs(Glue& glue, const ListJobsInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  ListJobsOutput out;
  out.job_names.emplace();
  for (const auto& definition : TRY(page_of(glue, ctx, in.next_token, static_cast<size_t>(in.max_results.value_or(kDefaultPage)), out.next_token)))
    if (has_tags(TRY(find_tags(*reader, job_arn(ctx, definition.name.name))), in.tags)) out.job_names->push_back(definition.name.name);
  return out;
}

Result<UpdateJobOutput> update_job(Glue& glue, const UpdateJobInput& in, const aws::RequestContext& ctx) {
  job::Definition definition{name_of(ctx, in.job_name), to_document(in.job_update).as_object()};
  TRY(check_definition(definition.document));
  if (in.job_update.role) TRY(check_role(glue, ctx, *in.job_update.role));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateJobOutput> {
    auto existing = TRY(job::find_job(txn, definition.name));
    if (!existing) return job_not_found();
    job::Definition updated = definition;
    Job before = TRY(shown(*existing));
    complete(updated.document, in.job_name, before.created_on.value_or(ctx.now()), ctx.now());
    job::put_job(txn, updated);
    return UpdateJobOutput{.job_name = in.job_name};
  });
}

Result<DeleteJobOutput> delete_job(Glue& glue, const DeleteJobInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteJobOutput> {
    job::erase_job(txn, name_of(ctx, in.job_name));  // of an unknown job it succeeds too
    put_tags(txn, job_arn(ctx, in.job_name), Tags());
    return DeleteJobOutput{.job_name = in.job_name};
  });
}

aws::AccessChecks may_create_job(const CreateJobInput& in, const aws::RequestContext& ctx) {
  aws::AccessChecks checks{{"glue:CreateJob", job_arn(ctx, in.name), {}}};
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_job(const GetJobInput& in, const aws::RequestContext& ctx) { return {{"glue:GetJob", job_arn(ctx, in.job_name), {}}}; }
aws::AccessChecks may_get_jobs(const GetJobsInput&, const aws::RequestContext&) { return {{"glue:GetJobs", "*", {}}}; }
aws::AccessChecks may_batch_get_jobs(const BatchGetJobsInput& in, const aws::RequestContext& ctx) {
  aws::AccessChecks checks;
  for (const auto& name : in.job_names) checks.push_back({"glue:BatchGetJobs", job_arn(ctx, name), {}});
  return checks;
}
aws::AccessChecks may_list_jobs(const ListJobsInput&, const aws::RequestContext&) { return {{"glue:ListJobs", "*", {}}}; }
aws::AccessChecks may_update_job(const UpdateJobInput& in, const aws::RequestContext& ctx) { return {{"glue:UpdateJob", job_arn(ctx, in.job_name), {}}}; }
aws::AccessChecks may_delete_job(const DeleteJobInput& in, const aws::RequestContext& ctx) { return {{"glue:DeleteJob", job_arn(ctx, in.job_name), {}}}; }

}  // namespace tarn::glue
