#!/usr/bin/env python3
"""The Data Catalog at size: what it costs inside the server, and how the cost grows.

    TARN_BINARY=build/release/tarn .venv/bin/python bench/catalog/catalog.py [--partitions 10000,100000,1000000] [--tables 100000] [--data DIR]
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench/catalog")]

from conftest import Server, find_binary  # noqa: E402
from glue_wire import ServerTimes, connect, send, send_all, signed  # noqa: E402

CONNECTIONS = 4
BATCH = 100
CALLS = 50
SIGNED_AT_ONCE = 500  # signatures are valid for minutes only
DESCRIPTOR = {
    "Columns": [{"Name": f"column_{i}", "Type": "string"} for i in range(10)],
    "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "Parameters": {"serialization.format": "1"}},
}
KEYS = [{"Name": "day", "Type": "int"}, {"Name": "hour", "Type": "int"}, {"Name": "shard", "Type": "string"}]
SHARDS = 40
# An equality, a range, a later key alone, and one that only an index serves.
EXPRESSIONS = {"day = 7 and hour = 3": "equal", "day between 5 and 6": "range", "hour = 3": "later key", "shard = 's7' and hour = 3": "two later keys"}


def values_of(i: int) -> list[str]:
    return [str(i // (24 * SHARDS)), str(i // SHARDS % 24), f"s{i % SHARDS}"]


def partition(i: int) -> dict:
    values = values_of(i)
    folder = "/".join(f"{key['Name']}={value}" for key, value in zip(KEYS, values))
    return {"Values": values, "StorageDescriptor": DESCRIPTOR | {"Location": f"s3://lake/events/{folder}/"}}


def folder_bytes(folder: pathlib.Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def in_server(server, operation: str, arguments: dict, calls: int = CALLS) -> str:
    request, connection = signed(server, operation, arguments), connect(server)
    send(connection, request)
    times = ServerTimes(server, operation)
    for _ in range(calls):
        body = send(connection, request)
    mean, median = times.since()
    items = next((len(value) for value in json.loads(body).values() if isinstance(value, list)), 1)
    return f"{mean:8.2f} ms mean, {median}, {items} items"


def add_partitions(server, first: int, last: int) -> float:
    """Partitions a second."""
    taken = 0.0
    for begin in range(first, last, BATCH * SIGNED_AT_ONCE):
        batches = range(begin, min(last, begin + BATCH * SIGNED_AT_ONCE), BATCH)
        requests = [signed(server, "BatchCreatePartition", {"DatabaseName": "bench", "TableName": "events", "PartitionInputList": [partition(i) for i in range(b, b + BATCH)]}) for b in batches]
        begun = time.perf_counter()
        send_all(server, requests, CONNECTIONS)
        taken += time.perf_counter() - begun
    return (last - first) / taken


def partitions(server, glue, sizes: list[int]) -> None:
    glue.create_table(DatabaseName="bench", TableInput={"Name": "events", "PartitionKeys": KEYS, "StorageDescriptor": DESCRIPTOR | {"Location": "s3://lake/events/"}})
    empty, done = folder_bytes(server.data / "kv"), 0
    for size in sizes:
        rate = add_partitions(server, done, size)
        done = size
        print(f"{size:>9} partitions: created {rate:,.0f} a second on {CONNECTIONS} connections (goal 20,000)")
        print(f"          store {(folder_bytes(server.data / 'kv') - empty) / size:.0f} bytes a partition, logs included (goal 300)")
        for expression, kind in EXPRESSIONS.items():
            arguments = {"DatabaseName": "bench", "TableName": "events", "Expression": expression, "ExcludeColumnSchema": True}
            print(f"          GetPartitions {kind:<16}{in_server(server, 'GetPartitions', arguments)} (goal 20 ms)")
        print(f"          GetTable                      {in_server(server, 'GetTable', {'DatabaseName': 'bench', 'Name': 'events'}, 500)} (goal p50 0.5 ms)", flush=True)


def tables(server, glue, count: int) -> None:
    glue.create_database(DatabaseInput={"Name": "many"})
    for begin in range(0, count, 10_000):
        requests = [signed(server, "CreateTable", {"DatabaseName": "many", "TableInput": {"Name": f"table_{i:06}", "StorageDescriptor": DESCRIPTOR}}) for i in range(begin, min(count, begin + 10_000))]
        send_all(server, requests, CONNECTIONS)
    print(f"{count:>9} tables")
    for name, arguments in {"first page": {}, "last tables": {"Expression": f"table_{count - 10:06}"[:-1] + ".*"}}.items():
        print(f"          GetTables {name:<20}{in_server(server, 'GetTables', {'DatabaseName': 'many', **arguments}, 10)}")
    print(f"          SearchTables                  {in_server(server, 'SearchTables', {'SearchText': f'table_{count - 1:06}'}, 10)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partitions", default="10000,100000,1000000")
    parser.add_argument("--tables", type=int, default=100_000)
    parser.add_argument("--data", help="folder on the disk to be measured (a temporary one)")
    options = parser.parse_args()
    print(f"binary {os.path.relpath(find_binary(), ROOT)}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="tarn-bench-", dir=options.data) as folder:
        server = Server(pathlib.Path(folder) / "data").start()
        try:
            glue = server.client("glue")
            glue.create_database(DatabaseInput={"Name": "bench"})
            partitions(server, glue, [int(size) for size in options.partitions.split(",")])
            if options.tables:
                tables(server, glue, options.tables)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
