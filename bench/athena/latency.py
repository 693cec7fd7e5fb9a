"""Milliseconds from StartQueryExecution to the first page of results, for a trivial query; one client, then several.

    TARN_BINARY=build/release/tarn .venv/bin/python bench/athena/latency.py
"""

import pathlib
import statistics
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tests"))
from conftest import Server  # noqa: E402

QUERIES = 100


def ask(client) -> float:
    begin = time.monotonic()
    query_id = client.start_query_execution(QueryString="SELECT 1", ResultConfiguration={"OutputLocation": "s3://results/"})["QueryExecutionId"]
    while client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
        time.sleep(0.001)
    client.get_query_results(QueryExecutionId=query_id)
    return (time.monotonic() - begin) * 1000


def measure(server: Server, clients: int) -> None:
    times: list[float] = []

    def work() -> None:
        client = server.client("athena")
        for _ in range(QUERIES // clients):
            times.append(ask(client))

    threads = [threading.Thread(target=work) for _ in range(clients)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(times) / (time.monotonic() - begin)
    times.sort()
    print(f"{clients} client(s): median {statistics.median(times):.1f} ms, 95th {times[int(len(times) * 0.95)]:.1f} ms, {rate:.0f} queries a second")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tarn-bench-") as folder:
        server = Server(pathlib.Path(folder) / "data").start()
        try:
            server.client("s3").create_bucket(Bucket="results")
            ask(server.client("athena"))
            for clients in (1, 4):
                measure(server, clients)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
