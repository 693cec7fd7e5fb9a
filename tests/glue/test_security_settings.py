"""Encryption settings of the catalog, and security configurations."""

from .catalog_requests import error_of


def test_encryption_settings(glue):
    assert glue.get_data_catalog_encryption_settings()["DataCatalogEncryptionSettings"] == {
        "EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"}, "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": False}}
    glue.put_data_catalog_encryption_settings(DataCatalogEncryptionSettings={"EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"}})
    code, message = error_of(glue.put_data_catalog_encryption_settings, DataCatalogEncryptionSettings={"EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS"}})
    assert "Encryption of the catalog with KMS" in message


def test_life_of_a_security_configuration(glue, unique):
    encryption = {"S3Encryption": [{"S3EncryptionMode": "SSE-S3"}]}
    glue.create_security_configuration(Name=unique, EncryptionConfiguration=encryption)
    assert error_of(glue.create_security_configuration, Name=unique, EncryptionConfiguration=encryption)[0] == "AlreadyExistsException"
    assert glue.get_security_configuration(Name=unique)["SecurityConfiguration"]["EncryptionConfiguration"] == encryption
    assert unique in [c["Name"] for c in glue.get_security_configurations()["SecurityConfigurations"]]
    glue.delete_security_configuration(Name=unique)
    assert error_of(glue.get_security_configuration, Name=unique)[0] == "EntityNotFoundException"
