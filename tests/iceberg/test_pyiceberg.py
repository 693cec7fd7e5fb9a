"""Tables through PyIceberg: what one catalog writes the other reads."""

import concurrent.futures

import pyarrow as pa
import pytest
from pyiceberg.exceptions import CommitFailedException, NamespaceAlreadyExistsError, NamespaceNotEmptyError, NoSuchTableError, TableAlreadyExistsError
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import DoubleType, LongType, NestedField, StringType

SCHEMA = Schema(NestedField(1, "id", LongType(), required=False), NestedField(2, "city", StringType(), required=False), NestedField(3, "amount", DoubleType(), required=False))


def rows(first, count=3):
    ids = list(range(first, first + count))
    return pa.table({"id": pa.array(ids, pa.int64()), "city": pa.array(["a" if n % 2 else "b" for n in ids]), "amount": pa.array([n / 2 for n in ids])})


def ids_of(table):
    return sorted(table.scan().to_arrow()["id"].to_pylist())


def test_what_one_catalog_writes_the_other_reads(glue_catalog_of, rest_catalog_of, namespace):
    name = (namespace, "shared")
    one, other = rest_catalog_of(), glue_catalog_of()
    one.create_table(name, SCHEMA, partition_spec=PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "city"))).append(rows(0))
    other.load_table(name).append(rows(10))
    one.load_table(name).append(rows(20))
    assert ids_of(other.load_table(name)) == ids_of(one.load_table(name)) == [0, 1, 2, 10, 11, 12, 20, 21, 22]
    assert len(one.load_table(name).history()) == 3


def test_life_of_a_table(catalog, namespace):
    name = (namespace, "life")
    table = catalog.create_table(name, SCHEMA, properties={"owner": "me"})
    with pytest.raises(TableAlreadyExistsError):
        catalog.create_table(name, SCHEMA)
    table.append(rows(0))
    with table.update_schema() as update:
        update.add_column("note", StringType())
        update.rename_column("city", "town")
    with table.update_spec() as update:
        update.add_field("town", IdentityTransform(), "by_town")
    with table.transaction() as change:
        change.set_properties(owner="you", extra="1")
        change.remove_properties("extra")
    table.append(pa.table({"id": pa.array([7], pa.int64()), "town": ["c"], "amount": [1.5], "note": ["hi"]}))
    again = catalog.load_table(name)
    assert again.schema().column_names == ["id", "town", "amount", "note"]
    assert again.properties["owner"] == "you" and "extra" not in again.properties
    assert ids_of(again) == [0, 1, 2, 7]
    again.delete("id = 1")
    assert ids_of(catalog.load_table(name)) == [0, 2, 7]
    assert name in catalog.list_tables(namespace)
    catalog.drop_table(name)
    with pytest.raises(NoSuchTableError):
        catalog.load_table(name)


def test_rename_and_register(rest_catalog, namespace):
    rest_catalog.create_table((namespace, "a"), SCHEMA).append(rows(0))
    rest_catalog.rename_table((namespace, "a"), (namespace, "b"))
    assert not rest_catalog.table_exists((namespace, "a"))
    location = rest_catalog.load_table((namespace, "b")).metadata_location
    rest_catalog.drop_table((namespace, "b"))
    assert ids_of(rest_catalog.register_table((namespace, "c"), location)) == [0, 1, 2]


def test_namespaces(rest_catalog, namespace):
    with pytest.raises(NamespaceAlreadyExistsError):
        rest_catalog.create_namespace(namespace)
    assert rest_catalog.load_namespace_properties(namespace)["comment"] == "of a test"
    summary = rest_catalog.update_namespace_properties(namespace, removals={"comment", "absent"}, updates={"k": "v"})
    assert (summary.removed, summary.updated, summary.missing) == (["comment"], ["k"], ["absent"])
    assert (namespace,) in rest_catalog.list_namespaces()
    rest_catalog.create_table((namespace, "t"), SCHEMA)
    with pytest.raises(NamespaceNotEmptyError):
        rest_catalog.drop_namespace(namespace)
    rest_catalog.drop_table((namespace, "t"))
    rest_catalog.drop_namespace(namespace)
    assert not rest_catalog.namespace_exists(namespace)


def test_create_transaction(rest_catalog, namespace):
    with rest_catalog.create_table_transaction((namespace, "staged"), SCHEMA) as change:
        change.set_properties(made="in one commit")
        assert not rest_catalog.table_exists((namespace, "staged"))
    assert rest_catalog.load_table((namespace, "staged")).properties["made"] == "in one commit"


def test_a_stale_writer_is_refused(catalog, namespace):
    name = (namespace, "stale")
    catalog.create_table(name, SCHEMA)
    first, second = catalog.load_table(name), catalog.load_table(name)
    first.append(rows(0))
    with pytest.raises(CommitFailedException):
        with second.transaction() as change:
            change._apply(*stale_commit(second))
    assert len(catalog.load_table(name).history()) == 1


def stale_commit(table):
    from pyiceberg.table.update import AssertRefSnapshotId, SetPropertiesUpdate

    return (SetPropertiesUpdate(updates={"late": "1"}),), (AssertRefSnapshotId(ref="main", snapshot_id=table.metadata.current_snapshot_id),)


def append_until_accepted(catalog, name, first):
    for _ in range(200):
        try:
            table = catalog.load_table(name)
            table.append(rows(first, 1))
            return
        except CommitFailedException:
            continue
    raise AssertionError("never accepted")


def test_every_acknowledged_append_is_in_the_history_once(glue_catalog_of, rest_catalog_of, namespace):
    """Four writers, two on each catalog, race; a writer that is told of success finds its rows, once, and nothing else is there."""
    name = (namespace, "raced")
    rest_catalog_of().create_table(name, SCHEMA)
    writers, appends = [rest_catalog_of, glue_catalog_of, rest_catalog_of, glue_catalog_of], 5

    def write(number):
        catalog = writers[number]()
        for n in range(appends):
            append_until_accepted(catalog, name, number * 100 + n)

    with concurrent.futures.ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(write, range(len(writers))))
    table = rest_catalog_of().load_table(name)
    assert ids_of(table) == sorted(w * 100 + n for w in range(len(writers)) for n in range(appends))
    history = [entry.snapshot_id for entry in table.history()]
    assert len(history) == len(set(history)) == len(writers) * appends
    parents = {snapshot.snapshot_id: snapshot.parent_snapshot_id for snapshot in table.snapshots()}
    assert [parents[snapshot] for snapshot in history[1:]] == history[:-1]
