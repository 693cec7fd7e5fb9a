"""Shapes and checks that the tests of Glue share."""

import pytest
from botocore.exceptions import ClientError

COLUMNS = [{"Name": "id", "Type": "bigint"}, {"Name": "amount", "Type": "double", "Comment": "in euros"}]
DESCRIPTOR = {
    "Columns": COLUMNS,
    "Location": "s3://lake/orders/",
    "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", "Parameters": {"field.delim": ","}},
    "Parameters": {"classification": "csv"},
}


def error_of(call, *args, **kwargs) -> tuple[str, str]:
    """(code, message) of a call that must fail."""
    with pytest.raises(ClientError) as raised:
        call(*args, **kwargs)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]
