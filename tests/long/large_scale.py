#!/usr/bin/env python3
"""Many keys, many partitions, many rows, one big object: answers stay right and memory stays bounded.

TARN_SCALE multiplies the sizes (1).
"""

import concurrent.futures
import hashlib
import os
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

import duckdb  # noqa: E402
import psycopg  # noqa: E402
from boto3.s3.transfer import TransferConfig  # noqa: E402
from conftest import Server  # noqa: E402

SCALE = float(os.environ.get("TARN_SCALE", "1"))
KEYS = int(50_000 * SCALE)
PARTITIONS = int(100_000 * SCALE)
ROWS = int(20_000_000 * SCALE)
OBJECT_BYTES = int(SCALE * (2 << 30))
MEMORY = 6 << 30  # at its highest: half of the 12 GiB that queries may take on a machine of 24
BUCKET, DATABASE = "large-bucket", "large"


def many_keys(server, folder) -> None:
    s3 = server.client("s3", max_pool_connections=8)
    names = sorted(f"keys/{n % 100:02}/{n:08}" for n in range(KEYS))
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: s3.put_object(Bucket=BUCKET, Key=name, Body=name.encode()), names))
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="keys/")
    assert [entry["Key"] for page in pages for entry in page["Contents"]] == names
    prefixes = s3.list_objects_v2(Bucket=BUCKET, Prefix="keys/", Delimiter="/")["CommonPrefixes"]
    assert [entry["Prefix"] for entry in prefixes] == [f"keys/{n:02}/" for n in range(100)]


def many_partitions(server, folder) -> None:
    glue = server.client("glue", max_pool_connections=4)
    keys = [{"Name": "day", "Type": "int"}, {"Name": "shard", "Type": "string"}]
    glue.create_table(DatabaseName=DATABASE, TableInput={"Name": "events", "PartitionKeys": keys, "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "int"}]}})

    def add(first):
        inputs = [{"Values": [str(n // 100), f"s{n % 100}"], "StorageDescriptor": {}} for n in range(first, min(first + 100, PARTITIONS))]
        assert not glue.batch_create_partition(DatabaseName=DATABASE, TableName="events", PartitionInputList=inputs)["Errors"]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(0, PARTITIONS, 100)))
    pages = glue.get_paginator("get_partitions").paginate(DatabaseName=DATABASE, TableName="events")
    assert sum(len(page["Partitions"]) for page in pages) == PARTITIONS
    found = glue.get_paginator("get_partitions").paginate(DatabaseName=DATABASE, TableName="events", Expression="day between 7 and 9 and shard <> 's3'")
    assert sum(len(page["Partitions"]) for page in found) == 3 * 99


def big_object(server, folder) -> None:
    s3, path, back = server.client("s3"), folder / "big", folder / "back"
    piece, sums = os.urandom(64 << 20), hashlib.sha256()
    with open(path, "wb") as file:
        for n in range(OBJECT_BYTES >> 26):
            block = n.to_bytes(8, "big") + piece[8:]
            file.write(block)
            sums.update(block)
    parts = TransferConfig(multipart_chunksize=32 << 20, max_concurrency=4)
    s3.upload_file(str(path), BUCKET, "big", Config=parts)
    s3.download_file(BUCKET, "big", str(back), Config=parts)
    with open(back, "rb") as file:
        assert hashlib.file_digest(file, "sha256").digest() == sums.digest()
    tail = s3.get_object(Bucket=BUCKET, Key="big", Range="bytes=-100")["Body"].read()
    assert tail == piece[-100:]


def many_rows(server, folder) -> None:
    """The same rows asked through Athena, and loaded by COPY and asked in the warehouse, against DuckDB on the file itself."""
    s3, path = server.client("s3"), folder / "rows.parquet"
    duckdb.sql(f"COPY (SELECT n, n % 1000 AS key, n * 7919 % 1000003 AS hash, 'text ' || n % 5000 AS text FROM range({ROWS}) AS t(n)) TO '{path}' (FORMAT parquet)")
    s3.upload_file(str(path), BUCKET, "rows/rows.parquet")
    columns = [("n", "bigint"), ("key", "bigint"), ("hash", "bigint"), ("text", "string")]
    server.client("glue").create_table(DatabaseName=DATABASE, TableInput={"Name": "rows_of", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": {
        "Columns": [{"Name": name, "Type": type_} for name, type_ in columns], "Location": f"s3://{BUCKET}/rows/",
        "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"}}})
    question = "SELECT count(*), count(DISTINCT hash), sum(hash), max(text), count(DISTINCT text) FROM {} WHERE key < 900"
    expected = [str(value) for value in duckdb.sql(question.format(f"'{path}'")).fetchone()]
    assert athena_row(server, question.format("rows_of")) == expected
    assert athena_row(server, "SELECT count(*) FROM (SELECT a.n FROM rows_of a JOIN rows_of b ON a.n = b.n ORDER BY a.hash, a.n)") == [str(ROWS)]
    env, (access_key, secret) = server.env, (server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
    with psycopg.connect(host=env["PGHOST"], port=env["PGPORT"], dbname=env["PGDATABASE"], user=env["PGUSER"], password=env["PGPASSWORD"]) as session:
        session.execute("CREATE TABLE rows_of (n bigint, key bigint, hash bigint, text varchar(20))")
        session.execute(f"COPY rows_of FROM 's3://{BUCKET}/rows/' ACCESS_KEY_ID '{access_key}' SECRET_ACCESS_KEY '{secret}' FORMAT AS PARQUET")
        session.commit()
        assert [str(value) for value in session.execute(question.format("rows_of")).fetchone()] == expected


def athena_row(server, sql: str) -> list[str]:
    athena = server.client("athena")
    query = athena.start_query_execution(QueryString=sql, QueryExecutionContext={"Database": DATABASE},
                                         ResultConfiguration={"OutputLocation": f"s3://{BUCKET}/results/"})["QueryExecutionId"]
    while (status := athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"])["State"] in ("QUEUED", "RUNNING"):
        time.sleep(0.05)
    assert status["State"] == "SUCCEEDED", status
    return [cell["VarCharValue"] for cell in athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"][1]["Data"]]


def highest_memory(server) -> int:
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tarn-large-") as name:
        folder = pathlib.Path(name)
        server = Server(folder / "data").start()
        try:
            server.client("s3").create_bucket(Bucket=BUCKET)
            server.client("glue").create_database(DatabaseInput={"Name": DATABASE})
            for part in (many_keys, many_partitions, big_object, many_rows):
                begun = time.monotonic()
                part(server, folder)
                print(f"{part.__name__}: {time.monotonic() - begun:.0f} s, highest memory {highest_memory(server) >> 20} MiB", flush=True)
            assert highest_memory(server) < MEMORY
        finally:
            server.stop()


if __name__ == "__main__":
    main()
