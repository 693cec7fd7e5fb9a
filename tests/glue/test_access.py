"""Who may see and change what of the catalog (actions.md 2)."""

import pytest

from .catalog_requests import error_of

ANY = "*"


def arns(database, *tables):
    prefix = "arn:aws:glue:us-east-1:000000000000:"
    return [prefix + "catalog", prefix + f"database/{database}", *[prefix + f"table/{database}/{table}" for table in tables]]


def test_nobody_without_a_policy(caller, table):
    glue = caller({"Action": "s3:*", "Resource": ANY})
    code, message = error_of(glue.get_table, DatabaseName=table[0], Name=table[1])
    assert code == "AccessDeniedException"
    assert "glue:GetTable" in message


def test_table_database_and_catalog_are_all_checked(caller, table):
    database, name = table
    allowed = caller({"Action": "glue:GetTable", "Resource": arns(database, name)})
    assert allowed.get_table(DatabaseName=database.upper(), Name=name.upper())["Table"]["Name"] == name
    for missing in range(3):
        resources = [arn for n, arn in enumerate(arns(database, name)) if n != missing]
        glue = caller({"Action": "glue:GetTable", "Resource": resources})
        assert error_of(glue.get_table, DatabaseName=database, Name=name)[0] == "AccessDeniedException"


def test_lists_leave_out_what_is_hidden(caller, glue, database):
    for name in ("open_a", "hidden_b", "open_c"):
        glue.create_table(DatabaseName=database, TableInput={"Name": name})
    limited = caller({"Action": "glue:GetTables", "Resource": arns(database, "open_*")}, {"Action": "glue:GetDatabases", "Resource": arns(database)})
    assert [table["Name"] for table in limited.get_tables(DatabaseName=database)["TableList"]] == ["open_a", "open_c"]
    pages = limited.get_paginator("get_databases").paginate()
    assert [found["Name"] for page in pages for found in page["DatabaseList"]] == [database]


def test_batches_are_refused_as_a_whole(caller, glue, database):
    for name in ("a", "b"):
        glue.create_table(DatabaseName=database, TableInput={"Name": name})
    limited = caller({"Action": "glue:BatchDeleteTable", "Resource": arns(database, "a")})
    assert error_of(limited.batch_delete_table, DatabaseName=database, TablesToDelete=["a", "b"])[0] == "AccessDeniedException"
    assert len(glue.get_tables(DatabaseName=database)["TableList"]) == 2


def test_deleting_a_database_needs_its_tables(caller, glue, table):
    database, _ = table
    limited = caller({"Action": "glue:DeleteDatabase", "Resource": arns(database)})
    assert error_of(limited.delete_database, Name=database)[0] == "AccessDeniedException"
    assert glue.get_database(Name=database)


@pytest.mark.parametrize("operation, arguments", [
    ("create_partition", {"PartitionInput": {"Values": ["1", "a"]}}),
    ("batch_create_partition", {"PartitionInputList": [{"Values": ["1", "a"]}]}),
    ("get_partition", {"PartitionValues": ["1", "a"]}),
    ("get_partitions", {}),
    ("batch_get_partition", {"PartitionsToGet": [{"Values": ["1", "a"]}]}),
    ("update_partition", {"PartitionValueList": ["1", "a"], "PartitionInput": {"Values": ["1", "a"]}}),
    ("delete_partition", {"PartitionValues": ["1", "a"]}),
    ("batch_delete_partition", {"PartitionsToDelete": [{"Values": ["1", "a"]}]}),
    ("get_table_versions", {}),
    ("get_column_statistics_for_table", {"ColumnNames": ["id"]}),
])
def test_partition_calls_are_checked_on_the_table(caller, table, operation, arguments):
    glue = caller({"Action": "glue:*", "Resource": arns(table[0], "another")})
    assert error_of(getattr(glue, operation), DatabaseName=table[0], TableName=table[1], **arguments)[0] == "AccessDeniedException"
