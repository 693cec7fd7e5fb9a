"""awswrangler, unmodified: data sets written to S3 and registered in the catalog."""

import boto3
import pandas
import pytest

awswrangler = pytest.importorskip("awswrangler")


@pytest.fixture
def session(server, monkeypatch):
    for name, value in server.env.items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    return boto3.Session(region_name=server.env["AWS_REGION"])


def test_a_partitioned_data_set(session, database, bucket):
    frame = pandas.DataFrame({"id": [1, 2, 3], "name": ["a", "b", "c"], "year": [2023, 2024, 2024]})
    where = {"path": f"s3://{bucket}/t/", "dataset": True, "database": database, "table": "t", "partition_cols": ["year"], "boto3_session": session}
    for mode in ("overwrite", "append", "overwrite_partitions"):
        awswrangler.s3.to_parquet(frame, mode=mode, **where)

    catalog = awswrangler.catalog
    assert catalog.get_table_types(database, "t", boto3_session=session) == {"id": "bigint", "name": "string", "year": "bigint"}
    assert sorted(catalog.get_partitions(database, "t", boto3_session=session).values()) == [["2023"], ["2024"]]
    assert list(catalog.get_partitions(database, "t", expression="year > 2023", boto3_session=session).values()) == [["2024"]]
    assert list(catalog.tables(database=database, boto3_session=session)["Table"]) == ["t"]
    read = awswrangler.s3.read_parquet_table(database=database, table="t", boto3_session=session)
    assert sorted(read["id"]) == [1, 2, 3]
    assert catalog.delete_table_if_exists(database, "t", boto3_session=session)
