// Custom classifiers: defined, changed, told of (glue-crawlers.md 3.4). What they do with files is in crawler/.
#pragma once
#include "glue/classifiers.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateClassifierOutput> create_classifier(Glue& glue, const CreateClassifierInput& in, const aws::RequestContext& ctx);
Result<GetClassifierOutput> get_classifier(Glue& glue, const GetClassifierInput& in, const aws::RequestContext& ctx);
Result<GetClassifiersOutput> get_classifiers(Glue& glue, const GetClassifiersInput& in, const aws::RequestContext& ctx);
Result<UpdateClassifierOutput> update_classifier(Glue& glue, const UpdateClassifierInput& in, const aws::RequestContext& ctx);
Result<DeleteClassifierOutput> delete_classifier(Glue& glue, const DeleteClassifierInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_classifier(const CreateClassifierInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_classifier(const GetClassifierInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_classifiers(const GetClassifiersInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_classifier(const UpdateClassifierInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_classifier(const DeleteClassifierInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
