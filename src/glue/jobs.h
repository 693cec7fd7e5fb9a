// Job definitions: stored as they were given, validated, returned (glue-jobs.md 1.1, 1.2; Jobs API).
#pragma once
#include "glue/jobs.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateJobOutput> create_job(Glue& glue, const CreateJobInput& in, const aws::RequestContext& ctx);
Result<GetJobOutput> get_job(Glue& glue, const GetJobInput& in, const aws::RequestContext& ctx);
Result<GetJobsOutput> get_jobs(Glue& glue, const GetJobsInput& in, const aws::RequestContext& ctx);
Result<BatchGetJobsOutput> batch_get_jobs(Glue& glue, const BatchGetJobsInput& in, const aws::RequestContext& ctx);
Result<ListJobsOutput> list_jobs(Glue& glue, const ListJobsInput& in, const aws::RequestContext& ctx);
Result<UpdateJobOutput> update_job(Glue& glue, const UpdateJobInput& in, const aws::RequestContext& ctx);
Result<DeleteJobOutput> delete_job(Glue& glue, const DeleteJobInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_job(const CreateJobInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_job(const GetJobInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_jobs(const GetJobsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_get_jobs(const BatchGetJobsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_jobs(const ListJobsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_job(const UpdateJobInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_job(const DeleteJobInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
