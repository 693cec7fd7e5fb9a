// Runs of jobs: started, watched, stopped (glue-jobs.md 6). The work is done by job/runner.h.
#pragma once
#include "glue/job_runs.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<StartJobRunOutput> start_job_run(Glue& glue, const StartJobRunInput& in, const aws::RequestContext& ctx);
Result<GetJobRunOutput> get_job_run(Glue& glue, const GetJobRunInput& in, const aws::RequestContext& ctx);
Result<GetJobRunsOutput> get_job_runs(Glue& glue, const GetJobRunsInput& in, const aws::RequestContext& ctx);
Result<BatchStopJobRunOutput> batch_stop_job_run(Glue& glue, const BatchStopJobRunInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_start_job_run(const StartJobRunInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_job_run(const GetJobRunInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_job_runs(const GetJobRunsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_stop_job_run(const BatchStopJobRunInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
