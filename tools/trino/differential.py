#!/usr/bin/env python3
"""Compares Tarn's Athena with a real Trino, case by case; see README.md. Exits 1 on a difference that is not known."""

import argparse
import json
import pathlib
import re
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(ROOT / "tests"), str(HERE)]

from conftest import Server  # noqa: E402
from trino_server import Trino  # noqa: E402

POLL_SECONDS = 0.02
BATCH_SECONDS = 120


class Tarn:
    """Both engines print through json_format(CAST(x AS json)) where the type has one, so that texts can be compared."""

    def __init__(self, server: Server):
        self.athena = server.client("athena")
        server.client("s3").create_bucket(Bucket="differential-results")

    def run(self, sql: str):
        started = self.athena.start_query_execution(QueryString=sql, ResultConfiguration={"OutputLocation": "s3://differential-results/"})
        deadline = time.monotonic() + BATCH_SECONDS
        while True:
            status = self.athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]["Status"]
            if status["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
                break
            if time.monotonic() > deadline:
                return "TIMEOUT"
            time.sleep(POLL_SECONDS)
        if status["State"] != "SUCCEEDED":
            return status.get("StateChangeReason", "").split(":")[0]
        result = self.athena.get_query_results(QueryExecutionId=started["QueryExecutionId"])
        rows = [[cell.get("VarCharValue") for cell in row["Data"]] for row in result["ResultSet"]["Rows"]]
        return [c["Type"] for c in result["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]], rows[1:]


def cases(path: pathlib.Path):
    for line in path.read_text().splitlines():
        line = line.strip()
        if line and not line.startswith("--"):
            yield line if re.match(r"(?i)(select|with|values)\b", line) else "SELECT " + line


def known_differences():
    for line in (HERE / "known_differences.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, _, why = line.partition("\t")
            yield re.compile(pattern), why


def text_of(value) -> str | None:
    """A value of Trino's JSON protocol as Athena's results print it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(text_of(v) or "null" for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}={text_of(v) or 'null'}" for k, v in sorted(value.items())) + "}"
    return value if isinstance(value, str) else json.dumps(value)


def same_number(a: str, b: str) -> bool:
    try:
        x, y = float(a), float(b)
    except ValueError:
        return False
    return x == y or abs(x - y) <= 1e-12 * max(abs(x), abs(y))


def same(expected, got) -> bool:
    if isinstance(expected, str) or isinstance(got, str):
        return expected == got
    (types, rows), (_, got_rows) = expected, got
    if len(rows) != len(got_rows):
        return False
    for row, got_row in zip(rows, got_rows):
        for type_, value, printed in zip(types, row, got_row):
            text = text_of(value)
            if text != printed and not (text and printed and same_number(text, printed)) and not type_.startswith(("varbinary", "row", "array(row", "map")):
                return False
    return base_types(types) == base_types(got[0])


def base_types(types):
    return [re.match(r"[a-z ]+", re.sub(r"\(\d+(,\d+)?\)", "", t)).group().strip() for t in types]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=pathlib.Path, help="one file; default: all of cases/")
    parser.add_argument("--trino", help="the URL of a running Trino")
    options = parser.parse_args()
    known = list(known_differences())
    counts = {"same": 0, "known": 0, "different": 0}
    with tempfile.TemporaryDirectory() as work, Trino(options.trino) as trino:
        server = Server(pathlib.Path(work) / "data").start()
        try:
            tarn = Tarn(server)
            for path in [options.cases] if options.cases else sorted((HERE / "cases").glob("*.sql")):
                for sql in cases(path):
                    expected, got = trino.run(sql), tarn.run(sql)
                    why = next((w for pattern, w in known if pattern.search(sql)), None)
                    if same(expected, got):
                        counts["same"] += 1
                    elif why:
                        counts["known"] += 1
                    else:
                        counts["different"] += 1
                        print(f"{path.name}: {sql}\n  Trino: {expected}\n  Tarn:  {got}", flush=True)
        finally:
            server.stop()
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
