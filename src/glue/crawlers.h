// Crawlers: defined, started, stopped, told of (glue-crawlers.md sections 1 and 9). The work is in crawler/.
#pragma once
#include "glue/crawlers.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateCrawlerOutput> create_crawler(Glue& glue, const CreateCrawlerInput& in, const aws::RequestContext& ctx);
Result<GetCrawlerOutput> get_crawler(Glue& glue, const GetCrawlerInput& in, const aws::RequestContext& ctx);
Result<GetCrawlersOutput> get_crawlers(Glue& glue, const GetCrawlersInput& in, const aws::RequestContext& ctx);
Result<BatchGetCrawlersOutput> batch_get_crawlers(Glue& glue, const BatchGetCrawlersInput& in, const aws::RequestContext& ctx);
Result<ListCrawlersOutput> list_crawlers(Glue& glue, const ListCrawlersInput& in, const aws::RequestContext& ctx);
Result<UpdateCrawlerOutput> update_crawler(Glue& glue, const UpdateCrawlerInput& in, const aws::RequestContext& ctx);
Result<DeleteCrawlerOutput> delete_crawler(Glue& glue, const DeleteCrawlerInput& in, const aws::RequestContext& ctx);
Result<StartCrawlerOutput> start_crawler(Glue& glue, const StartCrawlerInput& in, const aws::RequestContext& ctx);
Result<StopCrawlerOutput> stop_crawler(Glue& glue, const StopCrawlerInput& in, const aws::RequestContext& ctx);
Result<GetCrawlerMetricsOutput> get_crawler_metrics(Glue& glue, const GetCrawlerMetricsInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_crawler(const CreateCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_crawler(const GetCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_crawlers(const GetCrawlersInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_get_crawlers(const BatchGetCrawlersInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_crawlers(const ListCrawlersInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_crawler(const UpdateCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_crawler(const DeleteCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_start_crawler(const StartCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_stop_crawler(const StopCrawlerInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_crawler_metrics(const GetCrawlerMetricsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
