// Encryption settings of the catalog, and security configurations (glue-catalog.md 7).
#pragma once
#include "glue/security_settings.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<PutDataCatalogEncryptionSettingsOutput> put_data_catalog_encryption_settings(Glue& glue, const PutDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx);
Result<GetDataCatalogEncryptionSettingsOutput> get_data_catalog_encryption_settings(Glue& glue, const GetDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx);
Result<CreateSecurityConfigurationOutput> create_security_configuration(Glue& glue, const CreateSecurityConfigurationInput& in, const aws::RequestContext& ctx);
Result<GetSecurityConfigurationOutput> get_security_configuration(Glue& glue, const GetSecurityConfigurationInput& in, const aws::RequestContext& ctx);
Result<GetSecurityConfigurationsOutput> get_security_configurations(Glue& glue, const GetSecurityConfigurationsInput& in, const aws::RequestContext& ctx);
Result<DeleteSecurityConfigurationOutput> delete_security_configuration(Glue& glue, const DeleteSecurityConfigurationInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_put_data_catalog_encryption_settings(const PutDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_data_catalog_encryption_settings(const GetDataCatalogEncryptionSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_create_security_configuration(const CreateSecurityConfigurationInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_security_configuration(const GetSecurityConfigurationInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_security_configurations(const GetSecurityConfigurationsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_security_configuration(const DeleteSecurityConfigurationInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
