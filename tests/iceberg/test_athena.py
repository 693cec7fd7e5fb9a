"""SELECT on Iceberg tables in Athena: every answer is compared with PyIceberg's own scan of the same table."""

import datetime
import decimal
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.typedef import Record
from pyiceberg.types import (BinaryType, BooleanType, DateType, DecimalType, DoubleType, FixedType, FloatType, IntegerType, ListType, LongType, MapType,
                             NestedField, StringType, StructType, TimestampType, TimestamptzType, TimeType, UUIDType)

from tests.athena.conftest import Runner
from tests.iceberg.deletes import delete_equal, delete_positions

SCHEMA = Schema(NestedField(1, "id", LongType(), required=False), NestedField(2, "city", StringType(), required=False), NestedField(3, "amount", DoubleType(), required=False))


def rows(first, count=3):
    ids = list(range(first, first + count))
    return pa.table({"id": pa.array(ids, pa.int64()), "city": pa.array(["a" if n % 2 else "b" for n in ids]), "amount": pa.array([n / 2 for n in ids])})


@pytest.fixture
def sql(athena, bucket, namespace):
    return Runner(athena, f"s3://{bucket}/results/", namespace)


@pytest.fixture
def make(rest_catalog, namespace):
    """make(name, schema, spec) -> a new table of the test's namespace."""

    def create(name="t", schema=SCHEMA, spec=PartitionSpec(), **properties):
        return rest_catalog.create_table((namespace, name), schema, partition_spec=spec, properties=properties)

    return create


def ids(sql, where="", table="t"):
    return [int(row[0]) for row in sql.rows(f"SELECT id FROM {table} {where} ORDER BY 1")]


def test_appends_overwrites_and_deletes(sql, make):
    table = make()
    assert ids(sql) == []
    table.append(rows(0))
    table.append(rows(10))
    assert ids(sql) == [0, 1, 2, 10, 11, 12]
    table.overwrite(rows(20), "id < 10")
    assert ids(sql) == [10, 11, 12, 20, 21, 22]
    table.delete("id = 11")
    expected = table.scan().to_arrow().sort_by("id")
    assert sql.rows("SELECT id, city, amount FROM t ORDER BY id") == [[str(r["id"]), r["city"], str(r["amount"])] for r in expected.to_pylist()]
    assert sql.rows("SELECT count(*), sum(amount) FROM t") == [["5", str(sum(expected["amount"].to_pylist()))]]


def test_every_type(sql, make):
    schema = Schema(
        NestedField(1, "b", BooleanType()), NestedField(2, "i", IntegerType()), NestedField(3, "l", LongType()), NestedField(4, "f", FloatType()),
        NestedField(5, "d", DoubleType()), NestedField(6, "dec", DecimalType(20, 3)), NestedField(7, "day", DateType()), NestedField(8, "t", TimeType()),
        NestedField(9, "ts", TimestampType()), NestedField(10, "tstz", TimestamptzType()), NestedField(11, "s", StringType()), NestedField(12, "u", UUIDType()),
        NestedField(13, "fx", FixedType(3)), NestedField(14, "bin", BinaryType()), NestedField(15, "li", ListType(20, IntegerType(), False)),
        NestedField(16, "m", MapType(21, StringType(), 22, LongType(), False)),
        NestedField(17, "st", StructType(NestedField(23, "x", IntegerType()), NestedField(24, "y", StringType()))))
    table = make(schema=schema)
    moment = datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)
    table.append(pa.Table.from_pylist([{
        "b": True, "i": -1, "l": 2**40, "f": 1.5, "d": 0.25, "dec": decimal.Decimal("12345678901234567.125"), "day": datetime.date(2024, 2, 29),
        "t": datetime.time(1, 2, 3, 4), "ts": moment, "tstz": moment.replace(tzinfo=datetime.timezone.utc), "s": "ä\"x", "u": uuid.UUID(int=5).bytes, "fx": b"\0\1\2",
        "bin": b"\xff", "li": [1, 2], "m": [("k", 9)], "st": {"x": 7, "y": "z"}}, {}], schema=table.schema().as_arrow()))
    answer = sql.ok("SELECT * FROM t ORDER BY i")
    assert answer.rows[0] == ["true", "-1", str(2**40), "1.5", "0.25", "12345678901234567.125", "2024-02-29", "01:02:03.000004", "2024-02-29 12:30:15.123456",
                              "2024-02-29 12:30:15.123456 UTC", "ä\"x", str(uuid.UUID(int=5)), "00 01 02", "ff", "[1, 2]", "{k=9}", "{x=7, y=z}"]
    assert answer.rows[1] == [None] * 17
    assert [column["Type"] for column in answer.columns][5:13] == ["decimal", "date", "time", "timestamp", "timestamp with time zone", "varchar", "uuid", "varbinary"]
    assert sql.rows("SELECT count(*) FROM t WHERE u = UUID '00000000-0000-0000-0000-000000000005' AND ts > TIMESTAMP '2024-02-29 12:30:15' "
                    "AND dec > 1 AND day = DATE '2024-02-29' AND tstz < TIMESTAMP '2024-03-01 00:00:00 UTC' AND fx = X'000102'") == [["1"]]


def test_schema_evolution_goes_by_field_id(sql, make):
    schema = Schema(NestedField(1, "a", IntegerType()), NestedField(2, "b", StringType()), NestedField(3, "gone", StringType()), NestedField(4, "f", FloatType()),
                    NestedField(5, "dec", DecimalType(5, 2)), NestedField(6, "st", StructType(NestedField(7, "x", IntegerType()), NestedField(8, "y", StringType()))),
                    NestedField(9, "li", ListType(10, StructType(NestedField(11, "p", IntegerType())), False)))
    table = make(schema=schema)
    old = {"a": 1, "b": "old", "gone": "g", "f": 1.5, "dec": decimal.Decimal("1.25"), "st": {"x": 1, "y": "one"}, "li": [{"p": 5}]}
    table.append(pa.Table.from_pylist([old], schema=table.schema().as_arrow()))
    with table.update_schema(allow_incompatible_changes=True) as update:
        update.update_column("a", LongType())
        update.update_column("f", DoubleType())
        update.update_column("dec", DecimalType(10, 2))
        update.rename_column("b", "a_b")
        update.delete_column("gone")
        update.add_column("added", StringType())
        update.rename_column(("st", "x"), "z")
        update.add_column(("st", "w"), LongType())
        update.add_column(("li", "q"), StringType())
    with table.update_schema() as update:
        update.move_first("a_b")
        update.add_column("gone", IntegerType())  # another column of the same name
    new = {"a_b": "new", "a": 2**40, "f": 2.5, "dec": decimal.Decimal("12345678.25"), "st": {"z": 2, "y": "two", "w": 3}, "li": [{"p": 6, "q": "r"}], "added": "x", "gone": 4}
    table.append(pa.Table.from_pylist([new], schema=table.schema().as_arrow()))
    answer = sql.ok("SELECT * FROM t ORDER BY a")
    assert [column["Name"] for column in answer.columns] == ["a_b", "a", "f", "dec", "st", "li", "added", "gone"]
    assert answer.rows == [["old", "1", "1.5", "1.25", "{z=1, y=one, w=null}", "[{p=5, q=null}]", None, None],
                           ["new", str(2**40), "2.5", "12345678.25", "{z=2, y=two, w=3}", "[{p=6, q=r}]", "x", "4"]]
    assert sql.rows("SELECT st.z, st.w FROM t WHERE a = 1") == [["1", None]]
    assert sql.rows("SELECT a FROM t WHERE gone IS NULL") == [["1"]]
    assert sql.rows("SELECT a FROM t WHERE a < 100 AND f < 2 AND dec < 2") == [["1"]]


def test_partitions_and_statistics_leave_files_out(sql, make):
    table = make(spec=PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "city")))
    for first in range(0, 40, 10):
        table.append(rows(first, 10))
    whole = sql.ok("SELECT * FROM t")
    assert len(whole.rows) == 40
    by_partition = sql.ok("SELECT * FROM t WHERE city = 'a'")
    assert len(by_partition.rows) == 20 and by_partition.scanned < whole.scanned * 0.6
    by_statistics = sql.ok("SELECT * FROM t WHERE id BETWEEN 12 AND 14")
    assert len(by_statistics.rows) == 3 and by_statistics.scanned < whole.scanned * 0.3
    assert sql.ok("SELECT * FROM t WHERE id > 1000").scanned == 0
    assert sql.ok("SELECT * FROM t WHERE city IS NULL OR city = 'zz'").rows == []


def test_scanned_bytes_are_those_of_the_columns_that_are_read(sql, make):
    table = make()
    table.append(rows(0, 200_000))
    sizes = sum(task.file.file_size_in_bytes for task in table.scan().plan_files())
    assert 0 < sql.ok("SELECT sum(amount) FROM t").scanned < sizes * 0.8 < sql.ok("SELECT sum(amount), sum(id), max(city) FROM t").scanned


def test_partition_evolution(sql, make):
    table = make(spec=PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "city")))
    table.append(rows(0))
    with table.update_spec() as update:
        update.remove_field("city")
        update.add_field("amount", IdentityTransform(), "by_amount")
    table.append(rows(10))
    table.append(pa.table({"id": pa.array([20], pa.int64()), "city": pa.array([None], pa.string()), "amount": pa.array([None], pa.float64())}))
    with table.update_spec() as update:
        update.add_identity("city")
    table.append(rows(30))
    for where in ["city = 'a'", "city IS NULL", "city IS NOT NULL", "amount = 5.5", "amount > 5", "amount IS NULL", "amount < 1 AND city = 'b'", "id IN (1, 31)", "city > 'a'",
                  "NOT (city = 'a')", "amount BETWEEN 0.5 AND 5", "id = 10 OR city IS NULL"]:
        plain = ids(sql, f"WHERE coalesce({where}, false)")  # a form from which nothing is pruned
        assert ids(sql, "WHERE " + where) == plain and plain, where


def write_parquet(table, path, data):
    with table.io.new_output(path).create(overwrite=True) as out:
        pq.write_table(data, out)
    return len(table.io.new_input(path))


def test_files_without_ids_go_by_the_name_mapping(sql, make, namespace):
    table = make()
    path = table.location() + "/data/foreign.parquet"
    write_parquet(table, path, pa.table({"id": pa.array([5], pa.int64()), "city": ["c"], "amount": [1.5]}))
    table.add_files([path])
    with table.update_schema() as update:
        update.rename_column("city", "town")
    assert sql.rows("SELECT id, town, amount FROM t") == [["5", "c", "1.5"]]


def test_hidden_columns(sql, make):
    table = make()
    table.append(rows(0))
    path = next(iter(table.scan().plan_files())).file.file_path
    assert sql.rows('SELECT DISTINCT "$path" FROM t') == [[path]]
    assert sql.rows('SELECT count(*) FROM t WHERE "$file_modified_time" > TIMESTAMP \'2020-01-01 00:00:00 UTC\'') == [["3"]]


def test_reading_needs_rights_to_the_table_and_its_files(server, sql, make, user, bucket, namespace):
    table = make()
    table.append(rows(0))
    everything = {"Action": ["athena:*", "glue:*"], "Resource": "*"}
    results = {"Action": "s3:*", "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/results/*"]}
    data = {"Action": ["s3:GetObject"], "Resource": f"arn:aws:s3:::{bucket}/*"}
    metadata = {"Action": ["s3:GetObject"], "Resource": f"arn:aws:s3:::{bucket}/*/metadata/*"}

    def run(*statements):
        return Runner(server.client("athena", user(*statements)), f"s3://{bucket}/results/", namespace).run("SELECT count(amount) FROM t")

    assert run(everything, results, data).state == "SUCCEEDED"
    for statements in [(everything, results), (everything, results, metadata), ({"Action": "athena:*", "Resource": "*"}, results, data)]:
        refused = run(*statements)
        assert refused.state == "FAILED" and ("not authorized" in refused.reason or "denied" in refused.reason.lower()), refused.reason


def paths_of(table):
    return sorted(task.file.file_path for task in table.scan().plan_files())


def test_position_deletes(sql, make):
    table = make()
    table.append(rows(0, 5000))  # more than one of DuckDB's chunks
    table.append(rows(10_000))
    by_first = {int(bounds_of(table, path)[0]): path for path in paths_of(table)}
    delete_positions(table, {by_first[0]: [0, 2047, 2048, 4999], by_first[10_000]: [1]})
    delete_positions(table, {by_first[0]: [0, 1]})
    expected = table.scan().to_arrow()["id"].to_pylist()
    assert sql.rows("SELECT count(*), sum(id), min(id) FROM t") == [["4997", str(sum(expected)), "2"]] and len(expected) == 4997
    assert ids(sql, "WHERE id IN (0, 1, 2, 2047, 2048, 4999, 10001)") == [2]
    table.append(rows(0, 1))
    assert ids(sql, "WHERE id < 3") == [0, 2], "a delete says nothing of what is written after it"


def test_equality_deletes(sql, make):
    """Rows equal in id go from data of lower sequence numbers; NULL equals NULL; a delete file of a partition touches only that."""
    table = make(spec=PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "city")))
    table.append(rows(0, 6))
    table.append(pa.table({"id": pa.array([None], pa.int64()), "city": ["a"], "amount": [0.0]}))
    delete_equal(table, pa.table({"id": pa.array([0, 1, None], pa.int64())}), [1], partition=Record("a"))
    assert sorted(ids(sql, "WHERE id IS NOT NULL")) == [0, 2, 3, 4, 5] and sql.rows("SELECT count(*) FROM t WHERE id IS NULL") == [["0"]]
    table.append(rows(1, 1))
    assert ids(sql, "WHERE id IS NOT NULL") == [0, 1, 2, 3, 4, 5], "written after the delete"
    delete_equal(table, pa.table({"id": pa.array([2, 3], pa.int64()), "amount": pa.array([1.0, 99.0])}), [1, 3], partition=Record("b"))
    assert ids(sql, "WHERE id IS NOT NULL") == [0, 1, 3, 4, 5]
    assert sql.rows("SELECT city, count(*) FROM t GROUP BY 1 ORDER BY 1") == [["a", "3"], ["b", "2"]]


def bounds_of(table, path):
    found = pq.read_table(table.io.new_input(path).open())["id"].to_pylist()
    return str(min(found)), str(max(found))
