import datetime

from .catalog_requests import DESCRIPTOR, error_of

WHEN = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
LONG = {"ColumnName": "id", "ColumnType": "bigint", "AnalyzedTime": WHEN,
        "StatisticsData": {"Type": "LONG", "LongColumnStatisticsData": {"MinimumValue": -5, "MaximumValue": 2**60, "NumberOfNulls": 0, "NumberOfDistinctValues": 7}}}
DECIMAL = {"ColumnName": "amount", "ColumnType": "decimal(10,2)", "AnalyzedTime": WHEN,
           "StatisticsData": {"Type": "DECIMAL", "DecimalColumnStatisticsData": {
               "MinimumValue": {"UnscaledValue": b"\xff\x00\x80", "Scale": 2}, "NumberOfNulls": 1, "NumberOfDistinctValues": 2}}}


def test_of_tables(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    assert glue.update_column_statistics_for_table(**where, ColumnStatisticsList=[LONG, DECIMAL])["Errors"] == []
    found = glue.get_column_statistics_for_table(**where, ColumnNames=["ID", "amount", "nothing"])
    assert found["ColumnStatisticsList"] == [LONG, DECIMAL]
    assert [(error["ColumnName"], error["Error"]["ErrorCode"]) for error in found["Errors"]] == [("nothing", "EntityNotFoundException")]
    glue.delete_column_statistics_for_table(**where, ColumnName="id")
    assert glue.get_column_statistics_for_table(**where, ColumnNames=["id"])["ColumnStatisticsList"] == []
    assert error_of(glue.delete_column_statistics_for_table, **where, ColumnName="id")[0] == "EntityNotFoundException"


def test_of_partitions(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1], "PartitionValues": ["2024", "Ulm"]}
    assert error_of(glue.update_column_statistics_for_partition, **where, ColumnStatisticsList=[LONG]) == ("EntityNotFoundException", "Cannot find partition.")
    glue.create_partition(DatabaseName=table[0], TableName=table[1], PartitionInput={"Values": ["2024", "Ulm"], "StorageDescriptor": DESCRIPTOR})
    glue.update_column_statistics_for_partition(**where, ColumnStatisticsList=[LONG])
    assert glue.get_column_statistics_for_partition(**where, ColumnNames=["id"])["ColumnStatisticsList"] == [LONG]
    assert glue.get_column_statistics_for_table(DatabaseName=table[0], TableName=table[1], ColumnNames=["id"])["ColumnStatisticsList"] == []
    glue.delete_column_statistics_for_partition(**where, ColumnName="id")


def test_what_does_not_fit_is_listed(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    wrong = {**LONG, "StatisticsData": {"Type": "STRING", "LongColumnStatisticsData": {"NumberOfNulls": 0, "NumberOfDistinctValues": 7}}}
    unknown = {**LONG, "ColumnName": "nothing"}
    errors = glue.update_column_statistics_for_table(**where, ColumnStatisticsList=[wrong, unknown, LONG])["Errors"]
    assert [error["Error"]["ErrorCode"] for error in errors] == ["InvalidInputException", "EntityNotFoundException"]


def test_a_column_that_changes_type_loses_them(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    glue.update_column_statistics_for_table(**where, ColumnStatisticsList=[LONG, {**DECIMAL, "ColumnType": "double"}])
    current = glue.get_table(DatabaseName=table[0], Name=table[1])["Table"]
    descriptor = {**DESCRIPTOR, "Columns": [{"Name": "id", "Type": "string"}, {"Name": "amount", "Type": "double"}]}
    glue.update_table(DatabaseName=table[0], TableInput={"Name": table[1], "StorageDescriptor": descriptor, "PartitionKeys": current["PartitionKeys"]})
    found = glue.get_column_statistics_for_table(**where, ColumnNames=["id", "amount"])
    assert [item["ColumnName"] for item in found["ColumnStatisticsList"]] == ["amount"]
