#!/usr/bin/env python3
"""Compares Tarn's Athena with a real Trino: the cases of cases/, then the golden records of tests/sql/athena; see README.md.

Exits 1 on a difference that is not known, and on an entry of known_differences.txt that no case shows any more.
"""

import argparse
import concurrent.futures
import pathlib
import re
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(ROOT / "tests"), str(HERE)]

from botocore.exceptions import ConnectionError, HTTPClientError  # noqa: E402
from conftest import Server  # noqa: E402
from golden_records import GoldenTables, golden_differences  # noqa: E402
from trino_server import Trino  # noqa: E402
from trino_values import UNAUTHORIZED, athena_text, athena_type, for_trino  # noqa: E402

POLL_SECONDS = 0.01
QUERY_SECONDS = 120


class Tarn:
    def __init__(self, work: pathlib.Path):
        self.work, self.servers = work, 0
        self._start()

    def _start(self):
        self.servers += 1
        self.server = Server(self.work / f"data{self.servers}").start()
        self.athena = self.server.client("athena")
        self.server.client("s3").create_bucket(Bucket="differential-results")
        self.server.client("glue").create_database(DatabaseInput={"Name": "default"})  # Trino's memory connector has it from the start

    def stop(self):
        self.server.stop()

    def run(self, sql: str):
        """([(column name, type)], rows of texts) or the error as Trino names it."""
        try:
            return self._run(sql)
        except (ConnectionError, HTTPClientError):  # no query may end the server: that is a difference, and the other cases still run
            self.stop()
            self._start()
            return "THE SERVER DIED"

    def _run(self, sql: str):
        try:
            started = self.athena.start_query_execution(QueryString=sql, ResultConfiguration={"OutputLocation": "s3://differential-results/"})
        except self.athena.exceptions.InvalidRequestException as error:
            return "SYNTAX_ERROR: " + error.response["Error"]["Message"]
        deadline = time.monotonic() + QUERY_SECONDS
        while True:
            status = self.athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]["Status"]
            if status["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
                break
            if time.monotonic() > deadline:
                return "TIMEOUT"
            time.sleep(POLL_SECONDS)
        if status["State"] != "SUCCEEDED":
            return status.get("StateChangeReason", "").replace(UNAUTHORIZED, "")
        result = self.athena.get_query_results(QueryExecutionId=started["QueryExecutionId"])["ResultSet"]
        rows = [[cell.get("VarCharValue") for cell in row["Data"]] for row in result["Rows"]]
        return [(c["Name"], column_type(c)) for c in result["ResultSetMetadata"]["ColumnInfo"]], rows[1:]


def column_type(column) -> str:
    """A ColumnInfo's type with what it says of precision."""
    type_ = column["Type"]
    if type_ == "decimal":
        return f"decimal({column['Precision']},{column['Scale']})"
    if type_ in ("varchar", "char") and column["Precision"] != 2147483647:
        return f"{type_}({column['Precision']})"
    return type_


def cases(path: pathlib.Path):
    for line in path.read_text().splitlines():
        line = line.strip()
        if line and not line.startswith("--"):
            yield line if re.match(r"(?i)(select|with|values|table)\b", line) else "SELECT " + line


class KnownDifferences:
    def __init__(self):
        lines = (HERE / "known_differences.txt").read_text().splitlines()
        self.entries = [line.partition("\t") for line in lines if line and not line.startswith("#")]
        self.patterns = [re.compile(pattern) for pattern, _, _ in self.entries]
        self.seen = set()

    def covers(self, sql: str) -> bool:
        matching = {i for i, pattern in enumerate(self.patterns) if pattern.search(sql)}
        self.seen |= matching
        return bool(matching)

    def unused(self):
        return [pattern for i, (pattern, _, _) in enumerate(self.entries) if i not in self.seen]


def same_number(a: str | None, b: str | None) -> bool:
    """Doubles may differ in the last digits: the two engines use other mathematical libraries."""
    numbers = re.compile(r"-?\d+\.\d+(?:E-?\d+)?")
    if a is None or b is None or numbers.sub("#", a) != numbers.sub("#", b):
        return False
    pairs = zip(map(float, numbers.findall(a)), map(float, numbers.findall(b)))
    return all(abs(x - y) <= 1e-13 * max(abs(x), abs(y)) for x, y in pairs)


def same_value(type_: str, expected: str | None, got: str | None) -> bool:
    return expected == got or (("double" in type_ or "real" in type_) and same_number(expected, got))


def answer_of_trino(expected):
    """Trino's answer as Athena prints it."""
    if isinstance(expected, str):
        return expected
    columns, rows = expected
    return [(name, athena_type(type_)) for name, type_ in columns], [[athena_text(t, v) for (_, t), v in zip(columns, row)] for row in rows]


def same(types, expected, got) -> bool:
    if isinstance(expected, str) or isinstance(got, str):
        return expected == got
    if expected[0] != got[0] or len(expected[1]) != len(got[1]):
        return False
    return all(same_value(t, e, g) for row, got_row in zip(expected[1], got[1]) for t, e, g in zip(types, row, got_row))


def compare_cases(trino, tarn, paths, known, counts):
    work = [(path.name, sql) for path in paths for sql in cases(path)]
    with concurrent.futures.ThreadPoolExecutor(1) as other:
        answers = other.map(lambda case: trino.run(for_trino(case[1])), work)
        for (name, sql), raw in zip(work, answers):
            got = tarn.run(sql)
            types = [] if isinstance(raw, str) else [t for _, t in raw[0]]
            expected = answer_of_trino(raw)
            if same(types, expected, got):
                counts["same"] += 1
            elif known.covers(sql):
                counts["known"] += 1
            else:
                counts["different"] += 1
                print(f"{name}: {sql}\n  Trino: {expected}\n  Tarn:  {got}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=pathlib.Path, help="one file; default: all of cases/, and the golden records")
    parser.add_argument("--trino", help="the URL of a running Trino")
    options = parser.parse_args()
    known = KnownDifferences()
    counts = {"same": 0, "known": 0, "different": 0}
    with tempfile.TemporaryDirectory() as work, Trino(options.trino) as trino:
        tarn = Tarn(pathlib.Path(work))
        try:
            paths = [options.cases] if options.cases else sorted((HERE / "cases").glob("*.sql"))
            compare_cases(trino, tarn, paths, known, counts)
        finally:
            tarn.stop()
        if not options.cases:
            with GoldenTables(trino):
                golden_differences(trino, ROOT / "tests/sql/athena", known, counts)
    if not options.cases:
        for pattern in known.unused():
            counts["different"] += 1
            print(f"known_differences.txt: nothing differs any more under {pattern}")
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
