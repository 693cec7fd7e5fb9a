"""DuckDB's own S3 client, its httpfs extension, against this server."""

import pathlib
from urllib.parse import urlsplit

import duckdb
import duckdb_extension_httpfs
import pytest


def extension() -> pathlib.Path:
    return next(pathlib.Path(duckdb_extension_httpfs.__file__).parent.glob("extensions/*/httpfs.duckdb_extension"))


def connect(server, key: str | None = None, secret: str | None = None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute(f"LOAD '{extension()}'")
    connection.execute(f"""CREATE SECRET tarn (TYPE s3, KEY_ID '{key or server.env["AWS_ACCESS_KEY_ID"]}',
        SECRET '{secret or server.env["AWS_SECRET_ACCESS_KEY"]}', REGION '{server.env["AWS_REGION"]}',
        ENDPOINT '{urlsplit(server.endpoint).netloc}', URL_STYLE 'path', USE_SSL false)""")
    return connection


@pytest.fixture
def lake(server):
    return connect(server)


def test_copy_to_and_read_back_parquet(lake, bucket):
    lake.execute(f"COPY (SELECT i, 'row ' || i AS name FROM range(50000) r(i)) TO 's3://{bucket}/t.parquet' (FORMAT parquet)")
    assert lake.execute(f"SELECT count(*), sum(i), max(name) FROM read_parquet('s3://{bucket}/t.parquet')").fetchone() == (50000, 1249975000, "row 9999")


def test_upload_in_several_parts(lake, s3, bucket):
    lake.execute("SET s3_uploader_max_filesize='50GB'; SET s3_uploader_max_parts_per_file=10000; SET preserve_insertion_order=false")
    lake.execute(f"COPY (SELECT i, hash(i) AS h, hash(i + 1) AS g FROM range(1000000) r(i)) TO 's3://{bucket}/big.parquet' (FORMAT parquet, COMPRESSION uncompressed)")
    head = s3.head_object(Bucket=bucket, Key="big.parquet")
    assert int(head["ETag"].strip('"').rsplit("-")[1]) > 1
    assert lake.execute(f"SELECT count(DISTINCT h), sum(i) FROM 's3://{bucket}/big.parquet'").fetchone() == (1000000, 499999500000)


def test_csv_with_a_glob(lake, s3, bucket):
    for day in range(3):
        s3.put_object(Bucket=bucket, Key=f"logs/day={day}/a b+c.csv", Body=f"id,word\n{day},ä {day}\n".encode())
    s3.put_object(Bucket=bucket, Key="logs/day=3/readme.txt", Body=b"not read")
    rows = lake.execute(f"SELECT * FROM read_csv('s3://{bucket}/logs/*/*.csv', header=true) ORDER BY id").fetchall()
    assert [row[:2] for row in rows] == [(0, "ä 0"), (1, "ä 1"), (2, "ä 2")]
    assert len(lake.execute(f"FROM glob('s3://{bucket}/logs/**')").fetchall()) == 4


def test_hive_partitions(lake, s3, bucket):
    lake.execute(f"""COPY (SELECT i, i % 3 AS shard, 2020 + i % 2 AS year FROM range(600) r(i)) TO 's3://{bucket}/hive'
        (FORMAT parquet, PARTITION_BY (year, shard), OVERWRITE_OR_IGNORE)""")
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix="hive/")["Contents"]]
    assert {key.rsplit("/", 1)[0] for key in keys} == {f"hive/year={y}/shard={s}" for y in (2020, 2021) for s in range(3)}
    query = f"SELECT count(*), min(shard), max(year) FROM read_parquet('s3://{bucket}/hive/*/*/*.parquet', hive_partitioning=true) WHERE year = 2021"
    assert lake.execute(query).fetchone() == (300, 0, 2021)


def test_only_the_ranges_that_a_column_needs(lake, bucket):
    lake.execute(f"COPY (SELECT i, repeat(md5(i::varchar), 10) AS filler FROM range(100000) r(i)) TO 's3://{bucket}/wide.parquet' (FORMAT parquet)")
    assert lake.execute(f"SELECT sum(i) FROM 's3://{bucket}/wide.parquet' WHERE i >= 99990").fetchone() == (999945,)


def test_compressed_csv(lake, s3, bucket):
    lake.execute(f"COPY (SELECT i, i * 2 AS twice FROM range(100) r(i)) TO 's3://{bucket}/x.csv.gz' (FORMAT csv, HEADER, COMPRESSION gzip)")
    assert s3.get_object(Bucket=bucket, Key="x.csv.gz")["Body"].read(2) == b"\x1f\x8b"
    assert lake.execute(f"SELECT sum(twice) FROM read_csv('s3://{bucket}/x.csv.gz')").fetchone() == (9900,)


def test_write_over_an_object(lake, bucket):
    for n in (10, 20):
        lake.execute(f"COPY (SELECT * FROM range({n})) TO 's3://{bucket}/again.parquet' (FORMAT parquet)")
    assert lake.execute(f"SELECT count(*) FROM 's3://{bucket}/again.parquet'").fetchone() == (20,)


def test_what_is_missing_or_forbidden(server, lake, bucket):
    with pytest.raises(duckdb.HTTPException, match="404"):
        lake.execute(f"FROM read_parquet('s3://{bucket}/nothing.parquet')")
    with pytest.raises(duckdb.Error, match="403"):
        connect(server, secret="wrong" * 8).execute(f"FROM read_csv('s3://{bucket}/x.csv')")
