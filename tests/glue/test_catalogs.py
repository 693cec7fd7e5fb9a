"""Catalogs nested in the account's own (glue-catalog.md 13)."""

import pytest

from .catalog_requests import DESCRIPTOR, error_of


@pytest.fixture
def catalog(glue, unique):
    glue.create_catalog(Name=unique, CatalogInput={"Description": "d", "Parameters": {"k": "v"}}, Tags={"team": "a"})
    return unique


def account(glue, sts):
    return sts.get_caller_identity()["Account"]


def test_create_get_update_delete(glue, sts, catalog):
    found = glue.get_catalog(CatalogId=catalog)["Catalog"]
    assert found["CatalogId"] == f"{account(glue, sts)}:{catalog}" and found["Name"] == catalog
    assert found["ResourceArn"] == f"arn:aws:glue:us-east-1:{account(glue, sts)}:catalog/{catalog}"
    assert found["Parameters"] == {"k": "v"} and found["Description"] == "d"
    assert found["CreateTableDefaultPermissions"][0]["Principal"]["DataLakePrincipalIdentifier"] == "IAM_ALLOWED_PRINCIPALS"
    assert glue.get_tags(ResourceArn=found["ResourceArn"])["Tags"] == {"team": "a"}
    assert error_of(glue.create_catalog, Name=catalog, CatalogInput={}) == ("AlreadyExistsException", "Catalog already exists.")

    glue.update_catalog(CatalogId=found["CatalogId"], CatalogInput={"Description": "new"})
    updated = glue.get_catalog(CatalogId=found["CatalogId"])["Catalog"]
    assert updated["Description"] == "new" and "Parameters" not in updated and updated["CreateTime"] == found["CreateTime"]
    glue.delete_catalog(CatalogId=catalog)
    assert error_of(glue.get_catalog, CatalogId=catalog) == ("EntityNotFoundException", "Catalog not found")


def test_the_accounts_own(glue, sts):
    own = account(glue, sts)
    found = glue.get_catalog(CatalogId=own)["Catalog"]
    assert found["Name"] == found["CatalogId"] == own and found["ResourceArn"].endswith(":catalog")
    for call, arguments in ((glue.update_catalog, {"CatalogInput": {}}), (glue.delete_catalog, {})):
        assert error_of(call, CatalogId=own, **arguments)[0] == "InvalidInputException"
    assert error_of(glue.get_catalog, CatalogId="999999999999") == ("EntityNotFoundException", "Catalog not found")


def test_databases_and_tables_are_apart(glue, sts, catalog, database):
    for name in (catalog, f"{account(glue, sts)}:{catalog}"):
        assert glue.get_databases(CatalogId=name)["DatabaseList"] == []
    glue.create_database(CatalogId=catalog, DatabaseInput={"Name": database})
    glue.create_table(CatalogId=catalog, DatabaseName=database,
                      TableInput={"Name": "t", "StorageDescriptor": DESCRIPTOR, "PartitionKeys": [{"Name": "k", "Type": "int"}]})
    found = glue.get_table(CatalogId=catalog, DatabaseName=database, Name="t")["Table"]
    assert found["CatalogId"] == f"{account(glue, sts)}:{catalog}"
    assert error_of(glue.get_table, DatabaseName=database, Name="t")[0] == "EntityNotFoundException"
    glue.create_partition(CatalogId=catalog, DatabaseName=database, TableName="t", PartitionInput={"Values": ["1"]})
    assert glue.get_partition(CatalogId=catalog, DatabaseName=database, TableName="t", PartitionValues=["1"])["Partition"]["CatalogId"] == found["CatalogId"]
    glue.delete_catalog(CatalogId=catalog)
    assert error_of(glue.get_databases, CatalogId=catalog) == ("EntityNotFoundException", "Catalog not found")
    glue.create_catalog(Name=catalog, CatalogInput={})
    assert glue.get_databases(CatalogId=catalog)["DatabaseList"] == []


def test_what_is_not_there(glue, unique):
    assert error_of(glue.create_database, CatalogId=unique, DatabaseInput={"Name": "d"}) == ("EntityNotFoundException", "Catalog not found")
    assert error_of(glue.get_table, CatalogId=unique, DatabaseName="d", Name="t") == ("EntityNotFoundException", "Catalog not found")
    assert error_of(glue.get_connection, CatalogId=unique, Name="c") == ("EntityNotFoundException", "Catalog not found")


def test_listing(glue, sts, unique):
    names = [f"{unique}-{n}" for n in range(3)]
    for name in names:
        glue.create_catalog(Name=name, CatalogInput={})
    glue.create_database(CatalogId=names[1], DatabaseInput={"Name": "d"})
    seen = []
    arguments = {"MaxResults": 2}
    while True:
        page = glue.get_catalogs(**arguments)
        seen += [item["Name"] for item in page["CatalogList"]]
        if "NextToken" not in page:
            break
        arguments["NextToken"] = page["NextToken"]
    assert [name for name in seen if name in names] == names and seen == sorted(seen)
    assert account(glue, sts) in [item["Name"] for item in glue.get_catalogs(IncludeRoot=True)["CatalogList"]]
    assert [item["Name"] for item in glue.get_catalogs(HasDatabases=True)["CatalogList"] if item["Name"] in names] == [names[1]]
    assert glue.get_catalogs(ParentCatalogId=names[0])["CatalogList"] == []
    assert error_of(glue.get_catalogs, NextToken="x")[0] == "InvalidInputException"


@pytest.mark.parametrize("input, named", [
    ({"FederatedCatalog": {"Identifier": "i", "ConnectionName": "aws:s3tables"}}, "FederatedCatalog"),
    ({"TargetRedshiftCatalog": {"CatalogArn": "arn:aws:glue:us-east-1:000000000000:catalog/x"}}, "TargetRedshiftCatalog"),
    ({"CatalogProperties": {"DataLakeAccessProperties": {"DataLakeAccess": True}}}, "DataLakeAccessProperties"),
    ({"CatalogProperties": {"IcebergOptimizationProperties": {}}}, "IcebergOptimizationProperties"),
])
def test_what_lives_elsewhere_is_refused_by_name(glue, unique, input, named):
    code, message = error_of(glue.create_catalog, Name=unique, CatalogInput=input)
    assert code == "NotImplementedException" and named in message


def test_names(glue):
    for name in ("a/b", "a.b", "aws:x"):
        assert error_of(glue.create_catalog, Name=name, CatalogInput={})[0] == "ValidationException"
    assert error_of(glue.create_catalog, Name="a:b", CatalogInput={})[0] == "InvalidInputException"


def test_rights(caller, glue, catalog):
    glue.create_database(CatalogId=catalog, DatabaseInput={"Name": "d"})
    prefix = "arn:aws:glue:us-east-1:000000000000:"
    root, own = prefix + "catalog", prefix + f"catalog/{catalog}"
    allowed = caller({"Action": "glue:*", "Resource": [root, own, prefix + f"database/{catalog}/d", prefix + f"table/{catalog}/d/*"]})
    allowed.create_table(CatalogId=catalog, DatabaseName="d", TableInput={"Name": "t"})
    assert [item["Name"] for item in allowed.get_catalogs()["CatalogList"]] == [catalog]
    only_root = caller({"Action": "glue:*", "Resource": [root, prefix + "database/*", prefix + "table/*"]})
    assert error_of(only_root.get_table, CatalogId=catalog, DatabaseName="d", Name="t")[0] == "AccessDeniedException"
    assert only_root.get_catalogs()["CatalogList"] == []
