#include "glue/security_settings.h"

#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "kv/key.h"
#include "kv/record.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;

std::string settings_key(const catalog::CatalogId& id) { return kv::KeyBuilder("glue.encryption").text(id.account_id).text(id.region).take(); }

kv::KeyBuilder configurations_prefix(const aws::RequestContext& ctx) {
  kv::KeyBuilder key("glue.security");
  key.text(ctx.account_id()).text(ctx.region());
  return key;
}
std::string configuration_key(const aws::RequestContext& ctx, const std::string& name) { return configurations_prefix(ctx).text(name).take(); }

Result<SecurityConfiguration> decode(std::string_view record) {
  SecurityConfiguration out;
  TRY(from_document(TRY(kv::decode_record(record)), out));
  return out;
}

aws::AccessChecks anywhere(const char* action) { return {{std::string("glue:") + action, "*", {}}}; }

}  // namespace

Result<PutDataCatalogEncryptionSettingsOutput> put_data_catalog_encryption_settings(Glue& glue, const PutDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  const auto& settings = in.data_catalog_encryption_settings;
  // Stored settings that change nothing would pretend: keys of KMS are not served.
  if (settings.encryption_at_rest && settings.encryption_at_rest->catalog_encryption_mode != "DISABLED") return errors::not_supported("Encryption of the catalog with KMS");
  if (settings.connection_password_encryption && settings.connection_password_encryption->return_connection_password_encrypted)
    return errors::not_supported("ReturnConnectionPasswordEncrypted");
  return glue.store.transact([&](kv::Txn& txn) -> Result<PutDataCatalogEncryptionSettingsOutput> {
    txn.put(settings_key(id), kv::encode_record(to_document(settings)));
    return PutDataCatalogEncryptionSettingsOutput{};
  });
}

Result<GetDataCatalogEncryptionSettingsOutput> get_data_catalog_encryption_settings(Glue& glue, const GetDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  DataCatalogEncryptionSettings settings;
  auto stored = TRY(glue.store.snapshot()->get(settings_key(id)));
  if (stored) TRY(from_document(TRY(kv::decode_record(*stored)), settings));
  if (!settings.encryption_at_rest) settings.encryption_at_rest.emplace().catalog_encryption_mode = "DISABLED";
  if (!settings.connection_password_encryption) settings.connection_password_encryption.emplace().return_connection_password_encrypted = false;
  GetDataCatalogEncryptionSettingsOutput out;
  out.data_catalog_encryption_settings = std::move(settings);
  return out;
}

Result<CreateSecurityConfigurationOutput> create_security_configuration(Glue& glue, const CreateSecurityConfigurationInput& in, const aws::RequestContext& ctx) {
  SecurityConfiguration configuration;
  configuration.name = in.name;
  configuration.created_time_stamp = whole_seconds(ctx.now());
  configuration.encryption_configuration = in.encryption_configuration;
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateSecurityConfigurationOutput> {
    const std::string key = configuration_key(ctx, in.name);
    const auto known = TRY(txn.get(key));
    if (known) return errors::security_configuration_exists(in.name);
    txn.put(key, kv::encode_record(to_document(configuration)));
    CreateSecurityConfigurationOutput out;
    out.name = in.name;
    out.created_timestamp = configuration.created_time_stamp;
    return out;
  });
}

Result<GetSecurityConfigurationOutput> get_security_configuration(Glue& glue, const GetSecurityConfigurationInput& in, const aws::RequestContext& ctx) {
  auto stored = TRY(glue.store.snapshot()->get(configuration_key(ctx, in.name)));
  if (!stored) return errors::security_configuration_not_found(in.name);
  GetSecurityConfigurationOutput out;
  out.security_configuration = TRY(decode(*stored));
  return out;
}

Result<GetSecurityConfigurationsOutput> get_security_configurations(Glue& glue, const GetSecurityConfigurationsInput& in, const aws::RequestContext& ctx) {
  const PageToken token({"GetSecurityConfigurations", ctx.account_id(), ctx.region()});
  const std::string after = TRY(token.decode(in.next_token));
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  kv::Range range = kv::Range::prefix(configurations_prefix(ctx).take());
  if (!after.empty()) range.begin = configuration_key(ctx, after) + '\0';
  GetSecurityConfigurationsOutput out;
  out.security_configurations.emplace();
  const auto entries = TRY(glue.store.snapshot()->page(range, limit + 1));
  for (const kv::Entry& entry : entries) {
    if (out.security_configurations->size() == limit) {
      out.next_token = token.encode(*out.security_configurations->back().name);
      break;
    }
    out.security_configurations->push_back(TRY(decode(entry.value)));
  }
  return out;
}

Result<DeleteSecurityConfigurationOutput> delete_security_configuration(Glue& glue, const DeleteSecurityConfigurationInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteSecurityConfigurationOutput> {
    const std::string key = configuration_key(ctx, in.name);
    const auto known = TRY(txn.get(key));
    if (!known) return errors::security_configuration_not_found(in.name);
    txn.erase(key);
    return DeleteSecurityConfigurationOutput{};
  });
}

aws::AccessChecks may_put_data_catalog_encryption_settings(const PutDataCatalogEncryptionSettingsInput&, const aws::RequestContext& ctx) {
  return catalog_checks("PutDataCatalogEncryptionSettings", ctx);
}
aws::AccessChecks may_get_data_catalog_encryption_settings(const GetDataCatalogEncryptionSettingsInput&, const aws::RequestContext& ctx) {
  return catalog_checks("GetDataCatalogEncryptionSettings", ctx);
}
aws::AccessChecks may_create_security_configuration(const CreateSecurityConfigurationInput&, const aws::RequestContext&) { return anywhere("CreateSecurityConfiguration"); }
aws::AccessChecks may_get_security_configuration(const GetSecurityConfigurationInput&, const aws::RequestContext&) { return anywhere("GetSecurityConfiguration"); }
aws::AccessChecks may_get_security_configurations(const GetSecurityConfigurationsInput&, const aws::RequestContext&) { return anywhere("GetSecurityConfigurations"); }
aws::AccessChecks may_delete_security_configuration(const DeleteSecurityConfigurationInput&, const aws::RequestContext&) { return anywhere("DeleteSecurityConfiguration"); }

}  // namespace tarn::glue
