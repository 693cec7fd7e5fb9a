"""S3 puts, gets and listings against the same writes with fdatasync, the same reads with a checksum, on raw files. boto3 is what a user
has, so its own cost stands in the Tarn column."""

import hashlib
import os
import zlib

from conftest import Server
from table import Row, median_ms

SIZES = {"4 KiB": (4 << 10, 100), "1 MiB": (1 << 20, 30), "64 MiB": (64 << 20, 3)}
LISTED = 1000


def write_synced(path, data: bytes) -> None:
    hashlib.md5(data)
    file = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(file, data)
    os.fdatasync(file)
    os.close(file)


def read_checked(path) -> None:
    zlib.crc32(path.read_bytes())


def measure(folder):
    server = Server(folder / "data").start()
    s3 = server.client("s3")
    s3.create_bucket(Bucket="bench")
    for size, (length, times) in SIZES.items():
        data = os.urandom(length)
        raw = folder / f"raw-{length}"
        put = median_ms(times, lambda i: s3.put_object(Bucket="bench", Key=f"{length}/{i}", Body=data))
        yield Row(f"PUT {size}", put, "ms", median_ms(times, lambda i: write_synced(f"{raw}-{i}", data)))
        get = median_ms(times, lambda i: s3.get_object(Bucket="bench", Key=f"{length}/{i}")["Body"].read())
        goal = "<= 1.67 (60% of the probe's rate)" if size == "64 MiB" else ""
        yield Row(f"GET {size}", get, "ms", median_ms(times, lambda i: read_checked(folder / f"raw-{length}-{i}")), goal)
    for i in range(LISTED):
        s3.put_object(Bucket="bench", Key=f"listed/{i:05}", Body=b"")
    yield Row(f"LIST {LISTED} keys", median_ms(20, lambda i: s3.list_objects_v2(Bucket="bench", Prefix="listed/")), "ms",
              median_ms(20, lambda i: [os.stat(entry) for entry in os.scandir(folder)]))
    server.stop()
