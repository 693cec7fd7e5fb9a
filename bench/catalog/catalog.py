#!/usr/bin/env python3
"""The Data Catalog at size: what it costs inside the server, and how the cost grows.

    ninja -C build/release tarn catalog_raw_batches
    TARN_BINARY=build/release/tarn .venv/bin/python bench/catalog/catalog.py [--partitions 10000,100000,1000000] [--tables 100000] [--data DIR]
"""

import argparse
import json
import os
import pathlib
import subprocess
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
# (what it shows, expression, the reply without columns); the last two have no condition on the first key.
PAGES = [("equal", "day = 7 and hour = 3", True), ("range", "day between 5 and 6", True), ("range, columns", "day between 5 and 6", False),
         ("later key", "hour = 3", True), ("two later keys", "shard = 's7' and hour = 3", True)]
TICKS = os.sysconf("SC_CLK_TCK")


def values_of(i: int) -> list[str]:
    return [str(i // (24 * SHARDS)), str(i // SHARDS % 24), f"s{i % SHARDS}"]


def partition(i: int) -> dict:
    values = values_of(i)
    folder = "/".join(f"{key['Name']}={value}" for key, value in zip(KEYS, values))
    return {"Values": values, "StorageDescriptor": DESCRIPTOR | {"Location": f"s3://lake/events/{folder}/"}}


def folder_bytes(folder: pathlib.Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cpu_seconds(server) -> float:
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def raw_rate(folder: pathlib.Path, count: int) -> float:
    """Records a second that RocksDB alone takes in such batches, on the same disk."""
    probe = find_binary().parent / "bench/catalog_raw_batches"
    return float(subprocess.run([probe, folder / f"raw-{count}", str(count)], check=True, capture_output=True, text=True).stdout)


def in_server(server, operation: str, arguments: dict, calls: int = CALLS) -> str:
    request, connection = signed(server, operation, arguments), connect(server)
    send(connection, request)
    times = ServerTimes(server, operation)
    for _ in range(calls):
        body = send(connection, request)
    mean, median = times.since()
    items = next((len(value) for value in json.loads(body).values() if isinstance(value, list)), 1)
    return f"{mean:8.2f} ms mean, {median}, {items} items"


def add_partitions(server, first: int, last: int) -> tuple[float, float]:
    """Partitions a second, and the server's CPU microseconds for each."""
    taken = cpu = 0.0
    for begin in range(first, last, BATCH * SIGNED_AT_ONCE):
        batches = range(begin, min(last, begin + BATCH * SIGNED_AT_ONCE), BATCH)
        requests = [signed(server, "BatchCreatePartition", {"DatabaseName": "bench", "TableName": "events", "PartitionInputList": [partition(i) for i in range(b, b + BATCH)]}) for b in batches]
        begun, cpu_begun = time.perf_counter(), cpu_seconds(server)
        send_all(server, requests, CONNECTIONS)
        taken += time.perf_counter() - begun
        cpu += cpu_seconds(server) - cpu_begun
    return (last - first) / taken, cpu / (last - first) * 1e6


def partitions(server, glue, sizes: list[int]) -> None:
    glue.create_table(DatabaseName="bench", TableInput={"Name": "events", "PartitionKeys": KEYS, "StorageDescriptor": DESCRIPTOR | {"Location": "s3://lake/events/"}})
    empty, done = folder_bytes(server.data / "kv"), 0
    for size in sizes:
        raw = raw_rate(server.data.parent, size - done)
        times = ServerTimes(server, "BatchCreatePartition")
        rate, cpu = add_partitions(server, done, size)
        done = size
        print(f"{size:>9} partitions: created {rate:,.0f} a second on {CONNECTIONS} connections (goal 20,000), load {os.getloadavg()[0]:.1f}")
        print(f"          {times.since()[0]:.2f} ms a batch of {BATCH} in the server, {cpu:.1f} us of its CPU a partition; RocksDB alone {raw:,.0f} a second, ratio {rate / raw:.2f}")
        print(f"          store {(folder_bytes(server.data / 'kv') - empty) / size:.0f} bytes a partition, logs included (goal 300)")
        for kind, expression, without_columns in PAGES:
            arguments = {"DatabaseName": "bench", "TableName": "events", "Expression": expression, "ExcludeColumnSchema": without_columns}
            print(f"          GetPartitions {kind:<16}{in_server(server, 'GetPartitions', arguments)} (goal 20 ms)")
        print(f"          GetTable                      {in_server(server, 'GetTable', {'DatabaseName': 'bench', 'Name': 'events'}, 500)} (goal p50 0.5 ms)", flush=True)


def all_pages(server, database: str) -> tuple[int, float]:
    """Walks a whole listing: the number of pages, and the mean milliseconds of one inside the server."""
    connection, token, pages = connect(server), None, 0
    times = ServerTimes(server, "GetTables")
    while pages == 0 or token:
        arguments = {"DatabaseName": database} | ({"NextToken": token} if token else {})
        token = json.loads(send(connection, signed(server, "GetTables", arguments))).get("NextToken")
        pages += 1
    return pages, times.since()[0]


def tables(server, glue, count: int) -> None:
    glue.create_database(DatabaseInput={"Name": "many"})
    begun = time.perf_counter()
    for begin in range(0, count, 10_000):
        requests = [signed(server, "CreateTable", {"DatabaseName": "many", "TableInput": {"Name": f"table_{i:06}", "Description": f"of the {'north' if i % 3 else 'south'}", "StorageDescriptor": DESCRIPTOR}}) for i in range(begin, min(count, begin + 10_000))]
        send_all(server, requests, CONNECTIONS)
    print(f"{count:>9} tables, created {count / (time.perf_counter() - begun):,.0f} a second, signing included; load {os.getloadavg()[0]:.1f}")
    many = {"DatabaseName": "many"}
    for name, arguments in {"first page": {}, "last ten, by name": {"Expression": f"table_{count - 10:06}"[:-1] + ".*"}, "one, by its end": {"Expression": f".*_{count - 1:06}"}}.items():
        print(f"          GetTables {name:<20}{in_server(server, 'GetTables', many | arguments, 10)}")
    print("          GetTables, {} pages of all      {:8.2f} ms mean".format(*all_pages(server, "many")))
    for name, arguments in {"a word of one": {"SearchText": f"table_{count - 1:06}"}, "a word of many": {"SearchText": "south"}, "a word of none": {"SearchText": "nowhere"},
                            "a filter": {"Filters": [{"Key": "Name", "Value": f"{count // 2:06}"}]}, "sorted": {"SearchText": "south", "SortCriteria": [{"FieldName": "Name", "Sort": "DESC"}]}}.items():
        print(f"          SearchTables {name:<17}{in_server(server, 'SearchTables', arguments, 10)}", flush=True)


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
