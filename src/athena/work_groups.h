// Workgroups (athena.md 1.6). `primary` is there without having been made.
#pragma once
#include <optional>
#include <string>

#include "athena/state.h"
#include "athena/work_groups.gen.h"

namespace tarn::athena {

Result<std::optional<WorkGroup>> find_work_group(kv::Reader& reader, const Scope& scope, const std::string& name);
// Error: WorkGroup is not found.
Result<WorkGroup> get_work_group_record(kv::Reader& reader, const Scope& scope, const std::string& name);

Result<CreateWorkGroupOutput> create_work_group(State& state, const CreateWorkGroupInput& in, const aws::RequestContext& ctx);
Result<GetWorkGroupOutput> get_work_group(State& state, const GetWorkGroupInput& in, const aws::RequestContext& ctx);
Result<ListWorkGroupsOutput> list_work_groups(State& state, const ListWorkGroupsInput& in, const aws::RequestContext& ctx);
Result<UpdateWorkGroupOutput> update_work_group(State& state, const UpdateWorkGroupInput& in, const aws::RequestContext& ctx);
Result<DeleteWorkGroupOutput> delete_work_group(State& state, const DeleteWorkGroupInput& in, const aws::RequestContext& ctx);

// Tags live with the workgroup's record.
Result<std::vector<Tag>> work_group_tags(kv::Reader& reader, const Scope& scope, const std::string& name);
Result<void> set_work_group_tags(kv::Txn& txn, const Scope& scope, const std::string& name, const std::vector<Tag>& tags);

EngineVersion sql_engine_version();

}  // namespace tarn::athena
