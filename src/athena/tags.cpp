#include "athena/tags.h"

#include <algorithm>

#include "athena/errors.h"
#include "athena/work_groups.h"

namespace tarn::athena {
namespace {

// "arn:aws:athena:region:account:workgroup/name" -> name; other kinds carry no tags here.
Result<std::string> workgroup_of(const std::string& arn) {
  constexpr std::string_view kKind = ":workgroup/";
  auto at = arn.find(kKind);
  if (!arn.starts_with("arn:") || at == std::string::npos) return errors::resource_not_found(arn, "Resource " + arn + " was not found");
  return arn.substr(at + kKind.size());
}

}  // namespace

Result<TagResourceOutput> tag_resource(State& state, const TagResourceInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(workgroup_of(in.resource_arn));
  return state.store.transact([&](kv::Txn& txn) -> Result<TagResourceOutput> {
    auto tags = TRY(work_group_tags(txn, Scope::of(ctx), name));
    for (auto& tag : in.tags) {
      std::erase_if(tags, [&](const Tag& old) { return old.key == tag.key; });
      tags.push_back(tag);
    }
    TRY(set_work_group_tags(txn, Scope::of(ctx), name, tags));
    return TagResourceOutput{};
  });
}

Result<UntagResourceOutput> untag_resource(State& state, const UntagResourceInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(workgroup_of(in.resource_arn));
  return state.store.transact([&](kv::Txn& txn) -> Result<UntagResourceOutput> {
    auto tags = TRY(work_group_tags(txn, Scope::of(ctx), name));
    std::erase_if(tags, [&](const Tag& tag) { return std::find(in.tag_keys.begin(), in.tag_keys.end(), tag.key.value_or("")) != in.tag_keys.end(); });
    TRY(set_work_group_tags(txn, Scope::of(ctx), name, tags));
    return UntagResourceOutput{};
  });
}

Result<ListTagsForResourceOutput> list_tags_for_resource(State& state, const ListTagsForResourceInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(workgroup_of(in.resource_arn));
  return ListTagsForResourceOutput{.tags = TRY(work_group_tags(*state.store.snapshot(), Scope::of(ctx), name))};
}

Result<ListEngineVersionsOutput> list_engine_versions(State&, const ListEngineVersionsInput&, const aws::RequestContext&) {
  ListEngineVersionsOutput out;
  out.engine_versions.emplace();
  out.engine_versions->push_back({.selected_engine_version = "AUTO", .effective_engine_version = "Athena engine version 3"});
  out.engine_versions->push_back({.selected_engine_version = "Athena engine version 3", .effective_engine_version = "Athena engine version 3"});
  return out;
}

}  // namespace tarn::athena
