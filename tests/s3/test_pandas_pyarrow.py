"""Frames and datasets through the two file systems that pandas uses: pyarrow's, which is AWS's C++ SDK, and s3fs, which is botocore."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import s3fs
from pyarrow import fs


@pytest.fixture
def arrow(server):
    """By its endpoint; a client of AWS's C++ SDK."""
    env = server.env
    return fs.S3FileSystem(
        access_key=env["AWS_ACCESS_KEY_ID"], secret_key=env["AWS_SECRET_ACCESS_KEY"], region=env["AWS_REGION"],
        endpoint_override=server.endpoint.removeprefix("http://"), scheme="http",
    )


@pytest.fixture
def storage(server):
    """The options of s3fs."""
    env = server.env
    return {"key": env["AWS_ACCESS_KEY_ID"], "secret": env["AWS_SECRET_ACCESS_KEY"], "client_kwargs": {"endpoint_url": server.endpoint, "region_name": env["AWS_REGION"]}}


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "id": range(1000),
            "name": [f"name {i}" if i % 7 else None for i in range(1000)],
            "price": [i / 4 for i in range(1000)],
            "at": pd.date_range("2024-01-01", periods=1000, freq="h"),
            "day": [("mon", "tue", "wed day")[i % 3] for i in range(1000)],
        }
    )


def by_id(frame, like):
    """In the order and with the types of `like`: partitions give their rows and columns in another order."""
    return frame.sort_values("id", ignore_index=True)[list(like.columns)].astype(like.dtypes.to_dict())


def test_pandas_through_s3fs(storage, bucket, frame):
    frame.to_parquet(f"s3://{bucket}/frame.parquet", storage_options=storage)
    pd.testing.assert_frame_equal(pd.read_parquet(f"s3://{bucket}/frame.parquet", storage_options=storage), frame)
    frame[["id", "name"]].to_csv(f"s3://{bucket}/frame.csv", index=False, storage_options=storage)
    pd.testing.assert_frame_equal(pd.read_csv(f"s3://{bucket}/frame.csv", storage_options=storage), frame[["id", "name"]])


def test_partitions_through_s3fs(storage, bucket, frame):
    frame.to_parquet(f"s3://{bucket}/days", partition_cols=["day"], storage_options=storage)
    read = pd.read_parquet(f"s3://{bucket}/days", storage_options=storage)
    pd.testing.assert_frame_equal(by_id(read, frame), frame)
    one = pd.read_parquet(f"s3://{bucket}/days", storage_options=storage, filters=[("day", "=", "tue"), ("id", "<", 5)])
    assert sorted(one["id"]) == [1, 4]


BYTES = bytes(i * 7 % 251 for i in range(300_000))


def test_ranges_through_s3fs(storage, s3, bucket):
    s3.put_object(Bucket=bucket, Key="bytes", Body=BYTES)
    with s3fs.S3FileSystem(**storage).open(f"{bucket}/bytes", "rb", block_size=1 << 16) as file:
        file.seek(-5, 2)
        assert file.read() == BYTES[-5:]
        file.seek(123_456)
        assert file.read(70_000) == BYTES[123_456:193_456]


def test_pyarrow_writes_partitions(arrow, s3, bucket, frame):
    for _ in range(2):  # the second time what is there is deleted first, many keys in one request
        ds.write_dataset(
            pa.Table.from_pandas(frame), f"{bucket}/days", filesystem=arrow, format="parquet", partitioning=["day"], partitioning_flavor="hive",
            existing_data_behavior="delete_matching",
        )
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix="days/")["Contents"] if o["Size"]]
    assert keys == ["days/day=mon/part-0.parquet", "days/day=tue/part-0.parquet", "days/day=wed%20day/part-0.parquet"]
    tuesdays = pq.read_table(io.BytesIO(s3.get_object(Bucket=bucket, Key=keys[1])["Body"].read()))
    assert tuesdays["id"].to_pylist() == list(range(1, 1000, 3))


def test_pyarrow_uploads_in_parts(arrow, s3, bucket):
    block = bytes(range(256)) * 4096
    with arrow.open_output_stream(f"{bucket}/parts") as out:
        for _ in range(25):
            out.write(block)
    got = s3.get_object(Bucket=bucket, Key="parts")
    assert got["ETag"].endswith('-3"') and got["Body"].read() == block * 25


def test_pyarrow_walks_moves_and_deletes(arrow, s3, bucket):
    with arrow.open_output_stream(f"{bucket}/a/b/one", metadata={"Content-Type": "text/plain"}) as out:
        out.write(b"1")
    assert s3.head_object(Bucket=bucket, Key="a/b/one")["ContentType"] == "text/plain"
    arrow.copy_file(f"{bucket}/a/b/one", f"{bucket}/a/two words")
    arrow.move(f"{bucket}/a/b/one", f"{bucket}/a/b/three")
    found = arrow.get_file_info(fs.FileSelector(f"{bucket}/a", recursive=True))
    assert {(i.base_name, i.type.name) for i in found} == {("b", "Directory"), ("three", "File"), ("two words", "File")}
    arrow.delete_dir_contents(f"{bucket}/a")
    assert [i.path for i in arrow.get_file_info(fs.FileSelector(f"{bucket}/a", recursive=True)) if i.is_file] == []
    assert arrow.get_file_info(f"{bucket}/a/two words").type == fs.FileType.NotFound


def test_pandas_through_pyarrow(arrow, bucket, frame):
    frame.to_parquet(f"{bucket}/deep/frame.parquet", filesystem=arrow)
    pd.testing.assert_frame_equal(pd.read_parquet(f"{bucket}/deep/frame.parquet", filesystem=arrow), frame)
    some = pd.read_parquet(f"{bucket}/deep/frame.parquet", filesystem=arrow, columns=["id"], filters=[("price", ">=", 249)])
    assert some["id"].tolist() == [996, 997, 998, 999]



def test_partitions_through_pyarrow(arrow, s3, bucket, frame):
    for _ in range(2):  # the second time what is there is deleted first, many keys in one request
        ds.write_dataset(
            pa.Table.from_pandas(frame), f"{bucket}/days", filesystem=arrow, format="parquet", partitioning=["day"], partitioning_flavor="hive",
            existing_data_behavior="delete_matching",
        )
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix="days/")["Contents"] if o["Size"]]
    assert keys == ["days/day=mon/part-0.parquet", "days/day=tue/part-0.parquet", "days/day=wed%20day/part-0.parquet"]
    read = ds.dataset(f"{bucket}/days", filesystem=arrow, format="parquet", partitioning="hive")
    assert read.count_rows(filter=ds.field("day") == "wed day") == 333
    pd.testing.assert_frame_equal(by_id(read.to_table().to_pandas(), frame), frame)
    one = pd.read_parquet(f"{bucket}/days", filesystem=arrow, filters=[("day", "=", "tue"), ("id", "<", 5)])
    assert sorted(one["id"]) == [1, 4]



def test_ranges_through_pyarrow(arrow, s3, bucket):
    s3.put_object(Bucket=bucket, Key="bytes", Body=BYTES)
    with arrow.open_input_file(f"{bucket}/bytes") as file:
        assert file.size() == len(BYTES)
        for start, length in ((0, 1), (1000, 50_000), (299_990, 10), (299_990, 100)):
            assert file.read_at(length, start) == BYTES[start : start + length]



def test_row_groups_are_read_alone(arrow, bucket, frame):
    pq.write_table(pa.Table.from_pandas(frame), f"{bucket}/groups.parquet", filesystem=arrow, row_group_size=100)
    with arrow.open_input_file(f"{bucket}/groups.parquet") as file:
        third = pq.ParquetFile(file).read_row_group(3, columns=["id", "day"])
    assert third["id"].to_pylist() == list(range(300, 400))
