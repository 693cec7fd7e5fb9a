"""What engines ask that filter for Lake Formation themselves (glue-catalog.md 14)."""

from .catalog_requests import error_of
from .test_access import arns

PERMISSIONS = {"SupportedPermissionTypes": ["COLUMN_PERMISSION"]}


def account(sts):
    return sts.get_caller_identity()["Account"]


def test_every_column_is_authorized(glue, sts, table):
    for year in ("2023", "2024"):
        glue.create_partition(DatabaseName=table[0], TableName=table[1], PartitionInput={"Values": [year, "a"]})
    where = {"CatalogId": account(sts), "DatabaseName": table[0]}
    found = glue.get_unfiltered_table_metadata(**where, Name=table[1], **PERMISSIONS)
    assert found["Table"] == glue.get_table(DatabaseName=table[0], Name=table[1])["Table"]
    assert found["AuthorizedColumns"] == ["id", "amount", "year", "city"]
    assert not found["IsRegisteredWithLakeFormation"] and "CellFilters" not in found and not found["IsProtected"]
    assert found["ResourceArn"] == arns(*table)[2]

    one = glue.get_unfiltered_partition_metadata(**where, TableName=table[1], PartitionValues=["2024", "a"], **PERMISSIONS)
    assert one["Partition"]["Values"] == ["2024", "a"] and one["AuthorizedColumns"] == found["AuthorizedColumns"]
    first = glue.get_unfiltered_partitions_metadata(**where, TableName=table[1], MaxResults=1, **PERMISSIONS)
    second = glue.get_unfiltered_partitions_metadata(**where, TableName=table[1], MaxResults=1, NextToken=first["NextToken"], **PERMISSIONS)
    both = first["UnfilteredPartitions"] + second["UnfilteredPartitions"]
    assert [item["Partition"]["Values"][0] for item in both] == ["2023", "2024"]
    assert all(item["AuthorizedColumns"] == found["AuthorizedColumns"] and not item["IsRegisteredWithLakeFormation"] for item in both)
    filtered = glue.get_unfiltered_partitions_metadata(**where, TableName=table[1], Expression="year > 2023", **PERMISSIONS)
    assert len(filtered["UnfilteredPartitions"]) == 1


def test_errors(glue, sts, table):
    where = {"CatalogId": account(sts), "DatabaseName": table[0]}
    assert error_of(glue.get_unfiltered_table_metadata, **where, Name="nothing", **PERMISSIONS) == ("EntityNotFoundException", "Entity Not Found")
    code, message = error_of(glue.get_unfiltered_partition_metadata, **where, TableName=table[1], PartitionValues=["1", "a"], **PERMISSIONS)
    assert (code, message) == ("EntityNotFoundException", "Cannot find partition.")
    other = {"CatalogId": "999999999999", "DatabaseName": table[0], "Name": table[1]}
    assert error_of(glue.get_unfiltered_table_metadata, **other, **PERMISSIONS) == ("EntityNotFoundException", "Catalog not found")


def test_reading_needs_data_access_too(caller, sts, table):
    where = {"CatalogId": account(sts), "DatabaseName": table[0], "Name": table[1], **PERMISSIONS}
    without = caller({"Action": "glue:GetTable", "Resource": arns(*table)})
    code, message = error_of(without.get_unfiltered_table_metadata, **where)
    assert code == "AccessDeniedException" and "lakeformation:GetDataAccess" in message
    allowed = caller({"Action": "glue:GetTable", "Resource": arns(*table)}, {"Action": "lakeformation:GetDataAccess", "Resource": "*"})
    assert allowed.get_unfiltered_table_metadata(**where)["Table"]["Name"] == table[1]
