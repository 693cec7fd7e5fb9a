"""SELECT 1 from StartQueryExecution to its first page of results."""

import time

from conftest import Server
from table import Row, median_ms


def ask(athena) -> None:
    location = {"OutputLocation": "s3://results/"}
    query = athena.start_query_execution(QueryString="SELECT 1", ResultConfiguration=location)["QueryExecutionId"]
    while athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
        time.sleep(0.001)
    athena.get_query_results(QueryExecutionId=query)


def measure(folder):
    server = Server(folder / "data").start()
    server.client("s3").create_bucket(Bucket="results")
    athena = server.client("athena")
    yield Row("a trivial Athena query", median_ms(50, lambda i: ask(athena)), "ms", goal="< 30 ms")
    server.stop()
