"""Holds the expected texts of tests/sql/athena against Trino: the columns and errors there must be Trino's own."""

import pathlib
import re

from trino_values import UNAUTHORIZED, for_trino

# The tables of src/sql/golden/catalog_test.cpp.
TABLES = {
    "types": "b boolean, ti tinyint, si smallint, i integer, bi bigint, r real, d double, dec decimal(10,2), v varchar, v5 varchar(5), c3 char(3), "
    "vb varbinary, dt date, ts timestamp(3), a array(integer), m map(varchar,integer), rw row(x integer, y varchar)",
    "orders": "id bigint, customer_id bigint, amount decimal(12,2), status varchar, created timestamp(3), day date",
    "customers": "id bigint, name varchar, country varchar, tags array(varchar)",
    "t": "a integer, b varchar, c double",
}


class GoldenTables:
    def __init__(self, trino):
        self.trino = trino

    def __enter__(self):
        for name, columns in TABLES.items():
            self.trino.run(f"CREATE TABLE {name} ({columns})")

    def __exit__(self, *_):
        for name in TABLES:
            self.trino.run(f"DROP TABLE {name}")


def records(path: pathlib.Path):
    """(line, kind, argument, sql, expected text or None); the format is src/sql/golden/records.h's."""
    for block in re.finditer(r"(?ms)^(columns|error|translate)\b ?(\w*)\n(.*?)(?=\n\n|\Z)", path.read_text()):
        line = path.read_text()[: block.start()].count("\n") + 1
        sql, _, expected = block.group(3).partition("\n----")
        yield line, block.group(1), block.group(2), sql, expected.strip("\n") or None


def golden_type(type_: str) -> str:
    """The protocol's spelling of a type, as typeof() spells it."""
    return re.sub(r"decimal\((\d+), (\d+)\)", r"decimal(\1,\2)", re.sub(r"INTERVAL [A-Z ]+", lambda m: m.group().lower(), type_))


def answer(trino, sql: str, kind: str):
    if kind == "columns":
        sql = re.sub(r"^CREATE TABLE \w+ AS ", "", sql)  # the record tells the columns of the table, not those of the statement
    result = trino.run(sql)
    if isinstance(result, str):
        return result
    return "\n".join(f"{name} {golden_type(type_)}" for name, type_ in result[0])


def golden_differences(trino, folder: pathlib.Path, known, counts) -> None:
    for path in sorted(folder.rglob("*.slt")):
        for line, kind, code, sql, expected in records(path):
            if kind == "translate":
                continue  # what DuckDB is asked; Trino has no word in it
            wanted = expected if kind == "columns" else f"{code}: {expected or ''}".replace(UNAUTHORIZED, "")
            got = answer(trino, for_trino(sql), kind)
            got = got if expected else got.split(":")[0] + ": "
            if wanted == got:
                counts["same"] += 1
            elif known.covers(sql):
                counts["known"] += 1
            else:
                counts["different"] += 1
                print(f"{path.name}:{line}: {sql}\n  Trino:  {got!r}\n  golden: {wanted!r}", flush=True)
