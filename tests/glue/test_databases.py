from .catalog_requests import error_of


def test_create_get_update_delete(glue, unique):
    glue.create_database(DatabaseInput={"Name": unique.upper(), "Description": "d", "LocationUri": "s3://b/p/", "Parameters": {"Key": "V"}})
    found = glue.get_database(Name=unique)["Database"]
    assert found["Name"] == unique
    assert found["Description"] == "d"
    assert found["LocationUri"] == "s3://b/p/"
    assert found["Parameters"] == {"Key": "V"}
    assert found["CreateTableDefaultPermissions"] == [{"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}]
    assert found["CatalogId"].isdigit()

    glue.update_database(Name=unique, DatabaseInput={"Name": unique, "Description": "new"})
    updated = glue.get_database(Name=unique)["Database"]
    assert updated["Description"] == "new"
    assert "LocationUri" not in updated
    assert updated["CreateTime"] == found["CreateTime"]

    glue.delete_database(Name=unique)
    assert error_of(glue.get_database, Name=unique) == ("EntityNotFoundException", f"Database {unique} not found.")


def test_errors(glue, database):
    assert error_of(glue.create_database, DatabaseInput={"Name": database}) == ("AlreadyExistsException", "Database already exists.")
    assert error_of(glue.update_database, Name=database, DatabaseInput={"Name": "other"}) == ("InvalidInputException", "Database cannot be renamed")
    assert error_of(glue.delete_database, Name="nowhere") == ("EntityNotFoundException", "Database nowhere not found.")
    assert error_of(glue.get_database, CatalogId="999999999999", Name=database) == ("EntityNotFoundException", "Catalog not found")
    assert error_of(glue.create_database, DatabaseInput={"Name": "a\nb"})[0] == "ValidationException"


def test_listing_is_sorted_and_paged(glue, unique):
    names = [f"{unique}_{letter}" for letter in "cab"]
    for name in names:
        glue.create_database(DatabaseInput={"Name": name})
    pages = list(glue.get_paginator("get_databases").paginate(PaginationConfig={"PageSize": 2}))
    assert all(len(page["DatabaseList"]) <= 2 for page in pages)
    listed = [database["Name"] for page in pages for database in page["DatabaseList"]]
    assert [name for name in listed if name.startswith(unique)] == sorted(names)
    assert listed == sorted(listed)
    assert error_of(glue.get_databases, NextToken="bm90IG91cnM=")[0] == "InvalidInputException"
    assert error_of(glue.get_databases, MaxResults=101)[0] == "ValidationException"


def test_regions_are_catalogs_of_their_own(server, glue, database):
    assert error_of(server.client("glue", region="eu-west-1").get_database, Name=database)[0] == "EntityNotFoundException"


def test_a_deleted_database_takes_its_tables_along(glue, table):
    database, name = table
    glue.delete_database(Name=database)
    glue.create_database(DatabaseInput={"Name": database})
    assert glue.get_tables(DatabaseName=database)["TableList"] == []
    assert error_of(glue.get_table, DatabaseName=database, Name=name) == ("EntityNotFoundException", "Entity Not Found")
