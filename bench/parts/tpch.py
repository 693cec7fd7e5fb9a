"""TPC-H through Athena against plain DuckDB on the same Parquet files with as many threads, query by query in turn, answers compared."""

import pathlib
import statistics
import time

from athena_query import Refused, answer, ask
from conftest import Server
from table import Row
from tpch_answers import difference
from tpch_lake import declare, generate, open_duckdb

QUERIES = pathlib.Path(__file__).parents[1] / "tpch"
TIMES = 3


def timed(work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def compare(athena, duckdb, name: str, sql: str) -> Row:
    """Warms both up with the run whose answers are compared, then measures them alternately. Raises Refused."""
    wrong = difference(answer(athena, sql), duckdb.execute(sql).fetchall())
    tarn, probe = [], []
    for _ in range(TIMES):
        tarn.append(timed(lambda: ask(athena, sql)))
        probe.append(timed(lambda: duckdb.execute(sql).fetchall()))
    return Row(f"TPC-H {name}", statistics.median(tarn), "ms", statistics.median(probe), f"WRONG ANSWER: {wrong}" if wrong else "")


def run_queries(athena, duckdb):
    """A row a query, a line for one that Athena refuses, and the total of those that it answered."""
    answered: list[Row] = []
    paths = sorted(QUERIES.glob("q*.sql"))
    for path in paths:
        try:
            answered.append(compare(athena, duckdb, path.stem, path.read_text()))
            yield answered[-1]
        except Refused as error:
            yield f"TPC-H {path.stem:<28}refused: {error}"
    total, probe = sum(row.tarn for row in answered), sum(row.probe for row in answered)
    yield Row(f"TPC-H total of {len(answered)} of {len(paths)} queries", total, "ms", probe, "<= 1.3")


def measure(folder, scale: float):
    files = generate(folder / "files", scale)
    server = Server(folder / "data").start()
    try:
        declare(server, files)
        yield from run_queries(server.client("athena"), open_duckdb(files))
    finally:
        server.stop()
