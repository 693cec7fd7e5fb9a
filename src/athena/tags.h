// Tags of workgroups, and the engine versions that workgroups may name.
#pragma once
#include "athena/engine_versions.gen.h"
#include "athena/state.h"
#include "athena/tags.gen.h"

namespace tarn::athena {

Result<TagResourceOutput> tag_resource(State& state, const TagResourceInput& in, const aws::RequestContext& ctx);
Result<UntagResourceOutput> untag_resource(State& state, const UntagResourceInput& in, const aws::RequestContext& ctx);
Result<ListTagsForResourceOutput> list_tags_for_resource(State& state, const ListTagsForResourceInput& in, const aws::RequestContext& ctx);
Result<ListEngineVersionsOutput> list_engine_versions(State& state, const ListEngineVersionsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
