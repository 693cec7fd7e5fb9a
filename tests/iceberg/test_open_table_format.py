"""Tables whose first metadata the service writes: CreateTable with OpenTableFormatInput."""

import pytest
from botocore.exceptions import ClientError

COLUMNS = [{"Name": "id", "Type": "bigint"}, {"Name": "city", "Type": "string"}]


def test_the_full_form(glue, glue_catalog_of, namespace, bucket):
    schema = {"Type": "struct", "Fields": [{"Id": 1, "Name": "id", "Type": "long", "Required": True}, {"Id": 2, "Name": "day", "Type": "date", "Required": False}]}
    spec = {"Fields": [{"SourceId": 2, "Transform": "month", "Name": "month"}]}
    table = {"Location": f"s3://{bucket}/made/", "Schema": schema, "PartitionSpec": spec, "Properties": {"k": "v"}}
    glue.create_table(DatabaseName=namespace, Name="made", OpenTableFormatInput={"IcebergInput": {"MetadataOperation": "CREATE", "CreateIcebergTableInput": table}})
    shown = glue.get_table(DatabaseName=namespace, Name="made")["Table"]
    assert shown["Parameters"]["table_type"] == "ICEBERG" and shown["Parameters"]["metadata_location"].startswith(f"s3://{bucket}/made/metadata/00000-")
    loaded = glue_catalog_of().load_table((namespace, "made"))
    assert loaded.schema().column_names == ["id", "day"] and loaded.properties["k"] == "v" and str(loaded.spec().fields[0].transform) == "month"


def test_the_short_form(glue, glue_catalog_of, namespace, bucket):
    glue.create_table(DatabaseName=namespace, TableInput={"Name": "short", "StorageDescriptor": {"Columns": COLUMNS, "Location": f"s3://{bucket}/short/"}},
                      OpenTableFormatInput={"IcebergInput": {"MetadataOperation": "CREATE", "Version": "2"}})
    assert glue_catalog_of().load_table((namespace, "short")).schema().column_names == ["id", "city"]


@pytest.mark.parametrize("change", [{"Version": "9"}, {"CreateIcebergTableInput": {"Location": "nowhere", "Schema": {"Fields": []}}}])
def test_refused(glue, namespace, bucket, change):
    with pytest.raises(ClientError) as raised:
        glue.create_table(DatabaseName=namespace, TableInput={"Name": "bad", "StorageDescriptor": {"Columns": COLUMNS, "Location": f"s3://{bucket}/bad/"}},
                          OpenTableFormatInput={"IcebergInput": {"MetadataOperation": "CREATE", **change}})
    assert raised.value.response["Error"]["Code"] in ("InvalidInputException", "ValidationException")
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.get_table(DatabaseName=namespace, Name="bad")
