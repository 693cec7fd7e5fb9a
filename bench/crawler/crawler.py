#!/usr/bin/env python3
"""Crawlers at size: many small objects, a crawl of what is new only, and large files of many kinds.

    TARN_BINARY=build/release/tarn .venv/bin/python bench/crawler/crawler.py [--objects 10000,100000,1000000] [--partitions 1000] [--mixed-gb 10] [--data DIR]
"""

import argparse
import gzip
import io
import json
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench/crawler")]

from conftest import Server, find_binary  # noqa: E402
from put_objects import put_all  # noqa: E402

TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
NEW_ONLY = {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}, "SchemaChangePolicy": {"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"}}
MIXED_MB = 64


def memory_mb(pid: int, what: str) -> float:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


def crawl(server, name: str) -> str:
    """Runs the crawler once; its seconds and the server's peak of memory while it ran."""
    with open(f"/proc/{server.process.pid}/clear_refs", "w") as clear:
        clear.write("5")  # the peak begins anew
    glue = server.client("glue")
    glue.start_crawler(Name=name)
    while glue.get_crawler(Name=name)["Crawler"]["State"] != "READY":
        time.sleep(0.2)
    last = glue.list_crawls(CrawlerName=name, MaxResults=1)["Crawls"][0]
    if last["State"] != "COMPLETED":
        raise RuntimeError(last)
    seconds = (last["EndTime"] - last["StartTime"]).total_seconds()
    return f"{seconds:8.2f} s, {memory_mb(server.process.pid, 'VmHWM'):6.0f} MB at most, {last['Summary'][:60]}"


def rows(i: int) -> bytes:
    return f"id,name,price\n{i},item {i},{i % 100}.5\n{i + 1},item {i + 1},{i % 7}.25\n".encode()


def small_objects(server, sizes: list[int], partitions: int) -> None:
    glue, s3 = server.client("glue"), server.client("s3")
    s3.create_bucket(Bucket="small")
    glue.create_crawler(Name="small", Role="bench", DatabaseName="bench", Targets={"S3Targets": [{"Path": "s3://small/t/"}]})
    glue.create_crawler(Name="new-only", Role="bench", DatabaseName="bench_new", Targets={"S3Targets": [{"Path": "s3://small/t/"}]}, **NEW_ONLY)
    done = 0
    for size in sizes:
        begun = time.perf_counter()
        put_all(server, "small", [(f"t/part={i % partitions:04}/{i:07}.csv", rows(i)) for i in range(done, size)])
        print(f"{size:>9} objects in {partitions} partitions: put at {(size - done) / (time.perf_counter() - begun):,.0f} a second")
        done = size
        print(f"{'':>9} crawl of everything (goal at 1,000,000: 60 s, 500 MB) {crawl(server, 'small')}")
        print(f"{'':>9} again, nothing new                                    {crawl(server, 'small')}")
    print(f"{'':>9} new folders only, the first time                      {crawl(server, 'new-only')}")
    for count in (1, 10, 100):
        put_all(server, "small", [(f"t/part=new{count}-{i:03}/a.csv", rows(i)) for i in range(count)])
        print(f"{'':>9} new folders only, {count:3} new                            {crawl(server, 'new-only')}")


def parquet_file() -> bytes:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"n": list(range(1_000_000)), "t": [f"text {i}" for i in range(1_000_000)]})
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="none")
    return out.getvalue()


def mixed_files(server, gigabytes: float) -> None:
    """Large files: what is read of each is its sample or its footer."""
    glue, s3 = server.client("glue"), server.client("s3")
    s3.create_bucket(Bucket="mixed")
    line = b"".join(rows(i).split(b"\n", 1)[1] for i in range(20_000))
    document = b"".join(json.dumps({"id": i, "name": f"item {i}", "tags": ["a", "b"]}).encode() + b"\n" for i in range(20_000))
    size = MIXED_MB * 1024 * 1024
    bodies = {
        "csv": (b"id,name,price\n" + line * (size // len(line) + 1))[:size],
        "json": (document * (size // len(document) + 1))[:size],
        "log": (b'1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326\n' * (size // 68 + 1))[:size],
        "parquet": parquet_file(),
    }
    bodies["csv.gz"] = gzip.compress(bodies["csv"], 1)
    written, count = 0, 0
    while written < gigabytes * 1e9:
        for kind, body in bodies.items():
            s3.put_object(Bucket="mixed", Key=f"in/{kind.replace('.', '_')}/{count:04}.{kind}", Body=body)
            written += len(body)
        count += 1
    glue.create_crawler(Name="mixed", Role="bench", DatabaseName="bench_mixed", Targets={"S3Targets": [{"Path": "s3://mixed/in/"}]})
    print(f"{written / 1e9:8.1f} GB in {count * len(bodies)} files of {len(bodies)} kinds               {crawl(server, 'mixed')}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--objects", default="10000,100000,1000000")
    parser.add_argument("--partitions", type=int, default=1000)
    parser.add_argument("--mixed-gb", type=float, default=10)
    parser.add_argument("--data", help="folder for the server's data, on the disk that matters")
    arguments = parser.parse_args()
    print(f"binary: {find_binary()}")
    with tempfile.TemporaryDirectory(dir=arguments.data) as folder:
        server = Server(pathlib.Path(folder) / "data").start()
        try:
            iam = server.client("iam")
            iam.create_role(RoleName="bench", AssumeRolePolicyDocument=json.dumps(TRUST))
            for policy in ("service-role/AWSGlueServiceRole", "AmazonS3ReadOnlyAccess"):
                iam.attach_role_policy(RoleName="bench", PolicyArn="arn:aws:iam::aws:policy/" + policy)
            if arguments.objects:
                small_objects(server, [int(n) for n in arguments.objects.split(",")], arguments.partitions)
            if arguments.mixed_gb:
                mixed_files(server, arguments.mixed_gb)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
