#!/usr/bin/env python3
"""Every service under load for a while: no answer is wrong, and nothing grows that should not.

TARN_SOAK_SECONDS sets how long (600), TARN_SEED repeats a run; the seed is printed.
"""

import concurrent.futures
import csv
import io
import os
import pathlib
import random
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/server")]

import psycopg  # noqa: E402
from conftest import Server  # noqa: E402
from lake import run_check  # noqa: E402

SECONDS = float(os.environ.get("TARN_SOAK_SECONDS", "600"))
SEED = int(os.environ.get("TARN_SEED", "0")) or random.randrange(1, 1 << 31)
BUCKET, DATABASE, ROWS = "soak-bucket", "soak", 2_000
# What may come after the first fifth of the time, when caches are warm: memory of caches that fill slowly, threads of pools.
MORE_MEMORY = 150 << 20
MORE_HANDLES = 40
MORE_DISK = 400 << 20


class Worker:
    """Repeats `step` until the time is over; an assertion or an error ends the soak."""

    def __init__(self, server, number: int):
        self.server, self.number, self.done = server, number, 0
        self.chance = random.Random(f"{SEED}/{type(self).__name__}/{number}")

    def run(self, until: float) -> None:
        while time.monotonic() < until:
            self.step()
            self.done += 1


class Objects(Worker):
    def __init__(self, server, number):
        super().__init__(server, number)
        self.s3, self.held = server.client("s3"), {}

    def step(self):
        key = f"objects/{self.number}/{self.chance.randrange(40)}"
        kind = self.chance.choice(["put", "put", "get", "get", "delete", "list", "multipart"])
        if kind == "put":
            self.held[key] = self.chance.randbytes(self.chance.choice([0, 900, 30_000, 400_000]))
            self.s3.put_object(Bucket=BUCKET, Key=key, Body=self.held[key])
        elif kind == "multipart":
            self.held[key] = self.multipart(key)
        elif kind == "get" and key in self.held:
            assert self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == self.held[key], key
        elif kind == "delete":
            self.s3.delete_object(Bucket=BUCKET, Key=key)
            self.held.pop(key, None)
        else:
            listed = self.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"objects/{self.number}/").get("Contents", [])
            assert [entry["Key"] for entry in listed] == sorted(self.held)

    def multipart(self, key) -> bytes:
        content = [self.chance.randbytes(5 << 20), self.chance.randbytes(1_000)]
        upload = self.s3.create_multipart_upload(Bucket=BUCKET, Key=key)["UploadId"]
        parts = [{"PartNumber": n, "ETag": self.s3.upload_part(Bucket=BUCKET, Key=key, UploadId=upload, PartNumber=n, Body=part)["ETag"]}
                 for n, part in enumerate(content, 1)]
        self.s3.complete_multipart_upload(Bucket=BUCKET, Key=key, UploadId=upload, MultipartUpload={"Parts": parts})
        return b"".join(content)


class Catalog(Worker):
    def __init__(self, server, number):
        super().__init__(server, number)
        self.glue = server.client("glue")

    def step(self):
        name = f"table_{self.number}"
        table = {"Name": name, "PartitionKeys": [{"Name": "day", "Type": "int"}], "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "int"}]}}
        self.glue.create_table(DatabaseName=DATABASE, TableInput=table)
        days = self.chance.sample(range(1000), 50)
        created = self.glue.batch_create_partition(
            DatabaseName=DATABASE, TableName=name, PartitionInputList=[{"Values": [str(day)], "StorageDescriptor": {}} for day in days])
        assert not created["Errors"]
        bound = self.chance.randrange(1000)
        found = self.glue.get_partitions(DatabaseName=DATABASE, TableName=name, Expression=f"day < {bound}")["Partitions"]
        assert sorted(int(p["Values"][0]) for p in found) == sorted(day for day in days if day < bound)
        self.glue.delete_table(DatabaseName=DATABASE, Name=name)


class Queries(Worker):
    def __init__(self, server, number):
        super().__init__(server, number)
        self.athena, self.s3 = server.client("athena"), server.client("s3")

    def step(self):
        bound = self.chance.randrange(ROWS)
        assert self.ask(f"SELECT count(*), sum(n) FROM numbers WHERE n < {bound}") == [str(bound), str(sum(range(bound))) if bound else None]
        copy = f"copy_{self.number}_{self.done}"
        self.ask(f"CREATE TABLE {copy} WITH (format = 'PARQUET', external_location = 's3://{BUCKET}/copies/{copy}/') AS SELECT * FROM numbers")
        assert self.ask(f"SELECT count(*) FROM {copy}") == [str(ROWS)]
        self.ask(f"DROP TABLE {copy}")
        for entry in self.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"copies/{copy}/").get("Contents", []):
            self.s3.delete_object(Bucket=BUCKET, Key=entry["Key"])

    def ask(self, sql: str) -> list:
        query = self.athena.start_query_execution(QueryString=sql, QueryExecutionContext={"Database": DATABASE},
                                                  ResultConfiguration={"OutputLocation": f"s3://{BUCKET}/results/"})["QueryExecutionId"]
        while True:
            status = self.athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
            if status["State"] not in ("QUEUED", "RUNNING"):
                break
            time.sleep(0.005)
        assert status["State"] == "SUCCEEDED", status
        rows = self.athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]
        return [cell.get("VarCharValue") for cell in rows[1]["Data"]] if len(rows) > 1 else []


class Warehouse(Worker):
    def step(self):
        env, name, rows = self.server.env, f"t{self.number}", self.chance.randrange(1, 500)
        with psycopg.connect(host=env["PGHOST"], port=env["PGPORT"], dbname=env["PGDATABASE"], user=env["PGUSER"], password=env["PGPASSWORD"]) as session:
            session.execute(f"DROP TABLE IF EXISTS {name}")
            session.execute(f"CREATE TABLE {name} (a int, b varchar(20))")
            session.commit()
            with session.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {name} VALUES (%s, %s)", [(n, f"row {n}") for n in range(rows)])
            assert session.execute(f"SELECT count(*), max(b) FROM {name} WHERE a >= 0").fetchone()[0] == rows
            if self.chance.random() < 0.5:
                session.rollback()
                rows = 0
            else:
                session.commit()
            assert session.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == rows


def prepare(server) -> None:
    s3, glue = server.client("s3"), server.client("glue")
    s3.create_bucket(Bucket=BUCKET)
    glue.create_database(DatabaseInput={"Name": DATABASE})
    text = io.StringIO()
    csv.writer(text).writerows([n, f"row {n}"] for n in range(ROWS))
    s3.put_object(Bucket=BUCKET, Key="numbers/part.csv", Body=text.getvalue().encode())
    glue.create_table(DatabaseName=DATABASE, TableInput={"Name": "numbers", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": {
        "Columns": [{"Name": "n", "Type": "bigint"}, {"Name": "text", "Type": "string"}], "Location": f"s3://{BUCKET}/numbers/",
        "InputFormat": "org.apache.hadoop.mapred.TextInputFormat", "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", "Parameters": {"field.delim": ","}}}})


def size_of(server) -> dict[str, int]:
    """Resident memory, threads and open files of the server, and the bytes of its data folder."""
    proc = pathlib.Path(f"/proc/{server.process.pid}")
    status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
    files = (path for path in server.data.rglob("*") if path.is_file())
    disk = 0
    for path in files:
        try:
            disk += path.stat().st_size
        except FileNotFoundError:
            pass  # reclaimed while we look
    return {"memory": int(status["VmRSS"].split()[0]) << 10, "threads": int(status["Threads"]), "files": len(list((proc / "fd").iterdir())), "disk": disk}


def main() -> None:
    print(f"seed {SEED}, {SECONDS:.0f} s")
    with tempfile.TemporaryDirectory(prefix="tarn-soak-") as folder:
        server = Server(pathlib.Path(folder) / "data").start()
        try:
            soak(server)
        finally:
            server.stop()
        assert run_check(server.data) == (0, "sound\n")


def soak(server) -> None:
    prepare(server)
    begun = time.monotonic()
    workers = [kind(server, number) for kind in (Objects, Catalog, Queries, Warehouse) for number in range(2)]
    with concurrent.futures.ThreadPoolExecutor(len(workers)) as pool:
        running = [pool.submit(worker.run, begun + SECONDS) for worker in workers]
        warm = None
        while not all(future.done() for future in running):
            time.sleep(min(5, SECONDS / 20))
            if warm is None and time.monotonic() - begun > SECONDS / 5:
                warm = size_of(server)
        for future in running:
            future.result()
    time.sleep(10)  # what was deleted is reclaimed
    end = size_of(server)
    for worker in workers:
        print(f"{type(worker).__name__} {worker.number}: {worker.done} rounds")
    print(f"warm {warm}\nend  {end}")
    assert all(worker.done > 0 for worker in workers)
    assert end["memory"] < warm["memory"] + MORE_MEMORY
    assert end["threads"] < warm["threads"] + MORE_HANDLES and end["files"] < warm["files"] + MORE_HANDLES
    assert end["disk"] < warm["disk"] + MORE_DISK


if __name__ == "__main__":
    main()
