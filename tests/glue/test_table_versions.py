from .catalog_requests import error_of


def test_versions(glue, database):
    glue.create_table(DatabaseName=database, TableInput={"Name": "t", "Description": "0"})
    for number, skip in ((1, False), (2, True), (3, False)):
        glue.update_table(DatabaseName=database, TableInput={"Name": "t", "Description": str(number)}, SkipArchive=skip)

    pages = glue.get_paginator("get_table_versions").paginate(DatabaseName=database, TableName="t", PaginationConfig={"PageSize": 1})
    listed = [(version["VersionId"], version["Table"]["Description"]) for page in pages for version in page["TableVersions"]]
    assert listed == [("3", "3"), ("2", "2"), ("0", "0")]  # the state before the update with SkipArchive is gone

    assert glue.get_table_version(DatabaseName=database, TableName="t")["TableVersion"]["VersionId"] == "3"
    assert glue.get_table_version(DatabaseName=database, TableName="t", VersionId="0")["TableVersion"]["Table"]["Description"] == "0"
    assert error_of(glue.get_table_version, DatabaseName=database, TableName="t", VersionId="1") == ("EntityNotFoundException", "Version not found.")
    assert error_of(glue.delete_table_version, DatabaseName=database, TableName="t", VersionId="3")[0] == "InvalidInputException"

    errors = glue.batch_delete_table_version(DatabaseName=database, TableName="t", VersionIds=["0", "1"])["Errors"]
    assert [(error["VersionId"], error["ErrorDetail"]["ErrorCode"]) for error in errors] == [("1", "EntityNotFoundException")]
    glue.delete_table_version(DatabaseName=database, TableName="t", VersionId="2")
    assert len(glue.get_table_versions(DatabaseName=database, TableName="t")["TableVersions"]) == 1
