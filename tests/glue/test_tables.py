import pytest

from .catalog_requests import COLUMNS, DESCRIPTOR, error_of


def test_create_and_get(glue, table):
    database, name = table
    found = glue.get_table(DatabaseName=database.upper(), Name=name.upper())["Table"]
    assert found["Name"] == name
    assert found["DatabaseName"] == database
    assert found["VersionId"] == "0"
    assert found["CreateTime"] == found["UpdateTime"]
    assert found["CreatedBy"].startswith("arn:aws:iam::")
    assert found["IsRegisteredWithLakeFormation"] is False
    assert found["PartitionKeys"] == [{"Name": "year", "Type": "int"}, {"Name": "city", "Type": "string"}]
    descriptor = found["StorageDescriptor"]
    assert descriptor["Columns"] == COLUMNS
    assert descriptor["SerdeInfo"] == DESCRIPTOR["SerdeInfo"]
    assert descriptor["Location"] == DESCRIPTOR["Location"]
    assert descriptor["Compressed"] is False
    assert descriptor["NumberOfBuckets"] == 0


def test_every_member_comes_back(glue, database):
    given = {
        "Name": "full", "Description": "d", "Owner": "me", "Retention": 3, "TableType": "VIRTUAL_VIEW", "ViewOriginalText": "/* a */", "ViewExpandedText": "/* b */",
        "Parameters": {"MiXed": "Case"},
        "StorageDescriptor": {**DESCRIPTOR, "BucketColumns": ["id"], "NumberOfBuckets": 4, "SortColumns": [{"Column": "id", "SortOrder": 1}], "Compressed": True,
                              "StoredAsSubDirectories": True, "SkewedInfo": {"SkewedColumnNames": ["id"], "SkewedColumnValues": ["1"]},
                              "AdditionalLocations": ["s3://lake/more/"]},
        "ViewDefinition": {"IsProtected": True, "Representations": [{"Dialect": "ATHENA", "DialectVersion": "3", "ViewOriginalText": "select 1"}]},
    }
    glue.create_table(DatabaseName=database, TableInput=given)
    found = glue.get_table(DatabaseName=database, Name="full")["Table"]
    for name, value in given.items():
        assert found[name] == value, name


def test_a_table_without_descriptor(glue, database):
    glue.create_table(DatabaseName=database, TableInput={"Name": "bare", "Parameters": {"table_type": "ICEBERG", "metadata_location": "s3://b/m.json"}})
    found = glue.get_table(DatabaseName=database, Name="bare")["Table"]
    assert "StorageDescriptor" not in found
    assert found["Parameters"]["metadata_location"] == "s3://b/m.json"


def test_errors(glue, table):
    database, name = table
    assert error_of(glue.create_table, DatabaseName=database, TableInput={"Name": name}) == ("AlreadyExistsException", "Table already exists.")
    assert error_of(glue.create_table, DatabaseName="nowhere", TableInput={"Name": name}) == ("EntityNotFoundException", "Database nowhere not found.")
    assert error_of(glue.get_table, DatabaseName=database, Name="nothing") == ("EntityNotFoundException", "Entity Not Found")
    assert error_of(glue.update_table, DatabaseName=database, TableInput={"Name": "nothing"}) == ("EntityNotFoundException", "Entity Not Found")
    assert error_of(glue.delete_table, DatabaseName=database, Name="nothing") == ("EntityNotFoundException", "Entity Not Found")
    assert error_of(glue.get_tables, DatabaseName=database, Expression="[")[0] == "InvalidInputException"


def test_update_replaces_and_locks(glue, table):
    database, name = table
    glue.update_table(DatabaseName=database, TableInput={"Name": name, "Description": "new", "PartitionKeys": [{"Name": "year", "Type": "int"}, {"Name": "city", "Type": "string"}]}, VersionId="0")
    found = glue.get_table(DatabaseName=database, Name=name)["Table"]
    assert found["VersionId"] == "1"
    assert found["Description"] == "new"
    assert "StorageDescriptor" not in found
    code, message = error_of(glue.update_table, DatabaseName=database, TableInput={"Name": name}, VersionId="0")
    assert (code, message) == ("ConcurrentModificationException", "Update table failed due to concurrent modifications.")


def test_listing_by_expression(glue, database):
    for name in ("raw_users", "raw_orders", "clean_users"):
        glue.create_table(DatabaseName=database, TableInput={"Name": name, "TableType": "EXTERNAL_TABLE"})

    def names(**arguments):
        pages = glue.get_paginator("get_tables").paginate(DatabaseName=database, PaginationConfig={"PageSize": 1}, **arguments)
        return [table["Name"] for page in pages for table in page["TableList"]]

    assert names() == ["clean_users", "raw_orders", "raw_users"]
    assert names(Expression="raw_.*") == ["raw_orders", "raw_users"]
    assert names(Expression=".*USERS") == ["clean_users", "raw_users"]
    assert names(Expression="raw") == []  # the whole name must match
    assert names(Expression="raw_o.*|clean_[a-z]+") == ["clean_users", "raw_orders"]
    assert names(Expression="raw_users") == ["raw_users"]
    assert names(Expression="(?i)[_C]LEAN.*") == ["clean_users"]
    only = glue.get_tables(DatabaseName=database, AttributesToGet=["NAME", "TABLE_TYPE"])["TableList"][0]
    assert set(only) == {"Name", "DatabaseName", "CatalogId", "TableType"}


def test_batch_delete(glue, table):
    database, name = table
    errors = glue.batch_delete_table(DatabaseName=database, TablesToDelete=[name, "nothing"])["Errors"]
    assert errors == [{"TableName": "nothing", "ErrorDetail": {"ErrorCode": "EntityNotFoundException", "ErrorMessage": "Entity Not Found"}}]
    assert glue.get_tables(DatabaseName=database)["TableList"] == []
