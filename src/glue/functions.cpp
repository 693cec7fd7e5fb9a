#include "glue/functions.h"

#include <re2/re2.h>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/keys.h"
#include "catalog/links.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "kv/record.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;

aws::AccessChecks function_checks(const char* action, const aws::RequestContext& ctx, const std::string& database, const std::string& name, const NamedCatalog& named) {
  auto checks = database_checks(action, ctx, database, named);
  checks.push_back({std::string("glue:") + action, catalog::function_arn(checked_catalog(named, ctx), database, name), {}});
  return checks;
}

Result<UserDefinedFunction> stored(const catalog::Database& database, const UserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  if (!in.function_name || in.function_name->empty()) return errors::invalid_input("FunctionName must be given.");
  UserDefinedFunction out;
  out.function_name = to_lower(*in.function_name);
  out.database_name = database.name;
  out.class_name = in.class_name;
  out.owner_name = in.owner_name;
  out.function_type = in.function_type;
  out.owner_type = in.owner_type;
  out.resource_uris = in.resource_uris;
  out.artifact_location = in.artifact_location;
  out.governance_mode = in.governance_mode;
  out.create_time = whole_seconds(ctx.now());
  out.catalog_id = catalog::catalog_id_text(database.catalog);
  return out;
}

Result<UserDefinedFunction> decode(std::string_view record) {
  UserDefinedFunction out;
  TRY(from_document(TRY(kv::decode_record(record)), out));
  return out;
}

Result<UserDefinedFunction> require(kv::Reader& reader, const catalog::Database& database, const std::string& name) {
  auto record = TRY(reader.get(catalog::function_key(database.id, name)));
  if (!record) return errors::not_found("Cannot find function. " + to_lower(name));
  return decode(*record);
}

void put(kv::Txn& txn, const catalog::Database& database, const UserDefinedFunction& function) {
  txn.put(catalog::function_key(database.id, *function.function_name), kv::encode_record(to_document(function)));
}

// The databases that a listing covers.
Result<std::vector<catalog::Database>> databases_of(kv::Reader& reader, const catalog::CatalogId& id, const GetUserDefinedFunctionsInput& in, const aws::RequestContext& ctx) {
  std::vector<catalog::Database> out;
  if (in.database_name) {
    out.push_back(TRY(catalog::get_database(reader, id, *in.database_name, ctx.access)));
    return out;
  }
  return std::move(TRY(catalog::list_databases(reader, id, {.after = "", .limit = 1'000'000}, ctx.access)).items);
}

}  // namespace

Result<CreateUserDefinedFunctionOutput> create_user_defined_function(Glue& glue, const CreateUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateUserDefinedFunctionOutput> {
    const auto database = TRY(catalog::get_database(txn, id, in.database_name, ctx.access));
    if (catalog::link_of(database)) return errors::invalid_input("Database " + database.name + " is a resource link: it holds no functions of its own.");
    const auto function = TRY(stored(database, in.function_input, ctx));
    const auto known = TRY(txn.get(catalog::function_key(database.id, *function.function_name)));
    if (known) return errors::function_exists();
    put(txn, database, function);
    return CreateUserDefinedFunctionOutput{};
  });
}

Result<GetUserDefinedFunctionOutput> get_user_defined_function(Glue& glue, const GetUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  auto reader = glue.store.snapshot();
  GetUserDefinedFunctionOutput out;
  out.user_defined_function = TRY(require(*reader, TRY(catalog::get_database(*reader, id, in.database_name, ctx.access)), in.function_name));
  return out;
}

Result<GetUserDefinedFunctionsOutput> get_user_defined_functions(Glue& glue, const GetUserDefinedFunctionsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  const RE2 pattern(to_lower(in.pattern), RE2::Quiet);
  if (!pattern.ok()) return errors::invalid_input("Invalid pattern: " + in.pattern);
  const PageToken token({"GetUserDefinedFunctions", catalog::catalog_id_text(id), id.region, in.database_name.value_or(""), in.pattern, in.function_type.value_or("")});
  const std::string after = TRY(token.decode(in.next_token));
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto reader = glue.store.snapshot();
  const auto databases = TRY(databases_of(*reader, id, in, ctx));
  GetUserDefinedFunctionsOutput out;
  out.user_defined_functions.emplace();
  std::string last;
  for (const catalog::Database& database : databases) {
    const auto entries = TRY(reader->page(kv::Range::prefix(catalog::functions_prefix(database.id)), 1'000'000));
    for (const kv::Entry& entry : entries) {
      auto function = TRY(decode(entry.value));
      const std::string position = database.name + "/" + *function.function_name;
      if (position <= after || !RE2::FullMatch(*function.function_name, pattern)) continue;
      if (in.function_type && function.function_type != in.function_type) continue;
      // Those that the caller may not see are left out.
      if (!glue.iam.authorizer().allowed(ctx.access, {"glue:GetUserDefinedFunctions", catalog::function_arn(id, database.name, *function.function_name), {}})) continue;
      if (out.user_defined_functions->size() == limit) {
        out.next_token = token.encode(last);
        return out;
      }
      last = position;
      out.user_defined_functions->push_back(std::move(function));
    }
  }
  return out;
}

Result<UpdateUserDefinedFunctionOutput> update_user_defined_function(Glue& glue, const UpdateUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateUserDefinedFunctionOutput> {
    const auto database = TRY(catalog::get_database(txn, id, in.database_name, ctx.access));
    const auto known = TRY(require(txn, database, in.function_name));
    auto function = TRY(stored(database, in.function_input, ctx));
    if (function.function_name != known.function_name) return errors::invalid_input("A function cannot be renamed.");
    function.create_time = known.create_time;
    put(txn, database, function);
    return UpdateUserDefinedFunctionOutput{};
  });
}

Result<DeleteUserDefinedFunctionOutput> delete_user_defined_function(Glue& glue, const DeleteUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteUserDefinedFunctionOutput> {
    const auto database = TRY(catalog::get_database(txn, id, in.database_name, ctx.access));
    TRY(require(txn, database, in.function_name));
    txn.erase(catalog::function_key(database.id, in.function_name));
    return DeleteUserDefinedFunctionOutput{};
  });
}

aws::AccessChecks may_create_user_defined_function(const CreateUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  return database_checks("CreateUserDefinedFunction", ctx, in.database_name, in.catalog_id);
}
aws::AccessChecks may_get_user_defined_function(const GetUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  return function_checks("GetUserDefinedFunction", ctx, in.database_name, in.function_name, in.catalog_id);
}
aws::AccessChecks may_get_user_defined_functions(const GetUserDefinedFunctionsInput& in, const aws::RequestContext& ctx) {
  return in.database_name ? database_checks("GetUserDefinedFunctions", ctx, *in.database_name, in.catalog_id) : catalog_checks("GetUserDefinedFunctions", ctx, in.catalog_id);
}
aws::AccessChecks may_update_user_defined_function(const UpdateUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  return function_checks("UpdateUserDefinedFunction", ctx, in.database_name, in.function_name, in.catalog_id);
}
aws::AccessChecks may_delete_user_defined_function(const DeleteUserDefinedFunctionInput& in, const aws::RequestContext& ctx) {
  return function_checks("DeleteUserDefinedFunction", ctx, in.database_name, in.function_name, in.catalog_id);
}

}  // namespace tarn::glue
