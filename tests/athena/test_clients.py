"""The Python clients that people use with Athena."""

import awswrangler as wr
import boto3
import pandas as pd
import pyathena
import pytest


@pytest.fixture
def session(server, monkeypatch):
    for name in ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, server.env.get(name, server.env["AWS_REGION"]))
    return boto3.Session(region_name=server.env["AWS_REGION"])


def test_pyathena(session, server, sql, items):
    connection = pyathena.connect(s3_staging_dir=sql.location, schema_name=sql.database, region_name=server.env["AWS_REGION"], endpoint_url=server.endpoint, poll_interval=0.05)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, price, DATE '2020-01-02' AS d, ARRAY[1, 2] AS l FROM items WHERE id = %(id)d", {"id": 1})
        row = cursor.fetchone()
        assert row[:3] == (1, "apple", 1.5) and str(row[3]) == "2020-01-02"
        assert [d[0] for d in cursor.description] == ["id", "name", "price", "d", "l"]


def test_awswrangler(session, sql, bucket):
    frame = pd.DataFrame({"id": [1, 2, 3], "name": ["a", "b", None], "day": ["x", "x", "y"]})
    wr.s3.to_parquet(frame, path=f"s3://{bucket}/frame/", dataset=True, database=sql.database, table="frame", partition_cols=["day"], boto3_session=session)
    for ctas in (True, False):
        read = wr.athena.read_sql_query("SELECT id, name, day FROM frame WHERE id > 1 ORDER BY id", database=sql.database, s3_output=sql.location, ctas_approach=ctas, boto3_session=session)
        assert read["id"].tolist() == [2, 3] and read["day"].tolist() == ["x", "y"]
